//! Going back and forth in time: tick by tick, along the slider, and running backwards.
//!
//! A tick back is computed where the run is reversible. Where it is not, the moment that was kept
//! before is brought back, and the ticks from there are run again.

use super::Desk;
use super::carry::edit;
use crate::app::{CurrentScene, Edit, FieldCommand, Pace, Playback, Timeline, runs_back};
use crate::lattice::Lattice;
use crate::simulation::{Clock, Parameters};
use bevy::prelude::*;
use std::time::{Duration, Instant};

/// Where to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Travel {
    /// So many ticks back.
    Back(u32),
    /// To a tick, or as near as what is kept leads.
    To(u64),
    /// To the kept moment before now.
    Earlier,
    /// To the kept moment after now, or the latest tick there was.
    Later,
    /// Backwards from now on, or no longer.
    Backwards(bool),
}

/// Journeys that follow one another as fast as this are one step of undo.
const REST: Duration = Duration::from_millis(900);
/// Wall time of a frame that is run backwards in.
const BUDGET: Duration = Duration::from_millis(12);
/// Ticks run backwards in a frame at most.
const MOST: u32 = 64;

/// How the field is taken through time.
#[derive(Debug, Default, Resource)]
pub struct Travels {
    /// Whether it runs backwards.
    pub backwards: bool,
    /// The gesture that the latest journey belongs to, and when it was made.
    latest: Option<(u64, Instant)>,
    gestures: u64,
    /// Part of a tick that is due.
    owed: f64,
    /// Ticks that are due and were not gone back yet.
    behind: u64,
    /// Ticks of a frame that fit into its budget.
    fits: u32,
}

impl Travels {
    /// The gesture of a journey that is made now.
    fn gesture(&mut self) -> u64 {
        // Numbers that no other gesture of the window has.
        const OURS: u64 = 1 << 48;
        let now = Instant::now();
        let goes_on = self.latest.filter(|(_, since)| now - *since < REST);
        let gesture = goes_on.map_or_else(
            || {
                self.gestures += 1;
                OURS + self.gestures
            },
            |(gesture, _)| gesture,
        );
        self.latest = Some((gesture, now));
        gesture
    }

    /// Ticks that are due after so many seconds at a pace.
    fn due(&mut self, pace: Pace, seconds: f64) -> u32 {
        let ticks = match pace {
            Pace::PerSecond(rate) => self.owed + rate.max(0.0) * seconds,
            Pace::PerFrame(ticks) => f64::from(ticks),
        };
        self.owed = ticks.fract();
        ticks as u32
    }
}

/// The tick at which the field arrives once the ticks it still has to run are done.
pub fn arrival(clock: &Clock, playback: &Playback) -> u64 {
    clock.tick + if playback.paused { u64::from(playback.steps) } else { 0 }
}

/// Carries a journey out: the field stands still then.
pub(super) fn travel(world: &mut World, travel: Travel) {
    let arrives = arrival(world.resource::<Clock>(), world.resource::<Playback>());
    stand_still(world);
    world.resource_mut::<Travels>().backwards = travel == Travel::Backwards(true);
    let timeline = world.resource::<Timeline>();
    match travel {
        Travel::Back(ticks) => back(world, ticks, arrives),
        Travel::To(tick) => to(world, tick),
        Travel::Earlier => {
            let before = timeline.ticks().rfind(|tick| *tick < arrives);
            before.into_iter().for_each(|tick| to(world, tick));
        }
        Travel::Later => {
            let last = timeline.span().map(|(_, last)| last);
            let after = timeline.ticks().find(|tick| *tick > arrives).or(last);
            after.into_iter().for_each(|tick| to(world, tick));
        }
        Travel::Backwards(_) => {}
    }
}

fn stand_still(world: &mut World) {
    let mut playback = world.resource_mut::<Playback>();
    (playback.paused, playback.steps) = (true, 0);
}

/// Whether a tick back is computed.
fn reversible(world: &World) -> bool {
    let scene = world.get_resource::<CurrentScene>().map(|scene| &*scene.0);
    let (parameters, lattice) = (world.resource::<Parameters>(), world.resource::<Lattice>());
    runs_back(parameters, lattice, world.resource::<Clock>(), scene).is_ok()
}

fn back(world: &mut World, ticks: u32, arrives: u64) {
    // Ticks that were still to be run need not be undone.
    let now = world.resource::<Clock>().tick;
    let wanted = arrives.saturating_sub(u64::from(ticks));
    if wanted < now && reversible(world) {
        let ticks = u32::try_from(now - wanted).unwrap_or(u32::MAX);
        return make(world, FieldCommand::Back(ticks));
    }
    to(world, wanted);
}

/// To a tick: from the moment kept before it, or from now where that lies in between.
fn to(world: &mut World, tick: u64) {
    let (timeline, now) = (world.resource::<Timeline>(), world.resource::<Clock>().tick);
    let Some((kept, more)) = timeline.way_to(tick) else {
        let why = "no moment is kept to go back to: the field has not run yet, or is too large";
        return world.resource_mut::<Desk>().messages.refused("travel", why);
    };
    let arrives = kept + more;
    let from_here = (kept..=arrives).contains(&now) && !timeline.is_off();
    if !from_here {
        make(world, FieldCommand::Recall { tick: kept });
    }
    let now = world.resource::<Clock>().tick;
    let left = u32::try_from(arrives.saturating_sub(now)).unwrap_or(u32::MAX);
    world.resource_mut::<Playback>().step(left);
}

fn make(world: &mut World, command: FieldCommand) {
    world.resource_mut::<Desk>().messages.withdraw("travel");
    let gesture = Some(world.resource_mut::<Travels>().gesture());
    edit(world, Edit { gesture, command });
}

/// Runs backwards, where that is what is wanted: as long as there is something before.
pub(super) fn run_backwards(world: &mut World) {
    let playback = *world.resource::<Playback>();
    if !world.resource::<Travels>().backwards || playback.held {
        return;
    }
    if !playback.paused {
        world.resource_mut::<Travels>().backwards = false;
        return;
    }
    let seconds = world.resource::<Time>().delta_secs_f64().min(0.25);
    let due = world.resource_mut::<Travels>().due(playback.pace, seconds);
    if reversible(world) {
        run_back(world, due);
    } else {
        fall_back(world, due);
    }
}

/// Some ticks, as many as the time of a frame allows.
fn run_back(world: &mut World, due: u32) {
    let fits = world.resource::<Travels>().fits.clamp(1, MOST);
    let ticks = u64::from(due.min(fits)).min(world.resource::<Clock>().tick) as u32;
    if ticks == 0 {
        return;
    }
    let (begun, before) = (Instant::now(), world.resource::<Clock>().tick);
    // A tick that the scene has changed something in ends the run: the rest is another one.
    let whole = (1..=ticks).rev().find(|ticks| may_run(world, *ticks));
    make(world, FieldCommand::Back(whole.unwrap_or(1)));
    let (took, now) = (begun.elapsed(), world.resource::<Clock>().tick);
    let mut travels = world.resource_mut::<Travels>();
    let each = took.as_secs_f64() / f64::from(whole.unwrap_or(1));
    travels.fits = (BUDGET.as_secs_f64() / each.max(1e-9)).clamp(1.0, f64::from(MOST)) as u32;
    travels.backwards &= now < before;
}

/// Whether all of so many ticks can be run backwards.
fn may_run(world: &World, ticks: u32) -> bool {
    let scene = world.get_resource::<CurrentScene>().map(|scene| &*scene.0);
    let (parameters, lattice) = (world.resource::<Parameters>(), world.resource::<Lattice>());
    let clocks = std::iter::successors(Some(*world.resource::<Clock>()), Clock::before);
    clocks.take(ticks as usize).all(|clock| runs_back(parameters, lattice, &clock, scene).is_ok())
}

/// To the kept moment before, once as many ticks are due as lie in between.
fn fall_back(world: &mut World, due: u32) {
    let now = world.resource::<Clock>().tick;
    let before = world.resource::<Timeline>().ticks().rfind(|tick| *tick < now);
    let mut travels = world.resource_mut::<Travels>();
    let Some(before) = before else {
        travels.backwards = false;
        return;
    };
    travels.behind += u64::from(due);
    if travels.behind >= now - before {
        travels.behind = 0;
        make(world, FieldCommand::Recall { tick: before });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn journeys_in_quick_succession_are_one_gesture() {
        let mut travels = Travels::default();
        let first = travels.gesture();
        assert_eq!(travels.gesture(), first);
        travels.latest = travels.latest.map(|(gesture, at)| (gesture, at - 2 * REST));
        assert_ne!(travels.gesture(), first);
    }

    #[test]
    fn as_many_ticks_are_due_as_the_pace_asks_for() {
        let mut travels = Travels::default();
        let rate = Pace::PerSecond(24.0);
        let due: Vec<u32> = (0..8).map(|_| travels.due(rate, 1.0 / 64.0)).collect();
        assert_eq!(due, [0, 0, 1, 0, 0, 1, 0, 1]);
        assert_eq!(travels.due(Pace::PerFrame(700), 0.1), 700);
    }

    #[test]
    fn the_field_arrives_where_its_ticks_lead() {
        let clock = Clock { tick: 7, ..Clock::new(0.1) };
        let stands = Playback { paused: true, steps: 5, ..Playback::default() };
        assert_eq!(arrival(&clock, &stands), 12);
        assert_eq!(arrival(&clock, &Playback { paused: false, ..stands }), 7);
    }
}
