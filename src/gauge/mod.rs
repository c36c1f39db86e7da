//! The gauge a run is in: the angle Θ_i(t) by which its field is rotated against the gauge it was
//! written in, the electromagnetic field given to it, and a twin that stays in the first gauge.
//!
//! # Equation
//! `phi_i -> rot(Θ_i) phi_i`, the same for pi; `a_{i,mu} -> a_{i,mu} + Θ_i - Θ_{i+e_mu}`;
//! `dt A_0 -> dt A_0 + Θ_i(t+dt) - Θ_i(t)`. Together they leave everything that can be measured as
//! it is, to rounding, however wild Θ is.
//!
//! Two ways to act. [`GaugeCommand::Rotate`], the brush: fields and links are transformed at once,
//! between two ticks. [`GaugeCommand::Drive`]: a given Θ_i(t) is followed tick by tick. Within a tick
//! the links are those of its middle, with Θ(t + dt/2); the field is rotated by Θ(t + dt/2) - Θ(t)
//! before it and by Θ(t + dt) - Θ(t + dt/2) after it, which is what the temporal link, A_0, does.
//! Links are always made from the background and Θ, never from earlier links.
//!
//! # Conventions
//! Formulas know the position `x`, `y`, `z` (as many as the lattice has axes), the time `t`, the
//! couplings of the theory, `h`, and the lengths `L1`, `L2`, `L3` of the axes.
//!
//! # Units
//! Θ is in radians; the paper's θ counts quarter turns, `Θ = θ π/2`.
//!
//! # Reference
//! (5.1)-(5.6)

mod background;
mod base;
mod checkpoint;
mod command;
mod error;
mod evolve;
mod formula;
mod instant;
mod landau;
mod lay;
mod links;
mod mode;
mod numbers;
pub mod readout;
mod rotate;
mod script;
mod settings;
mod size;
mod theta;
mod twin;
mod wilson;

pub use background::{
    BACKGROUNDS, Background, BackgroundInfo, Formulas, Solenoid, Step, Through, UniformB, UniformE,
    Wave, Well,
};
pub(crate) use base::Fixed;
pub(crate) use checkpoint::Checkpoint;
pub use command::{Fix, GaugeCommand, Scope, carry_out};
pub use error::{GaugeError, GaugeFault};
pub use instant::{Instant, Span};
pub use landau::roughness;
pub use mode::GaugeMode;
pub use script::GaugeEdit;
pub(crate) use script::{ScriptScope, rehearse};
pub use settings::GaugeSettings;
pub(crate) use settings::bytes_of;
pub use theta::{
    Checkerboard, Constant, Expression, Noise, PlaneWave, Profile, Stroke, THETAS, Theta,
    ThetaInfo, ThetaSource, Travelling, Vortex,
};
pub use twin::Twin;
pub use wilson::WilsonLoop;

use crate::lattice::{FieldState, Lattice};
use crate::simulation::Parameters;
use base::Base;
use std::sync::Arc;
use theta::Sources;

/// The gauge of a run, its background and its twin: a part of a simulation beside the state, whose
/// links are always the ones this makes.
///
/// # Conventions
/// The phases of the field are those of the gauge the run was written in, rotated by
/// [`Gauge::theta`]. Copies share arrays, so that one costs next to nothing.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "app", derive(bevy::ecs::resource::Resource))]
pub struct Gauge {
    base: Base,
    mode: GaugeMode,
    painted: Painted,
    drive: Sources,
    /// In temporal gauge: minus the integral of the background's A_0 since then.
    temporal: Option<Arc<Theta>>,
    twin: Option<Twin>,
    path: Arc<WilsonLoop>,
    /// Edits that the run makes by itself.
    script: Arc<Vec<GaugeEdit>>,
    /// Θ of the drive in the middle of the tick, between its stages; none at whole ticks.
    held: Option<Arc<Theta>>,
}

/// What [`GaugeCommand::Rotate`] has added up to; none where that is nothing.
#[derive(Clone, Debug, Default, PartialEq)]
struct Painted {
    /// Of phi and pi.
    fields: Option<Arc<Theta>>,
    /// Of the links: another only after rotations in bare mode.
    links: Option<Arc<Theta>>,
}

/// Whether a field of this theory has a phase, so that there is a gauge.
pub fn has_phase(parameters: &Parameters) -> bool {
    parameters.theory.has_phase()
}

impl Gauge {
    /// The gauge of a state whose links and potential are given: they are its background.
    pub fn of(lattice: &Lattice, parameters: &Parameters, state: &FieldState) -> Self {
        let path = Arc::new(WilsonLoop::example(lattice));
        let mode = GaugeMode::of(parameters.coupling);
        Self { base: Base::of(lattice, state), mode, path, ..Self::default() }
    }

    /// The same, its background the links and the potential that a state has.
    pub(crate) fn with_links_of(self, lattice: &Lattice, state: &FieldState) -> Self {
        Self { base: Base::of(lattice, state), ..self }
    }

    /// How gauge commands act.
    pub fn mode(&self) -> GaugeMode {
        self.mode
    }

    /// The background, as it was given.
    pub fn background(&self) -> &[Background] {
        self.base.written()
    }

    /// The sources that drive Θ; none when nothing does.
    pub fn drive(&self) -> &[ThetaSource] {
        self.drive.written()
    }

    /// Whether A_0 of the background was moved into the links.
    pub fn is_temporal(&self) -> bool {
        self.temporal.is_some()
    }

    /// The run in the first gauge, where there is one.
    pub fn twin(&self) -> Option<&Twin> {
        self.twin.as_ref()
    }

    /// The Wilson loop that is read.
    pub fn wilson_loop(&self) -> &WilsonLoop {
        &self.path
    }

    /// Whether links, potential or angle change from tick to tick.
    pub fn moves(&self) -> bool {
        !self.drive.is_empty() || self.base.moves() || self.temporal.is_some()
    }

    /// Whether the background changes with time, so that energy is not conserved; that of temporal
    /// gauge does, where there is a potential.
    pub fn works(&self) -> bool {
        self.base.moves() || (self.temporal.is_some() && self.base.has_potential())
    }

    /// Θ_i by which the field is rotated against the gauge it was written in, at a whole tick.
    pub fn theta(&self, lattice: &Lattice, at: &Instant) -> Theta {
        self.total(lattice, self.painted.fields.as_ref(), true, at)
    }

    /// Θ_i by which the links are: the same, but after rotations in bare mode.
    pub fn theta_of_links(&self, lattice: &Lattice, at: &Instant) -> Theta {
        self.total(lattice, self.painted.links.as_ref(), self.mode.moves_links(), at)
    }

    /// Painted, driven and temporal.
    fn total(
        &self,
        lattice: &Lattice,
        painted: Option<&Arc<Theta>>,
        driven: bool,
        at: &Instant,
    ) -> Theta {
        let mut theta = painted.map_or_else(|| Theta::zeros(lattice, 1), |sum| Theta::clone(sum));
        if driven {
            self.drive.add(lattice, at, &mut theta);
        }
        if let Some(temporal) = &self.temporal {
            rotate::add(lattice, &mut theta, temporal, false);
        }
        theta
    }

    /// Bytes of memory its arrays take, should nothing else share them.
    pub fn bytes(&self) -> usize {
        let thetas = [&self.painted.fields, &self.painted.links, &self.temporal];
        let thetas: usize = thetas.into_iter().flatten().map(|theta| theta.values().len()).sum();
        let twin = self.twin.as_ref().map_or(0, |twin| twin.state().bytes());
        8 * (thetas + self.base.values()) + twin
    }

    /// Makes an edit of the field one of its twin too: `before` and `after` are the field around it.
    ///
    /// # Equation
    /// `psi_twin += rot(-Θ) (after - before)`
    pub fn follow_edit(
        &mut self,
        lattice: &Lattice,
        before: &FieldState,
        after: &FieldState,
        at: &Instant,
    ) {
        let theta = self.theta(lattice, at);
        if let Some(twin) = &mut self.twin {
            twin.add_change(lattice, before, after, &theta);
        }
    }
}
