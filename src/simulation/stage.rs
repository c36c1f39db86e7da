//! The stages of a tick, each one function: what [`Simulation::step`](super::Simulation::step) and
//! the ECS systems both call.
//!
//! A tick is gauge, activation, learning, measurement, advance, in this order. The clock counts the
//! tick in the last stage; measurement looks at the state the tick ends with, and is told its time.
//! Ticks of which only the last is looked at are taken at once: [`reach`] says how many.

use super::{Alarm, Clock, Dynamics, Measurements, Parameters};
use crate::gauge::{Gauge, ScriptScope, Span};
use crate::lattice::{FieldState, Lattice};
use crate::observable::Look;

/// The edits that the scene has for this tick.
pub(crate) fn script(mut scope: ScriptScope<'_>) {
    scope.follow_script();
}

/// A gauge or a background that moves goes to the middle of the tick, so that both stages of the
/// network see one and the same.
pub fn gauge(lattice: &Lattice, gauge: &mut Gauge, state: &mut FieldState, clock: &Clock) {
    gauge.enter(lattice, state, &Span::forth(clock));
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
    gauge.leave(lattice, state, &Span::forth(clock));
}

/// Activation and learning of `n` ticks at once, the field's and its twin's; then a gauge or a
/// background that moves, which takes its ticks one by one, goes to the end of the tick. Bit for bit
/// what `n` times [`activation`] and [`learning`] give.
pub fn network(
    lattice: &Lattice,
    dynamics: &Dynamics,
    gauge: &mut Gauge,
    state: &mut FieldState,
    clock: &Clock,
    n: u64,
) {
    dynamics.advance(lattice, state, n);
    gauge.advance_twin(lattice, dynamics, n);
    gauge.leave(lattice, state, &Span::forth(clock));
}

/// How many ticks can be taken at once from here, `most` at most: up to the next at whose end
/// somebody of the run itself looks, or before which it is edited; one by one where links or angle
/// move. A matter of the run alone, whoever watches it.
pub fn reach(gauge: &Gauge, measurements: &Measurements, clock: &Clock, most: u64) -> u64 {
    if gauge.moves() {
        return most.min(1);
    }
    let edit = gauge.ticks_to_edit(clock.tick).unwrap_or(u64::MAX);
    most.min(edit).min(measurements.until_due(clock.tick))
}

/// Observables and the sentinel look at the state at the end of a tick, whose clock this is, where
/// it is time to.
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
    if !measurements.due(clock.tick) {
        return Ok(());
    }
    measurements.measure(&Look { lattice, state, parameters, dynamics, gauge, clock })
}

/// Ticks are counted.
pub fn advance(clock: &mut Clock, n: u64) {
    *clock = clock.after(n);
}
