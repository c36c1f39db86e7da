//! Edits of a running field, as messages: so they can be refused, undone, logged and done again.

use crate::gauge::GaugeCommand;
use bevy::ecs::message::Message;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What can be done to the running field, between two whole ticks: wholly, or not at all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// Rotates the local phase, or changes what it is rotated by and measured against.
    Gauge(GaugeCommand),
    /// Starts the scene again, with its own parameters.
    Reset,
    /// Changes values of the scene, then starts it again.
    Restart {
        /// The changes, as `path=value`, such as `initial[0].amplitude=0.4` or `seed=3`.
        sets: Vec<String>,
    },
    /// Runs so many ticks backwards: what was, computed from what is.
    Back(u32),
    /// Brings back the moment that was kept at a tick; see [`Timeline`](super::Timeline).
    Recall {
        /// The tick.
        tick: u64,
    },
    /// Takes the latest step back: the field is as it was the moment before.
    Undo,
    /// Brings back the step that was taken back: the field is as it was the moment after.
    Redo,
}

/// A Gaussian bump with a phase.
///
/// # Equation
/// `A e^{i phase} exp(-|x - centre|² / (2 radius²))`, cut off at six radii, added to a component of
/// the spinor (Dirac) or to `phi + i pi` (Klein-Gordon, whose only component is 1).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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

/// An edit of the running field, as it is sent.
#[derive(Message, Clone, Debug, PartialEq)]
pub struct Edit {
    /// What it is part of, such as one drag of a slider: edits of one gesture that follow one
    /// another are one step of undo. `None`: a step of its own.
    pub gesture: Option<u64>,
    /// What is done.
    pub command: FieldCommand,
}

impl FieldCommand {
    /// Whether the field starts anew, so that nothing of what it was is left.
    pub(super) fn starts_anew(&self) -> bool {
        matches!(self, Self::Reset | Self::Restart { .. } | Self::Recall { .. })
    }

    /// Whether it only moves the field along its own time.
    pub(super) fn travels(&self) -> bool {
        matches!(self, Self::Back(_) | Self::Recall { .. })
    }

    /// Bytes that it holds beside itself.
    pub(super) fn text_bytes(&self) -> usize {
        match self {
            Self::SetParameter { name, .. } => name.len(),
            Self::Restart { sets } => {
                sets.iter().map(|set| set.len() + size_of::<String>()).sum::<usize>()
            }
            Self::Gauge(command) => command.bytes(),
            _ => 0,
        }
    }
}

/// A few words for a menu, such as `m = 0.5`.
impl fmt::Display for FieldCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SetParameter { name, value } => write!(f, "{name} = {value}"),
            Self::SetDt(dt) => write!(f, "dt = {dt}"),
            Self::Disturb(_) => f.write_str("brush stroke"),
            Self::Gauge(command) => command.fmt(f),
            Self::Reset => f.write_str("reset"),
            Self::Restart { sets } => match sets.as_slice() {
                [] => f.write_str("restart"),
                [one] => f.write_str(&shortened(one)),
                [first, rest @ ..] => write!(f, "{} and {} more", shortened(first), rest.len()),
            },
            Self::Back(1) => f.write_str("1 tick back"),
            Self::Back(ticks) => write!(f, "{ticks} ticks back"),
            Self::Recall { tick } => write!(f, "back to tick {tick}"),
            Self::Undo => f.write_str("undo"),
            Self::Redo => f.write_str("redo"),
        }
    }
}

/// At most forty letters.
fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_named_in_a_few_words() {
        let restart = |sets: &[&str]| FieldCommand::Restart {
            sets: sets.iter().map(|set| (*set).to_owned()).collect(),
        };
        assert_eq!(
            FieldCommand::SetParameter { name: "m".into(), value: 0.5 }.to_string(),
            "m = 0.5"
        );
        assert_eq!(restart(&["seed=3"]).to_string(), "seed=3");
        assert_eq!(restart(&["seed=3", "a=1", "b=2"]).to_string(), "seed=3 and 2 more");
        let long = restart(&[&"ä".repeat(60)]).to_string();
        assert_eq!(long.chars().count(), 41);
    }
}
