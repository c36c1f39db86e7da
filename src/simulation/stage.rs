//! The stages of a tick, each one function: what [`Simulation::step`](super::Simulation::step) and
//! the ECS systems both call.
//!
//! A tick is gauge, activation, learning, measurement, advance, in this order. The clock counts the
//! tick in the last stage; measurement looks at the state the tick ends with, and is told its time.

use super::{Alarm, Clock, Dynamics, Measurements, Parameters};
use crate::gauge::{Gauge, ScriptScope};
use crate::lattice::{FieldState, Lattice};
use crate::observable::Look;

/// The edits that the scene has for this tick.
pub(crate) fn script(mut scope: ScriptScope<'_>) {
    scope.follow_script();
}

/// A gauge or a background that moves goes to the middle of the tick, so that both stages of the
/// network see one and the same.
pub fn gauge(lattice: &Lattice, gauge: &mut Gauge, state: &mut FieldState, clock: &Clock) {
    gauge.enter(lattice, state, clock);
}

/// The neuron states phi take up their new values; the twin's do likewise.
pub fn activation(
    lattice: &Lattice,
    dynamics: &Dynamics,
    gauge: &mut Gauge,
    state: &mut FieldState,
) {
    dynamics.activation(lattice, state);
    gauge.activate_twin(lattice, dynamics);
}

/// The trainable variables pi learn from the new states, then absorbing layers damp the field; the
/// twin does likewise. A gauge or a background that moves goes to the end of the tick.
pub fn learning(
    lattice: &Lattice,
    dynamics: &Dynamics,
    gauge: &mut Gauge,
    state: &mut FieldState,
    clock: &Clock,
) {
    dynamics.learning(lattice, state);
    gauge.teach_twin(lattice, dynamics);
    gauge.leave(lattice, state, clock);
}

/// Observables and the sentinel look at the state at the end of the tick.
///
/// # Errors
/// When the sentinel finds the state unfit.
pub fn measurement(
    lattice: &Lattice,
    state: &FieldState,
    parameters: &Parameters,
    dynamics: &Dynamics,
    gauge: &Gauge,
    clock: &Clock,
    measurements: &mut Measurements,
) -> Result<(), Alarm> {
    let clock = &clock.next();
    measurements.measure(&Look { lattice, state, parameters, dynamics, gauge, clock })
}

/// The tick is counted.
pub fn advance(clock: &mut Clock) {
    clock.advance();
}
