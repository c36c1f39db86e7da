//! The log of a session.

use super::command::{Edit, FieldCommand};
use super::refusal::Refusal;
use crate::simulation::Clock;
use bevy::ecs::resource::Resource;
use serde::{Deserialize, Serialize};

/// Bytes of a log at most: some millions of edits.
pub const MOST_LOG_BYTES: usize = 256 << 20;

/// An edit that was carried out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Logged {
    /// Ticks from the beginning of the session to the edit.
    pub step: u64,
    /// What it is part of; see [`Edit::gesture`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gesture: Option<u64>,
    /// The edit.
    pub command: FieldCommand,
}

impl Logged {
    /// The edit, to be sent again.
    pub fn edit(&self) -> Edit {
        Edit { gesture: self.gesture, command: self.command.clone() }
    }
}

/// Every edit of the session, in order, undo and redo among them: with the scene, all that is
/// needed to do it again.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct CommandLog {
    entries: Vec<Logged>,
    bytes: usize,
    /// What to add to the clock's tick for the steps of the session: a reset and an undo set the
    /// clock back, but not the session. Modulo 2⁶⁴, as a checkpoint may begin at any tick.
    offset: u64,
}

impl CommandLog {
    /// An empty log of a session that begins now.
    pub(super) fn starting_at(clock: &Clock) -> Self {
        Self { offset: 0u64.wrapping_sub(clock.tick), ..Self::default() }
    }

    /// The edits so far.
    pub fn entries(&self) -> &[Logged] {
        &self.entries
    }

    /// Ticks since the session began.
    pub fn step(&self, clock: &Clock) -> u64 {
        self.offset.wrapping_add(clock.tick)
    }

    /// Whether there is room for one more edit.
    pub(super) fn admit(&self, edit: &Edit) -> Result<(), Refusal> {
        self.admit_within(edit, MOST_LOG_BYTES)
    }

    fn admit_within(&self, edit: &Edit, most: usize) -> Result<(), Refusal> {
        match self.bytes + bytes(edit) <= most {
            true => Ok(()),
            false => Err(Refusal::LogFull { most }),
        }
    }

    /// Notes an edit; the clocks are those before and after it.
    pub(super) fn note(&mut self, edit: &Edit, before: &Clock, after: &Clock) {
        let step = self.step(before);
        self.offset = step.wrapping_sub(after.tick);
        self.bytes += bytes(edit);
        let Edit { gesture, command } = edit.clone();
        self.entries.push(Logged { step, gesture, command });
    }
}

fn bytes(edit: &Edit) -> usize {
    size_of::<Logged>() + edit.command.text_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_log_takes_no_more() {
        let clock = Clock::new(0.1);
        let mut log = CommandLog::starting_at(&clock);
        let name = "x".repeat(1000);
        let command = FieldCommand::SetParameter { name, value: 1.0 };
        let edit = Edit { gesture: None, command };
        let most = 2 * bytes(&edit);
        for _ in 0..2 {
            assert_eq!(log.admit_within(&edit, most), Ok(()));
            log.note(&edit, &clock, &clock);
        }
        assert_eq!(log.admit_within(&edit, most), Err(Refusal::LogFull { most }));
    }
}
