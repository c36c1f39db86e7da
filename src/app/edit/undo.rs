//! Going back to a moment and forth again.

use super::Model;
use crate::app::moment::{self, Moment};
use crate::app::refusal::Refusal;

impl Model<'_> {
    pub(super) fn undo(&mut self) -> Result<(), Refusal> {
        let step = self.history.take_undo()?;
        self.exchange(Moment::clone(&step.before));
        self.history.put_redo(step);
        Ok(())
    }

    /// Repeating the last edits of a step cannot fail where they did not the first time; should it
    /// all the same, nothing is changed.
    pub(super) fn redo(&mut self) -> Result<(), Refusal> {
        let step = self.history.take_redo()?;
        let resume = step.resume.as_deref().ok_or(Refusal::NothingToRedo)?;
        let now = self.exchange(resume.clone());
        if let Err(reason) = step.edits.iter().try_for_each(|command| self.apply(command)) {
            self.exchange(now);
            self.history.put_redo(step);
            return Err(reason);
        }
        self.history.put_undo(step);
        Ok(())
    }

    /// The moment it is.
    pub(super) fn moment(&self) -> Moment {
        Moment {
            state: self.state.clone(),
            parameters: self.parameters.clone(),
            dynamics: self.dynamics.clone(),
            gauge: self.gauge.clone(),
            clock: *self.clock,
            measurements: moment::kept(&self.measurements, self.halt.0.as_ref()),
            halt: self.halt.0.clone(),
            scene: self.scene.as_ref().map(|scene| scene.0.clone()),
        }
    }

    /// Bytes of the moment it is.
    pub(super) fn bytes(&self) -> usize {
        let scene = self.scene.as_ref().map(|scene| &*scene.0);
        let measured = moment::kept_bytes(&self.measurements, self.halt.0.as_ref());
        moment::bytes(&self.state, &self.gauge, measured, scene)
    }

    /// Makes it another moment, and returns the one it was.
    pub(super) fn exchange(&mut self, moment: Moment) -> Moment {
        let Moment { state, parameters, dynamics, gauge, clock, mut measurements, halt, scene } =
            moment;
        if halt.is_none() {
            measurements.renew_copy(&state, &clock);
        }
        let before = Moment {
            state: std::mem::replace(&mut *self.state, state),
            parameters: std::mem::replace(&mut *self.parameters, parameters),
            dynamics: std::mem::replace(&mut *self.dynamics, dynamics),
            gauge: std::mem::replace(&mut *self.gauge, gauge),
            clock: std::mem::replace(&mut *self.clock, clock),
            measurements: std::mem::replace(&mut *self.measurements, measurements),
            halt: std::mem::replace(&mut self.halt.0, halt),
            scene: self.scene.as_ref().map(|scene| scene.0.clone()),
        };
        if let Some(scene) = scene {
            self.put_scene(scene);
        }
        before
    }
}
