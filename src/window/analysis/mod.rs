//! What the analysis panel shows: the network behind the field, its waves, its orbits, its dual.
//!
//! Everything here only reads the field. What takes long is done on threads of its own, in bounded
//! memory, so that no frame waits for it; and only while the panel shows it.

mod insight;
mod orbits;
mod rivals;
mod waves;

pub use insight::{Insight, NeuronSight};
pub use orbits::Orbits;
pub use rivals::{Rivals, Run, TICKS};
pub use waves::{Followed, Waves, has_waves, is_followed};

use super::shown::Shown;
use crate::lattice::Lattice;
use crate::network::Side;
use bevy::prelude::*;
use bevy_egui::egui::TextureHandle;
use serde::{Deserialize, Serialize};

/// A part of the analysis panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tab {
    /// W, B, A, V, and the update of one neuron.
    Network,
    /// Dispersion.
    Waves,
    /// phi against beta.
    Portrait,
    /// The learning system and its Hamiltonian dual.
    Duality,
    /// What depends on the gauge and what does not.
    Gauge,
}

/// How a tensor is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TensorView {
    /// What it takes from which neighbour, in numbers.
    #[default]
    Stencil,
    /// A picture of its entries.
    Picture,
}

/// What somebody has chosen in the analysis panel.
#[derive(Clone, Default)]
pub struct Analysis {
    /// The part that is open.
    pub open: Option<Tab>,
    /// Row and place along it of the neuron that is looked at; `None`: the middle of the lattice.
    pub site: Option<(usize, usize)>,
    /// Component of it, from 0.
    pub component: usize,
    /// Whether its learning is shown in place of its activation.
    pub learning: bool,
    /// Number of the tensor: W, B, A, V.
    pub tensor: usize,
    /// How it is shown.
    pub view: TensorView,
    /// The neuron whose trajectories are compared; `None`: the one that is looked at.
    pub compared: Option<usize>,
    /// Number of the wave vector that is read.
    pub wave: usize,
    /// A wish about a plot, to be met when it is drawn next.
    pub(super) zoom: Option<Zoom>,
    /// The picture of the tensor, and what it was made of.
    pub(super) picture: Option<(u64, TextureHandle)>,
    latest_pin: Option<(usize, usize)>,
}

/// Another part of a plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Zoom {
    /// All of it.
    All,
    /// The same middle, so many times as wide.
    By(f64),
    /// This part: centre and half its sides.
    To([f64; 2], [f64; 2]),
}

impl std::fmt::Debug for Analysis {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { open, site, component, learning, tensor, view, compared, wave, .. } = self;
        let chosen = (open, site, component, learning, tensor, view, compared, wave);
        write!(f, "Analysis {chosen:?}")
    }
}

impl Analysis {
    /// Opens a part, or closes the panel when that is open.
    pub fn toggle(&mut self, tab: Tab) {
        self.open = (self.open != Some(tab)).then_some(tab);
    }

    /// phi while activation is shown, pi while learning is.
    pub fn side(&self) -> Side {
        if self.learning { Side::Pi } else { Side::Phi }
    }

    /// The neuron that is looked at.
    pub fn site_on(&self, lattice: &Lattice) -> (usize, usize) {
        let middle = || {
            let centre = lattice.shape().iter().map(|n| n / 2);
            let site = centre.zip(lattice.shape()).fold(0, |all, (index, n)| all * n + index);
            (site / lattice.row_len(), site % lattice.row_len())
        };
        let there = |(row, x): &(usize, usize)| *row < lattice.rows() && *x < lattice.row_len();
        self.site.filter(there).unwrap_or_else(middle)
    }

    /// Follows the hand: a site that is pinned is looked at; while there is none, the one under the
    /// pointer.
    pub fn follow(&mut self, shown: &Shown, hover: Option<(usize, usize)>) {
        let pinned = shown.pins.0.last().map(|pin| (pin.pick.row, pin.pick.x));
        if pinned != self.latest_pin {
            self.latest_pin = pinned;
            self.site = pinned.or(self.site);
        } else if pinned.is_none() && hover.is_some() {
            self.site = hover;
        }
    }

    /// Another field: nothing that was chosen in the old one holds.
    pub fn another_field(&mut self) {
        *self = Self { open: self.open, view: self.view, tensor: self.tensor, ..Self::default() };
    }
}

/// Reads the field for the analysis panel.
pub(super) struct AnalysisPlugin;

impl Plugin for AnalysisPlugin {
    fn build(&self, app: &mut App) {
        insight::add(app);
        waves::add(app);
        orbits::add(app);
        rivals::add(app);
    }
}
