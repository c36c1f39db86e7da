//! How fast the field runs while somebody watches.

use super::schedule::{LatticeTick, Pass};
use super::world::{apply_commands, some_ticks};
use bevy::ecs::prelude::*;
use bevy::time::{Fixed, Time};
use std::time::{Duration, Instant};

/// Whether and how fast a field runs. The clocks of the world run on in any case, and edits take
/// effect once a frame at the latest.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub struct Playback {
    /// No ticks, but those of [`Playback::steps`].
    pub paused: bool,
    /// No ticks at all: something that must see every tick has to catch up first.
    pub held: bool,
    /// The pace.
    pub pace: Pace,
    /// Wall time in a rendered frame after which no further tick begins; `None` for no limit. A
    /// tick is never cut short, and the first one of a frame always runs: a slow machine shows
    /// fewer ticks a second, and every one of them the same.
    pub budget: Option<Duration>,
    /// Ticks that are still to be run while paused.
    pub steps: u32,
}

/// How fast a field runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pace {
    /// So many ticks a second, from the fixed time step. What the machine cannot do in time is
    /// left out, never caught up with.
    PerSecond(f64),
    /// So many ticks in a rendered frame.
    PerFrame(u32),
}

impl Default for Playback {
    /// One tick in each of 64 fixed steps a second, in at most three quarters of a frame at 60
    /// frames a second.
    fn default() -> Self {
        let budget = Some(Duration::from_millis(12));
        Self { paused: false, held: false, pace: Pace::PerSecond(64.0), budget, steps: 0 }
    }
}

impl Playback {
    /// Pauses, and runs so many ticks more.
    pub fn step(&mut self, ticks: u32) {
        self.paused = true;
        self.steps = self.steps.saturating_add(ticks);
    }

    /// Goes on, or pauses.
    pub fn toggle(&mut self) {
        self.paused = !self.paused;
        self.steps = 0;
    }
}

/// A frame follows at least every other time without any tick where a tick takes longer than this,
/// so that input is answered in between.
const SLOW_TICK: Duration = Duration::from_millis(50);

/// Where the pace stands within a frame and from one to the next.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub(super) struct Pacing {
    /// Part of a tick that is due.
    owed: f64,
    /// Wall time that this frame's ticks took.
    spent: Duration,
    /// Ticks of this frame.
    pub ticks: u32,
    /// A tick of this frame was slow.
    slow: bool,
    /// Wall time of a tick when last some were taken; what the next ones are expected to take.
    tick: Duration,
    /// No tick in this frame.
    resting: bool,
    /// Edits have been carried out in this frame.
    served: bool,
}

impl Pacing {
    /// Another frame begins.
    fn begin_frame(&mut self) {
        let (owed, resting, tick) = (self.owed, self.slow, self.tick);
        *self = Self { owed, resting, tick, ..Self::default() };
    }

    /// Whole ticks due after so many seconds at a rate; the rest stays owed.
    fn due(&mut self, rate: f64, seconds: f64) -> u32 {
        let rate = if rate.is_finite() { rate.max(0.0) } else { 0.0 };
        let owed = self.owed + rate * seconds;
        self.owed = owed.fract();
        owed.floor() as u32
    }

    /// Whether one more tick may begin.
    fn may_tick(&self, budget: Option<Duration>) -> bool {
        let in_time = budget.is_none_or(|budget| self.spent < budget);
        !self.resting && (self.ticks == 0 || in_time)
    }

    /// How many ticks may be taken at once: one, until it is known how long one takes.
    fn at_once(&self, budget: Option<Duration>) -> u64 {
        let Some(budget) = budget else { return u64::MAX };
        let left = budget.saturating_sub(self.spent).as_nanos();
        u64::try_from(left.checked_div(self.tick.as_nanos()).unwrap_or(1))
            .unwrap_or(u64::MAX)
            .max(1)
    }

    /// So many ticks took so long.
    fn note(&mut self, ticks: u32, took: Duration) {
        self.ticks += ticks;
        self.spent += took;
        self.tick = took / ticks.max(1);
        self.slow |= self.tick > SLOW_TICK;
    }
}

/// Before the fixed steps of a frame.
pub(super) fn begin_frame(mut pacing: ResMut<Pacing>) {
    pacing.begin_frame();
}

/// The ticks of a fixed step.
pub(super) fn fixed_step(world: &mut World) {
    let seconds = world.resource::<Time<Fixed>>().timestep().as_secs_f64();
    let playback = *world.resource::<Playback>();
    let stands = playback.paused || playback.held;
    if let (Pace::PerSecond(rate), false) = (playback.pace, stands) {
        let due = world.resource_mut::<Pacing>().due(rate, seconds);
        run(world, due, playback.budget);
    }
}

/// The ticks of a frame, after its fixed steps; edits, should no tick have carried them out.
pub(super) fn frame_step(world: &mut World) {
    let playback = *world.resource::<Playback>();
    match (playback.paused, playback.pace) {
        _ if playback.held => {}
        (true, _) => {
            world.resource_mut::<Pacing>().owed = 0.0;
            let ran = run(world, playback.steps, playback.budget);
            if let Some(left) = ran.map(|ran| playback.steps.saturating_sub(ran))
                && left != playback.steps
            {
                world.resource_mut::<Playback>().steps = left;
            }
        }
        (false, Pace::PerFrame(ticks)) => {
            run(world, ticks, playback.budget);
        }
        (false, Pace::PerSecond(_)) => {}
    }
    if !world.resource::<Pacing>().served {
        apply_commands(world);
    }
}

/// Runs the ticks that are due as long as the frame's budget lasts, and says how many; all of
/// them where an alarm stopped the field, as no more will come.
fn run(world: &mut World, due: u32, budget: Option<Duration>) -> Option<u32> {
    let may_tick = |world: &World| world.resource::<Pacing>().may_tick(budget);
    if due == 0 || !may_tick(world) {
        return None;
    }
    world.insert_resource(Pass::Tick);
    world.schedule_scope(LatticeTick, |world, schedule| {
        let mut ran = 0;
        while ran < due && may_tick(world) {
            let begun = Instant::now();
            let most = world.resource::<Pacing>().at_once(budget).min(u64::from(due - ran));
            let taken = some_ticks(world, schedule, most);
            let mut pacing = world.resource_mut::<Pacing>();
            pacing.served = true;
            // An alarm stays in the world, where whoever shows the field finds it.
            let Ok(taken) = taken else { return Some(due) };
            let taken = u32::try_from(taken).unwrap_or(u32::MAX);
            pacing.note(taken, begun.elapsed());
            ran = ran.saturating_add(taken);
        }
        Some(ran)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUDGET: Option<Duration> = Some(Duration::from_millis(12));

    fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    #[test]
    fn parts_of_a_tick_add_up_and_whole_ones_are_not_owed() {
        let mut pacing = Pacing::default();
        let due: Vec<u32> = (0..8).map(|_| pacing.due(24.0, 1.0 / 64.0)).collect();
        assert_eq!(due, [0, 0, 1, 0, 0, 1, 0, 1]);
        assert_eq!(pacing.due(1e30, 1.0), u32::MAX);
        assert!(pacing.owed < 1.0);
        for nonsense in [f64::NAN, f64::INFINITY, -3.0] {
            assert_eq!(Pacing::default().due(nonsense, 1.0), 0);
        }
    }

    #[test]
    fn the_budget_is_that_of_all_fixed_steps_of_a_frame() {
        let mut pacing = Pacing::default();
        for _ in 0..3 {
            assert!(pacing.may_tick(BUDGET));
            pacing.note(1, ms(5));
        }
        assert!(!pacing.may_tick(BUDGET) && pacing.may_tick(None));
        pacing.begin_frame();
        assert!(pacing.may_tick(BUDGET), "a new frame has a new budget");
    }

    #[test]
    fn as_many_ticks_at_once_as_are_expected_to_fit() {
        let mut pacing = Pacing::default();
        assert_eq!((pacing.at_once(BUDGET), pacing.at_once(None)), (1, u64::MAX));
        pacing.note(1, ms(2));
        assert_eq!(pacing.at_once(BUDGET), 5);
        pacing.note(4, ms(4));
        assert_eq!((pacing.at_once(BUDGET), pacing.ticks), (6, 5));
        pacing.note(6, ms(30));
        assert_eq!(pacing.at_once(BUDGET), 1, "the first of a frame runs in any case");
        pacing.begin_frame();
        assert_eq!(pacing.at_once(BUDGET), 2);
    }

    #[test]
    fn a_tick_over_the_budget_runs_once_a_frame_and_a_slow_one_every_other() {
        let mut pacing = Pacing::default();
        for (took, next) in [(ms(30), true), (ms(300), false)] {
            assert!(pacing.may_tick(BUDGET));
            pacing.note(1, took);
            assert!(!pacing.may_tick(BUDGET));
            pacing.begin_frame();
            assert_eq!(pacing.may_tick(BUDGET), next);
        }
        pacing.begin_frame();
        assert!(pacing.may_tick(BUDGET), "one frame of rest is enough");
    }
}
