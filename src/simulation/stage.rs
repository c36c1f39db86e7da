//! The stages of a tick, each one function: what [`Simulation::step`](super::Simulation::step) and
//! the ECS systems both call.
//!
//! A tick is activation, learning, measurement, advance, in this order. The clock counts the tick
//! in the last stage; measurement looks at the state the tick ends with, and is told its time.

use super::{Alarm, Clock, Dynamics, Measurements, Parameters};
use crate::lattice::{FieldState, Lattice};

/// The neuron states phi take up their new values.
pub fn activation(lattice: &Lattice, dynamics: &Dynamics, state: &mut FieldState) {
    dynamics.activation(lattice, state);
}

/// The trainable variables pi learn from the new states; then absorbing layers damp the field.
pub fn learning(lattice: &Lattice, dynamics: &Dynamics, state: &mut FieldState) {
    dynamics.learning(lattice, state);
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
    clock: &Clock,
    measurements: &mut Measurements,
) -> Result<(), Alarm> {
    measurements.measure(lattice, state, parameters, dynamics, &clock.next())
}

/// The tick is counted.
pub fn advance(clock: &mut Clock) {
    clock.advance();
}
