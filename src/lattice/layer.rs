//! The damping layer of absorbing edges.

use super::{Boundary, Lattice};
use std::ops::Range;

/// The factors `exp(-dt s(x))` by which absorbing layers damp a field after every tick.
///
/// # Equation
/// `s = Σ_mu s_mu`, `s_mu = strength (depth / width)³`, with depth = width at the outermost site
/// of the layer and 0 inside.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// Per axis: the factor at every index, and how many sites the layer is wide (0: none).
    axes: Vec<(Vec<f64>, usize)>,
}

impl Layer {
    /// The layers of a lattice for one time step, or `None` when no axis absorbs.
    pub fn of(lattice: &Lattice, dt: f64) -> Option<Self> {
        let edges = lattice.boundary().iter().zip(lattice.shape());
        let axes: Vec<_> = edges.map(|(edge, &extent)| axis(*edge, extent, dt)).collect();
        axes.iter().any(|(_, width)| *width > 0).then_some(Self { axes })
    }

    /// The factor all sites of a row share, from the layers of the leading axes.
    pub fn of_row(&self, lattice: &Lattice, row: usize) -> f64 {
        let leading = 0..lattice.dim() - 1;
        leading.map(|mu| self.axes[mu].0[lattice.row_index(row, mu)]).product()
    }

    /// The factors along a row, from the layer of the last axis.
    pub fn along_row(&self) -> &[f64] {
        &self.axes[self.axes.len() - 1].0
    }

    /// Where a row lies in a layer, or has a backward neighbour in one: up to two ranges of sites,
    /// outside of which neither the field nor its backward differences are damped.
    pub fn reach(&self, lattice: &Lattice, row: usize) -> [Range<usize>; 2] {
        let (leading, extent) = (lattice.dim() - 1, lattice.row_len());
        let width = self.axes[leading].1;
        if (0..leading).any(|mu| self.near(lattice, row, mu)) {
            return [0..extent, 0..0];
        }
        match width {
            0 => [0..0, 0..0],
            _ => [0..width + 1, (extent - width).max(width + 1)..extent],
        }
    }

    /// Whether a row or the one before it lies in the layer of leading axis `mu`.
    fn near(&self, lattice: &Lattice, row: usize, mu: usize) -> bool {
        let (width, index) = (self.axes[mu].1, lattice.row_index(row, mu));
        width > 0 && (index <= width || index >= lattice.shape()[mu] - width)
    }
}

/// The factors along one axis, and the width of its layer.
fn axis(edge: Boundary, extent: usize, dt: f64) -> (Vec<f64>, usize) {
    let Boundary::Absorbing { width, strength } = edge else {
        return (vec![1.0; extent], 0);
    };
    let factor = |index: usize| {
        let from_edge = index.min(extent - 1 - index);
        let depth = width.saturating_sub(from_edge) as f64 / width as f64;
        (-dt * strength * depth.powi(3)).exp()
    };
    ((0..extent).map(factor).collect(), width)
}
