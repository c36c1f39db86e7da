//! Paths through the Brillouin zone.

use crate::lattice::Lattice;
use serde::Serialize;
use std::f64::consts::{PI, TAU};

/// Wave vectors in a row.
///
/// # Conventions
/// Those of a periodic lattice of the given extents, so that a running field has them.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    points: Vec<[f64; 3]>,
    /// Length along the straight lines up to each of them.
    lengths: Vec<f64>,
    /// Whether each lies on a line, not only next to it.
    straight: Vec<bool>,
    /// Wave vectors on the lines themselves, and the lengths up to them.
    line: Vec<([f64; 3], f64)>,
    corners: Vec<Corner>,
}

/// A place that a path was led to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Corner {
    /// The number of its wave vector on the path.
    pub at: usize,
    /// What it is called, in units of π/h, such as `(1, 0)`.
    pub name: String,
}

/// Wave vectors on a straight line at least, for a curve through them.
const FINE: usize = 32;

impl Path {
    /// From one corner to the next: corners in units of π/h, such as `[1, 0, 0]` for the edge of
    /// the zone; between them the wave vectors of the lattice next to the straight line.
    pub fn through(lattice: &Lattice, corners: &[[f64; 3]]) -> Self {
        let none = Vec::new();
        let (lengths, straight, line) = (Vec::new(), Vec::new(), Vec::new());
        let mut path = Self { points: Vec::new(), lengths, straight, line, corners: none };
        let name = |corner: &[f64; 3]| name(&corner[..lattice.dim()]);
        path.corners.extend(corners.first().map(|first| Corner { at: 0, name: name(first) }));
        let mut begun = 0.0;
        for ends in corners.windows(2) {
            begun = path.go_on(lattice, [ends[0], ends[1]], begun);
            path.corners.push(Corner { at: path.points.len() - 1, name: name(&ends[1]) });
        }
        path
    }

    /// Adds a straight line, `begun` the length before it; the length after it.
    fn go_on(&mut self, lattice: &Lattice, ends: [[f64; 3]; 2], begun: f64) -> f64 {
        let unit = PI / lattice.spacing();
        let between = |part: f64, mu: usize| ends[0][mu] + part * (ends[1][mu] - ends[0][mu]);
        let length = (0..3).map(|mu| (ends[1][mu] - ends[0][mu]).powi(2)).sum::<f64>().sqrt();
        let length = length * unit;
        let steps = (0..lattice.dim()).map(|mu| {
            ((ends[1][mu] - ends[0][mu]).abs() * lattice.shape()[mu] as f64 / 2.0).ceil()
        });
        let steps = steps.fold(1.0, f64::max) as usize;
        for step in 0..=steps {
            let part = step as f64 / steps as f64;
            let k = nearest(lattice, |mu| between(part, mu));
            if self.points.last() != Some(&k) {
                let aside = |mu: usize| (k[mu] - unit * between(part, mu)).abs();
                self.straight.push((0..lattice.dim()).all(|mu| aside(mu) < 1e-9 * unit));
                self.points.push(k);
                self.lengths.push(begun + part * length);
            }
        }
        let fine = steps.max(FINE);
        let parts = (0..=fine).map(|step| step as f64 / fine as f64);
        let on = |part: f64| ([0, 1, 2].map(|mu| unit * between(part, mu)), begun + part * length);
        self.line.extend(parts.map(on));
        begun + length
    }

    /// From the middle of the zone to its edge along the first axis, on to the corner along the
    /// others, and straight back.
    pub fn tour(lattice: &Lattice) -> Self {
        Self::through(lattice, &Self::tour_corners(lattice))
    }

    /// The tour, and from the middle on through a wave vector to the edge of the zone, unless the
    /// tour goes there.
    pub fn tour_and(lattice: &Lattice, k: [f64; 3]) -> Self {
        let tour = Self::tour(lattice);
        let unit = PI / lattice.spacing();
        let most = k.iter().fold(0.0f64, |most, k| most.max((k / unit).abs()));
        if most == 0.0 || tour.points.contains(&nearest(lattice, |mu| k[mu] / unit)) {
            return tour;
        }
        let mut corners = Self::tour_corners(lattice);
        if lattice.dim() == 1 {
            corners.push([0.0; 3]);
        }
        corners.push(k.map(|k| k / unit));
        if most < 1.0 {
            corners.push(k.map(|k| k / unit / most));
        }
        Self::through(lattice, &corners)
    }

    fn tour_corners(lattice: &Lattice) -> Vec<[f64; 3]> {
        let corners = [[0.0; 3], [1.0, 0.0, 0.0], [1.0, 1.0, 0.0], [1.0, 1.0, 1.0]];
        let mut corners = corners[..=lattice.dim()].to_vec();
        if lattice.dim() > 1 {
            corners.push([0.0; 3]);
        }
        corners
    }

    /// Whether each of the wave vectors lies on the straight line from corner to corner; a lattice
    /// may have only others next to it.
    pub fn straight(&self) -> &[bool] {
        &self.straight
    }

    /// Wave vectors on the straight lines, whatever the lattice has, and the length up to each.
    pub fn line(&self) -> &[([f64; 3], f64)] {
        &self.line
    }

    /// The places it was led to, in order.
    pub fn corners(&self) -> &[Corner] {
        &self.corners
    }

    /// The wave vectors.
    pub fn points(&self) -> &[[f64; 3]] {
        &self.points
    }

    /// Length of the path up to each of them: along its straight lines, so that it is the same on
    /// every lattice of this spacing.
    pub fn lengths(&self) -> &[f64] {
        &self.lengths
    }
}

/// The wave vector of the lattice nearest to one in units of π/h.
fn nearest(lattice: &Lattice, wanted: impl Fn(usize) -> f64) -> [f64; 3] {
    let mut k = [0.0; 3];
    for (mu, k) in k.iter_mut().enumerate().take(lattice.dim()) {
        let extent = lattice.shape()[mu] as f64;
        // An odd lattice has no wave at the very edge: the one before it.
        let most = (extent / 2.0).floor();
        let waves = (wanted(mu) * extent / 2.0).round().clamp(-most, most);
        *k = TAU * waves / (extent * lattice.spacing());
    }
    k
}

/// `(1, 1/2)`; a number that is no simple part with two digits.
pub(super) fn name(place: &[f64]) -> String {
    let part = |x: &f64| {
        let under = (1..=4).find(|under| (x * f64::from(*under)).fract().abs() < 1e-9);
        match under {
            Some(1) => format!("{}", x.round() + 0.0),
            Some(under) => format!("{}/{under}", (x * f64::from(under)).round()),
            None => format!("{x:.2}"),
        }
    };
    format!("({})", place.iter().map(part).collect::<Vec<_>>().join(", "))
}
