//! Edits of a running field, as messages: so they can be refused, logged and done again.

use crate::scene::SceneError;
use crate::simulation::{Clock, ModelError};
use bevy::ecs::message::Message;
use bevy::ecs::resource::Resource;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// An edit of the running field, carried out between two whole ticks or refused as a whole.
#[derive(Message, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FieldCommand {
    /// Gives a coupling of the theory another value.
    SetParameter {
        /// Its name, such as `m`.
        name: String,
        /// Its new value.
        value: f64,
    },
    /// Changes the time step; the time goes on from where it is.
    SetDt(f64),
    /// Adds a Gaussian bump to the field.
    Disturb(Brush),
    /// Starts the scene again, with its own parameters.
    Reset,
}

/// A Gaussian bump with a phase.
///
/// # Equation
/// `A e^{i phase} exp(-|x - centre|² / (2 radius²))`, cut off at six radii, added to a component of
/// the spinor (Dirac) or to `phi + i pi` (Klein-Gordon, whose only component is 1).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Brush {
    /// Where its middle is; what lies beyond the dimension is ignored.
    pub centre: [f64; 3],
    /// Its standard deviation.
    pub radius: f64,
    /// Its height.
    pub amount: f64,
    /// Its phase in radians.
    pub phase: f64,
    /// Component, from 1.
    pub component: usize,
}

/// Why an edit was refused.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum Refusal {
    /// A coupling the theory does not have.
    #[error("{theory} has no parameter {name:?}; it has {known}")]
    UnknownParameter {
        /// Theory.
        theory: &'static str,
        /// Name given.
        name: String,
        /// Names there are.
        known: String,
    },
    /// The model would not run so.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// A brush that is none.
    #[error("the brush's {what} is {value}; it must be {right}")]
    Brush {
        /// Which of its numbers.
        what: &'static str,
        /// Its value.
        value: f64,
        /// What would do.
        right: &'static str,
    },
    /// A component the field does not have.
    #[error("the field has no component {given}: it has 1 to {most}")]
    Component {
        /// What was given.
        given: usize,
        /// The last there is.
        most: usize,
    },
    /// There is nothing to start again from.
    #[error("the field did not come from a scene, so it cannot start again")]
    NoScene,
    /// The scene cannot be built any more, its files having changed.
    #[error(transparent)]
    Scene(#[from] SceneError),
}

/// An edit that was not carried out. The field is as it was.
#[derive(Message, Clone, Debug, PartialEq)]
pub struct Refused {
    /// The edit.
    pub command: FieldCommand,
    /// The reason.
    pub reason: Refusal,
}

/// An edit that was carried out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Logged {
    /// Ticks from the beginning of the session to the edit.
    pub step: u64,
    /// The edit.
    pub command: FieldCommand,
}

/// Every edit of the session, in order: with the scene, all that is needed to do it again.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct CommandLog {
    entries: Vec<Logged>,
    /// What to add to the clock's tick for the steps of the session: a reset sets the clock back,
    /// but not the session. Modulo 2⁶⁴, as a checkpoint may begin at any tick.
    offset: u64,
}

impl CommandLog {
    /// An empty log of a session that begins now.
    pub(super) fn starting_at(clock: &Clock) -> Self {
        Self { entries: Vec::new(), offset: 0u64.wrapping_sub(clock.tick) }
    }

    /// The edits so far.
    pub fn entries(&self) -> &[Logged] {
        &self.entries
    }

    /// Ticks since the session began.
    pub fn step(&self, clock: &Clock) -> u64 {
        self.offset.wrapping_add(clock.tick)
    }

    /// Notes an edit; the clocks are those before and after it.
    pub(super) fn note(&mut self, command: FieldCommand, before: &Clock, after: &Clock) {
        let step = self.step(before);
        self.offset = step.wrapping_sub(after.tick);
        self.entries.push(Logged { step, command });
    }
}
