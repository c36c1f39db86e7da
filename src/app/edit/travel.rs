//! Going back in time: by running backwards, and to a moment that was kept.

use super::Model;
use crate::app::refusal::Refusal;
use crate::gauge::Gauge;
use crate::lattice::FieldState;
use crate::lattice::Lattice;
use crate::scene::Scene;
use crate::simulation::{Backwards, Clock, Parameters, distance, reversible, stage};

/// Whether a run goes backwards by a tick.
///
/// # Errors
/// Why it does not.
pub fn runs_back(
    parameters: &Parameters,
    lattice: &Lattice,
    clock: &Clock,
    scene: Option<&Scene>,
) -> Result<(), Refusal> {
    reversible(parameters, lattice, clock)?;
    let tick = clock.tick.saturating_sub(1);
    let edits = scene.map_or(&[][..], |scene| &scene.gauge.edits);
    match edits.iter().any(|edit| edit.tick == tick) {
        true => Err(Refusal::Scripted { tick }),
        false => Ok(()),
    }
}

impl Model<'_> {
    /// Runs backwards. How far the way there and back leads from where it began is measured.
    pub(super) fn back(&mut self, ticks: u32) -> Result<(), Refusal> {
        let backwards = Backwards::new(&self.parameters, &self.lattice, &self.state)?;
        let (mut state, mut gauge) = (self.state.clone(), self.gauge.clone());
        let mut clock = *self.clock;
        let scene = self.scene.as_ref().map(|scene| &*scene.0);
        for _ in 0..ticks {
            runs_back(&self.parameters, &self.lattice, &clock, scene)?;
            backwards.tick(&self.lattice, &mut gauge, &mut state, &mut clock);
        }
        let error = self.there_again(&state, &gauge, clock);
        let reach = [self.clock.tick, clock.tick];
        (*self.state, *self.gauge, *self.clock) = (state, gauge, clock);
        self.measurements.go_back(&self.state, &self.clock);
        self.halt.0 = None;
        let now = &self.state;
        self.timeline.ran_back(reach, error, |kept| distance(now, &kept.state));
        Ok(())
    }

    /// How far the field is from where it was when it has run on from an earlier state to now.
    fn there_again(&self, state: &FieldState, gauge: &Gauge, mut clock: Clock) -> f64 {
        let (mut state, mut gauge) = (state.clone(), gauge.clone());
        let (lattice, dynamics) = (&*self.lattice, &*self.dynamics);
        while clock.tick < self.clock.tick {
            stage::gauge(lattice, &mut gauge, &mut state, &clock);
            stage::activation(lattice, dynamics, &mut gauge, &mut state);
            stage::learning(lattice, dynamics, &mut gauge, &mut state, &clock);
            stage::advance(&mut clock, 1);
        }
        distance(&state, &self.state).unwrap_or(f64::NAN)
    }

    /// Brings back a moment that was kept. Where the session stands now is kept first, so that it
    /// can be come back to.
    pub(super) fn recall(&mut self, tick: u64) -> Result<(), Refusal> {
        if self.timeline.is_off() && self.timeline.affords(self.bytes()) && self.halt.0.is_none() {
            let now = self.moment();
            self.timeline.keep(now);
        }
        let moment = self.timeline.recall(tick).ok_or(Refusal::NotKept { tick })?;
        self.exchange((*moment).clone());
        Ok(())
    }
}
