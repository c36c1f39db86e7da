//! What a run is made of, apart from lattice and state.

use crate::theory::{Couplings, LinkCoupling, Potential, TheoryInfo, Wiring};
use crate::tick::TickInfo;
use std::sync::Arc;

/// Theory, schedule and their numbers.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "app", derive(bevy::ecs::resource::Resource))]
pub struct Parameters {
    /// Which theory.
    pub theory: &'static TheoryInfo,
    /// Its potential, where it takes one.
    pub potential: Option<Potential>,
    /// Its numbers.
    pub couplings: Couplings,
    /// How the fields feel links.
    pub coupling: LinkCoupling,
    /// Which schedule.
    pub schedule: &'static TickInfo,
    /// Time step, which is also the learning rate; negative runs backwards.
    pub dt: f64,
    /// Its matrices and functions, where it takes such.
    pub wiring: Option<Arc<Wiring>>,
    /// Whether a dt beyond the stable limit is run all the same.
    pub allow_unstable: bool,
}
