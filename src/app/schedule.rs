//! The schedule of one tick.

use super::edit::carry_out;
use super::half::Halves;
use crate::gauge::{Gauge, ScriptScope};
use crate::lattice::{FieldState, Lattice};
use crate::simulation::{Alarm, Clock, Dynamics, Measurements, Parameters, stage};
use bevy::ecs::prelude::*;
use bevy::ecs::schedule::{LogLevel, ScheduleBuildSettings, ScheduleLabel, SingleThreadedExecutor};

/// One tick of the lattice.
#[derive(ScheduleLabel, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LatticeTick;

/// What happens in a tick, in this order.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Edits. First, so that everything in a tick sees one set of parameters, and an edit falls
    /// between two whole ticks.
    Command,
    /// Edits of the scene's own for this tick; then a gauge or a background that moves goes to the
    /// middle of the tick. Before both stages of the
    /// network, so that a whole tick is in one gauge, and after edits, so that what was edited is
    /// transformed as well.
    Gauge,
    /// The neuron states take up their new values. Before learning: the staged tick learns from
    /// the new states, which makes it time-symmetric.
    Activation,
    /// The trainable variables learn.
    Learning,
    /// Observables and the sentinel. After learning, so that every number belongs to one state at
    /// a whole tick.
    Measurement,
    /// The tick is counted. Last, so that all of a tick sees the same number.
    Advance,
}

/// The alarm that stopped the field, if one did. No tick runs until an edit brings the field back.
#[derive(Resource, Clone, Debug, Default)]
pub struct Halt(pub Option<Alarm>);

/// What a run of the schedule is for.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pass {
    /// A whole tick.
    #[default]
    Tick,
    /// Edits alone, time standing still: so a paused field can be worked on.
    Standstill,
}

/// Builds the schedule. One thread: the systems follow one another anyway, and the cores belong to
/// the kernels inside them. Two systems that could run in either order and touch the same data are
/// an error, since results must not depend on which goes first.
pub(super) fn lattice_tick() -> Schedule {
    let mut schedule = Schedule::new(LatticeTick);
    schedule
        .set_executor(SingleThreadedExecutor::new())
        .set_build_settings(ScheduleBuildSettings {
            ambiguity_detection: LogLevel::Error,
            ..Default::default()
        })
        .configure_sets(
            (
                Stage::Command,
                (
                    Stage::Gauge,
                    Stage::Activation,
                    Stage::Learning,
                    Stage::Measurement,
                    Stage::Advance,
                )
                    .chain()
                    .run_if(time_passes),
            )
                .chain(),
        )
        .add_systems((
            carry_out.in_set(Stage::Command),
            (script, gauge).chain().in_set(Stage::Gauge),
            activation.in_set(Stage::Activation),
            learning.in_set(Stage::Learning),
            measurement.in_set(Stage::Measurement),
            advance.in_set(Stage::Advance),
        ));
    schedule
}

fn time_passes(pass: Res<Pass>, halt: Res<Halt>, halves: Res<Halves>) -> bool {
    *pass == Pass::Tick && halt.0.is_none() && !halves.spent()
}

/// The scene's own edits of the gauge.
pub(super) fn script(
    lattice: Res<Lattice>,
    clock: Res<Clock>,
    mut gauge: ResMut<Gauge>,
    mut state: ResMut<FieldState>,
    mut parameters: ResMut<Parameters>,
    mut dynamics: ResMut<Dynamics>,
    mut measurements: ResMut<Measurements>,
) {
    // Without edits nothing counts as changed.
    if gauge.script().is_empty() {
        return;
    }
    stage::script(ScriptScope {
        lattice: &lattice,
        parameters: &mut parameters,
        dynamics: &mut dynamics,
        state: &mut state,
        gauge: &mut gauge,
        clock: &clock,
        measurements: &mut measurements,
    });
}

/// A tick whose activation was looked at has gone to its middle already.
fn gauge(
    lattice: Res<Lattice>,
    clock: Res<Clock>,
    halves: Res<Halves>,
    mut gauge: ResMut<Gauge>,
    mut state: ResMut<FieldState>,
) {
    if halves.between().is_none() {
        stage::gauge(&lattice, &mut gauge, &mut state, &clock);
    }
}

/// An activation that was looked at is taken up; it is the same as doing it now.
fn activation(
    lattice: Res<Lattice>,
    dynamics: Res<Dynamics>,
    mut gauge: ResMut<Gauge>,
    mut state: ResMut<FieldState>,
    mut halves: ResMut<Halves>,
) {
    match halves.take() {
        Some(between) => (*state, *gauge) = (between.state, between.gauge),
        None => stage::activation(&lattice, &dynamics, &mut gauge, &mut state),
    }
}

fn learning(
    lattice: Res<Lattice>,
    dynamics: Res<Dynamics>,
    clock: Res<Clock>,
    mut gauge: ResMut<Gauge>,
    mut state: ResMut<FieldState>,
) {
    stage::learning(&lattice, &dynamics, &mut gauge, &mut state, &clock);
}

fn measurement(
    lattice: Res<Lattice>,
    state: Res<FieldState>,
    parameters: Res<Parameters>,
    dynamics: Res<Dynamics>,
    gauge: Res<Gauge>,
    clock: Res<Clock>,
    mut watch: (ResMut<Measurements>, ResMut<Halt>),
) {
    let (measurements, halt) = (&mut watch.0, &mut watch.1);
    let verdict =
        stage::measurement(&lattice, &state, &parameters, &dynamics, &gauge, &clock, measurements);
    if let Err(alarm) = verdict {
        halt.0 = Some(alarm);
    }
}

fn advance(mut clock: ResMut<Clock>) {
    stage::advance(&mut clock);
}
