//! Why an edit is not carried out.

use super::command::FieldCommand;
use crate::gauge::GaugeError;
use crate::scene::SceneError;
use crate::simulation::{Irreversible, ModelError};
use bevy::ecs::message::Message;
use thiserror::Error;

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
    /// The gauge cannot be changed so.
    #[error(transparent)]
    Gauge(#[from] GaugeError),
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
    /// The scene cannot be built: a change is wrong, or its files have changed.
    #[error(transparent)]
    Scene(#[from] SceneError),
    /// What would start again is another field.
    #[error(
        "the {what} would be another; a restart keeps it: change it in the scene, and open that"
    )]
    OtherField {
        /// What would be another.
        what: &'static str,
    },
    /// No step to take back.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// The steps before were forgotten.
    #[error(
        "there is nothing more to undo: what is kept for it takes at most {} MB",
        budget >> 20
    )]
    Forgotten {
        /// Bytes that are kept at most.
        budget: usize,
    },
    /// The latest step was too large to keep.
    #[error(
        "the field takes {:.1} MB, and at most {} MB are kept for undo",
        *bytes as f64 / f64::from(1 << 20),
        budget >> 20
    )]
    TooLarge {
        /// Bytes it would have taken.
        bytes: usize,
        /// Bytes that are kept at most.
        budget: usize,
    },
    /// The field does not run backwards.
    #[error(transparent)]
    Irreversible(#[from] Irreversible),
    /// The scene itself changed something in the ticks that would be run backwards.
    #[error("the scene changes its gauge at tick {tick}, which is not undone by running backwards")]
    Scripted {
        /// When.
        tick: u64,
    },
    /// No moment is kept at this tick.
    #[error("tick {tick} is not among those that are kept to go back to")]
    NotKept {
        /// The tick.
        tick: u64,
    },
    /// No step to bring back.
    #[error("there is nothing to redo")]
    NothingToRedo,
    /// The log is full.
    #[error(
        "the log of this session's edits is full ({} MB); open the scene again to go on editing",
        most >> 20
    )]
    LogFull {
        /// Bytes it holds at most.
        most: usize,
    },
}

/// An edit that was not carried out. The field is as it was.
#[derive(Message, Clone, Debug, PartialEq)]
pub struct Refused {
    /// The edit.
    pub command: FieldCommand,
    /// The reason.
    pub reason: Refusal,
}
