//! The gauge in the course of a tick.

use super::instant::{Instant, Span};
use super::theta::Theta;
use super::{Gauge, rotate};
use crate::lattice::{FieldState, Lattice};
use crate::simulation::{Clock, Dynamics};
use std::sync::Arc;

impl Gauge {
    /// Before the stages of a tick: into its middle. Free of cost where nothing moves.
    ///
    /// # Equation
    /// `psi -> rot(Θ(t + dt/2) - Θ(t)) psi`; links and A_0 of `t + dt/2`
    pub(crate) fn enter(&mut self, lattice: &Lattice, state: &mut FieldState, span: &Span) {
        if !self.moves() {
            return;
        }
        let Span { begin, middle, dt, .. } = *span;
        self.held = (!self.drive.is_empty()).then(|| {
            let driven = self.drive.theta(lattice, &middle);
            let before = self.drive.theta(lattice, &begin);
            turn(lattice, state, &driven, &before);
            Arc::new(driven)
        });
        let temporal = self.temporal_after(lattice, &middle, dt / 2.0);
        let parts = [self.held.as_deref(), temporal.as_ref()];
        self.lay_middle(lattice, state, &middle, parts);
        self.move_twin(lattice, middle.time);
    }

    /// After the stages of a tick: to its end, a whole tick.
    ///
    /// # Equation
    /// `psi -> rot(Θ(t + dt) - Θ(t + dt/2)) psi`; links and A_0 of `t + dt`
    pub(crate) fn leave(&mut self, lattice: &Lattice, state: &mut FieldState, span: &Span) {
        if !self.moves() {
            return;
        }
        let Span { middle, end, dt, .. } = *span;
        if let Some(held) = self.held.take() {
            turn(lattice, state, &self.drive.theta(lattice, &end), &held);
        }
        self.temporal = self.temporal_after(lattice, &middle, dt).map(Arc::new);
        self.lay(lattice, state, &end);
        self.move_twin(lattice, end.time);
    }

    /// This gauge at the end of the tick that begins now.
    pub(super) fn after_tick(&self, lattice: &Lattice, clock: &Clock) -> Self {
        let middle = Instant::middle(clock);
        let temporal = self.temporal_after(lattice, &middle, clock.dt).map(Arc::new);
        Self { temporal, ..self.clone() }
    }

    /// The twin's activation.
    pub(crate) fn activate_twin(&mut self, lattice: &Lattice, dynamics: &Dynamics) {
        if let Some(twin) = &mut self.twin {
            dynamics.activation(lattice, twin.state_mut());
        }
    }

    /// Both of the twin, `n` ticks at once.
    pub(crate) fn advance_twin(&mut self, lattice: &Lattice, dynamics: &Dynamics, n: u64) {
        if let Some(twin) = &mut self.twin {
            dynamics.advance(lattice, twin.state_mut(), n);
        }
    }

    /// The twin's learning.
    pub(crate) fn teach_twin(&mut self, lattice: &Lattice, dynamics: &Dynamics) {
        if let Some(twin) = &mut self.twin {
            dynamics.learning(lattice, twin.state_mut());
        }
    }

    /// Changes the state of the twin, where there is one.
    pub(crate) fn change_twin(&mut self, change: impl FnOnce(&mut FieldState)) {
        if let Some(twin) = &mut self.twin {
            change(twin.state_mut());
        }
    }

    /// Θ of temporal gauge some time after the beginning of a tick, within it; before it where the
    /// time is negative.
    ///
    /// # Equation
    /// `Θ -= t A_0`, A_0 of the middle of the tick, as the tick itself takes it
    fn temporal_after(&self, lattice: &Lattice, middle: &Instant, t: f64) -> Option<Theta> {
        let mut theta = Theta::clone(self.temporal.as_ref()?);
        theta.for_each_row(lattice, |row, out| {
            let mut potential = vec![0.0; out.len()];
            self.base.potential(lattice, row, middle.time, &mut potential);
            out.iter_mut().zip(potential).for_each(|(theta, a0)| *theta -= t * a0);
        });
        Some(theta)
    }

    /// This gauge as it was when the clock showed an earlier tick, without its twin.
    pub(crate) fn wound_back(&self, lattice: &Lattice, mut earlier: Clock, now: u64) -> Self {
        let mut gauge = Self { twin: None, held: None, ..self.clone() };
        let Some(temporal) = &mut gauge.temporal else { return gauge };
        let theta = Arc::make_mut(temporal);
        while earlier.tick < now {
            let middle = Instant::middle(&earlier).time;
            let potential = self.base.potential_at(lattice, middle);
            let pairs = theta.values_mut().iter_mut().zip(potential.values());
            pairs.for_each(|(theta, a0)| *theta += earlier.dt * a0);
            earlier.advance();
        }
        gauge
    }

    fn move_twin(&mut self, lattice: &Lattice, time: f64) {
        if !self.base.moves() {
            return;
        }
        if let Some(mut twin) = self.twin.take() {
            self.lay_twin(lattice, twin.state_mut(), time);
            self.twin = Some(twin);
        }
    }
}

/// `psi -> rot(to - from) psi`
fn turn(lattice: &Lattice, state: &mut FieldState, to: &Theta, from: &Theta) {
    let mut change = to.clone();
    rotate::add(lattice, &mut change, from, true);
    rotate::rotate(lattice, state, &change, false);
}
