//! The schedule of one tick.

use super::edit::carry_out;
use super::half::Halves;
use super::moment::Live;
use super::timeline::Timeline;
use crate::gauge::{Gauge, ScriptScope};
use crate::lattice::{FieldState, Lattice};
use crate::simulation::{Alarm, Clock, Dynamics, Measurements, Parameters, stage};
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy::ecs::schedule::{LogLevel, ScheduleBuildSettings, ScheduleLabel, SingleThreadedExecutor};
use bevy::ecs::system::ScheduleSystem;

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
    /// the new states, which makes it time-symmetric. Where nobody looks in between, learning is
    /// done in the same trip through memory, and that of further ticks too.
    Activation,
    /// The trainable variables learn, where they have not yet.
    Learning,
    /// Observables and the sentinel. After learning, so that every number belongs to one state at
    /// a whole tick.
    Measurement,
    /// The tick is counted, or all that were taken at once. Last, so that all of a tick sees the
    /// same number.
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

/// How many ticks a run of the schedule takes at once.
#[derive(Resource, Clone, Copy, Debug)]
pub(super) struct Stride {
    /// That many at most.
    most: u64,
    /// So many it took, or takes.
    taken: u64,
    /// Whether learning is still to come for them.
    learns: bool,
}

impl Default for Stride {
    fn default() -> Self {
        Self { most: 1, taken: 1, learns: false }
    }
}

/// Those who look at the field after ticks without being a part of the run, and for how many ticks
/// each can be left alone.
#[derive(Resource, Clone, Debug, Default)]
pub(super) struct Onlookers(Vec<fn(&World) -> u64>);

/// Adds a system that looks at the field after ticks: after those that it cannot be left alone for,
/// which `alone` tells before them: 1 where it wants to see every tick, and more where several may
/// be taken at once before it is run again. A system that is added to [`LatticeTick`] in another way
/// sees every tick.
pub fn add_onlooker<M>(
    app: &mut App,
    system: impl IntoScheduleConfigs<ScheduleSystem, M>,
    alone: fn(&World) -> u64,
) {
    app.world_mut().get_resource_or_init::<Onlookers>().0.push(alone);
    app.add_systems(LatticeTick, system.after(Stage::Advance));
}

/// Systems of the schedule's own.
const OWN_SYSTEMS: usize = 8;

/// Runs the schedule for a tick, or for as many as may be taken at once, `most` at most, and says
/// how many they were.
pub(super) fn run_stride(world: &mut World, schedule: &mut Schedule, most: u64) -> u64 {
    let onlookers = world.get_resource_or_init::<Onlookers>().0.clone();
    // Whoever has not said when to look again sees every tick. The graph also counts systems that
    // were added since the schedule was last built.
    let known = schedule.graph().systems.len() <= OWN_SYSTEMS + onlookers.len();
    let alone = onlookers.iter().map(|alone| alone(world)).min().unwrap_or(u64::MAX);
    let most = if known { most.min(alone).max(1) } else { 1 };
    world.insert_resource(Stride { most, ..Stride::default() });
    schedule.run(world);
    world.resource::<Stride>().taken
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
            (remember, script, gauge).chain().in_set(Stage::Gauge),
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

/// Puts the moment before a tick by, when it is time.
fn remember(live: Live, mut timeline: ResMut<Timeline>) {
    if timeline.wants(live.tick()) && timeline.affords(live.bytes()) {
        timeline.keep(live.moment());
    }
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
    (lattice, dynamics, clock): (Res<Lattice>, Res<Dynamics>, Res<Clock>),
    (measurements, timeline): (Res<Measurements>, Res<Timeline>),
    mut gauge: ResMut<Gauge>,
    mut state: ResMut<FieldState>,
    mut halves: ResMut<Halves>,
    mut stride: ResMut<Stride>,
) {
    match halves.take() {
        Some(between) => {
            (*state, *gauge) = (between.state, between.gauge);
            (stride.taken, stride.learns) = (1, true);
        }
        None => {
            let most = stride.most.min(timeline.alone(clock.tick));
            let n = stage::reach(&gauge, &measurements, &clock, most);
            stage::network(&lattice, &dynamics, &mut gauge, &mut state, &clock, n);
            (stride.taken, stride.learns) = (n, false);
        }
    }
}

fn learning(
    lattice: Res<Lattice>,
    dynamics: Res<Dynamics>,
    (clock, stride): (Res<Clock>, Res<Stride>),
    mut gauge: ResMut<Gauge>,
    mut state: ResMut<FieldState>,
) {
    if stride.learns {
        stage::learning(&lattice, &dynamics, &mut gauge, &mut state, &clock);
    }
}

fn measurement(
    lattice: Res<Lattice>,
    state: Res<FieldState>,
    parameters: Res<Parameters>,
    dynamics: Res<Dynamics>,
    gauge: Res<Gauge>,
    (clock, stride): (Res<Clock>, Res<Stride>),
    mut watch: (ResMut<Measurements>, ResMut<Halt>),
) {
    let (measurements, halt) = (&mut watch.0, &mut watch.1);
    let end = clock.after(stride.taken);
    let verdict =
        stage::measurement(&lattice, &state, &parameters, &dynamics, &gauge, &end, measurements);
    if let Err(alarm) = verdict {
        halt.0 = Some(alarm);
    }
}

fn advance(mut clock: ResMut<Clock>, stride: Res<Stride>, mut timeline: ResMut<Timeline>) {
    stage::advance(&mut clock, stride.taken);
    timeline.passed(clock.tick);
}
