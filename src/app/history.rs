//! What can be undone and redone, in bounded memory.
//!
//! A step is an edit, or all edits of one gesture. It keeps the moment before its first edit, which
//! undo brings back, and a moment from which the moment after its last edit is made again: the one
//! before those edits that were made at the same tick as the last, which are then repeated. So a
//! stroke on a field that stands still costs one moment, on a running field two.
//!
//! What is kept depends on the edits alone, never on the memory of the machine: a log done again
//! undoes the same steps.

use super::command::{Edit, FieldCommand};
use super::moment::Moment;
use super::refusal::Refusal;
use bevy::ecs::resource::Resource;
use std::collections::VecDeque;
use std::sync::Arc;

/// Bytes that a session keeps at most for undo and redo.
pub const HISTORY_BYTES: usize = 512 << 20;

/// Steps kept at most.
const MOST_STEPS: usize = 1000;

/// Edits repeated at most to redo a step; after as many the moment is kept anew.
const MOST_REPEATED: usize = 64;

/// The steps of a session that can be undone and redone.
#[derive(Resource, Clone, Debug)]
pub struct History {
    budget: usize,
    undo: VecDeque<Step>,
    redo: Vec<Step>,
    /// The gesture that the latest step may still grow by.
    open: Option<u64>,
    end: End,
    /// Steps that are in effect, those that were forgotten among them.
    made: u64,
}

/// Why no more can be undone than there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Beginning,
    Forgotten,
    TooLarge { bytes: usize },
}

/// One step.
#[derive(Clone, Debug)]
pub(super) struct Step {
    label: String,
    /// What undo brings back.
    pub before: Arc<Moment>,
    /// What redo brings back before it repeats `edits`; `None` where there was no room for it.
    pub resume: Option<Arc<Moment>>,
    pub edits: Vec<FieldCommand>,
    /// Step of the session at which they were made.
    at: u64,
}

/// How an edit belongs to the steps there are, and which moment before it is to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// It begins a step: keep the moment, to undo it.
    Begins,
    /// It goes on with one: keep the moment, to redo it.
    Resumes,
    /// It goes on with one: keep nothing.
    Joins,
}

impl Default for History {
    fn default() -> Self {
        Self::with_budget(HISTORY_BYTES)
    }
}

impl History {
    /// An empty history that will keep at most so many bytes.
    pub fn with_budget(budget: usize) -> Self {
        Self {
            budget,
            undo: VecDeque::new(),
            redo: Vec::new(),
            open: None,
            end: End::Beginning,
            made: 0,
        }
    }

    /// Forgets everything but the budget: another session begins.
    pub(super) fn emptied(&self) -> Self {
        Self::with_budget(self.budget)
    }

    /// How many steps can be undone.
    pub fn undo_depth(&self) -> usize {
        self.undo.len()
    }

    /// How many steps can be redone.
    pub fn redo_depth(&self) -> usize {
        self.redo.len()
    }

    /// How many steps are in effect, those that can no longer be undone among them: where a change
    /// of something else stands between the steps of this history.
    pub fn made(&self) -> u64 {
        self.made
    }

    /// What an undo would take back, such as `m = 0.5`.
    pub fn next_undo(&self) -> Option<&str> {
        self.undo.back().map(|step| step.label.as_str())
    }

    /// What a redo would bring back.
    pub fn next_redo(&self) -> Option<&str> {
        self.redo.last().map(|step| step.label.as_str())
    }

    /// Bytes that are kept.
    pub fn bytes(&self) -> usize {
        self.undo.iter().chain(&self.redo).map(Step::bytes).sum()
    }

    /// Bytes that are kept at most.
    pub fn budget(&self) -> usize {
        self.budget
    }

    /// How an edit that is made now belongs to the steps there are.
    pub(super) fn place(&self, gesture: Option<u64>, now: u64) -> Place {
        if gesture.is_none() || gesture != self.open {
            return Place::Begins;
        }
        match self.undo.back() {
            Some(step) if step.resume.is_some() && !step.takes(now) => Place::Resumes,
            _ => Place::Joins,
        }
    }

    /// Whether there is room for a moment of so many bytes in that place, however many older steps
    /// must go for it.
    pub(super) fn affords(&self, bytes: usize, place: Place) -> bool {
        let beside = match (place, self.undo.back()) {
            (Place::Resumes, Some(step)) => step.before.bytes(),
            _ => 0,
        };
        place != Place::Joins && beside + bytes <= self.budget
    }

    /// Notes an edit that was made, with the moment before it if that was kept, else its size.
    pub(super) fn note(
        &mut self,
        place: Place,
        edit: &Edit,
        now: u64,
        moment: Result<Arc<Moment>, usize>,
    ) {
        let command = edit.command.clone();
        self.redo.clear();
        self.made += u64::from(place == Place::Begins);
        match (place, moment) {
            (Place::Begins, Ok(before)) => self.undo.push_back(Step {
                label: command.to_string(),
                resume: Some(before.clone()),
                before,
                edits: vec![command],
                at: now,
            }),
            (Place::Begins, Err(bytes)) => {
                self.undo.clear();
                self.end = End::TooLarge { bytes };
            }
            (Place::Resumes, moment) => self.grow(now, command, |step| step.resume = moment.ok()),
            (Place::Joins, _) => self.grow(now, command, |_| ()),
        }
        self.open = edit.gesture;
        self.trim();
    }

    /// The latest edit began the field anew: it is redone by this moment, not by repeating it,
    /// since the files that a scene reads may change. `None` where there is no room.
    pub(super) fn begun_anew(&mut self, after: Option<Arc<Moment>>) {
        if let Some(step) = self.undo.back_mut() {
            step.edits.clear();
            step.resume = after;
        }
        self.trim();
    }

    /// Bytes of the latest step beside which another moment must fit.
    pub(super) fn affords_after(&self, bytes: usize) -> bool {
        self.undo.back().is_some_and(|step| step.before.bytes() + bytes <= self.budget)
    }

    /// The step to undo, taken out.
    pub(super) fn take_undo(&mut self) -> Result<Step, Refusal> {
        let budget = self.budget;
        let step = self.undo.pop_back().ok_or(match self.end {
            End::Beginning => Refusal::NothingToUndo,
            End::Forgotten => Refusal::Forgotten { budget },
            End::TooLarge { bytes } => Refusal::TooLarge { bytes, budget },
        })?;
        self.made -= 1;
        Ok(step)
    }

    /// The step to redo, taken out.
    pub(super) fn take_redo(&mut self) -> Result<Step, Refusal> {
        self.redo.pop().ok_or(Refusal::NothingToRedo)
    }

    /// Puts a step where it can be redone.
    pub(super) fn put_redo(&mut self, step: Step) {
        self.open = None;
        if step.resume.is_some() {
            self.redo.push(step);
        } else {
            // What came after it cannot be brought back without it.
            self.redo.clear();
        }
    }

    /// Puts a step where it can be undone.
    pub(super) fn put_undo(&mut self, step: Step) {
        self.open = None;
        self.made += 1;
        self.undo.push_back(step);
    }

    /// Lets the latest step go on with an edit.
    fn grow(&mut self, now: u64, command: FieldCommand, keep: impl FnOnce(&mut Step)) {
        let Some(step) = self.undo.back_mut() else { return };
        step.label = command.to_string();
        if !step.takes(now) {
            step.edits.clear();
            step.at = now;
            keep(step);
        }
        if step.resume.is_some() {
            step.edits.push(command);
        }
    }

    /// Forgets the oldest steps until the rest fits.
    fn trim(&mut self) {
        while self.undo.len() > MOST_STEPS || (self.undo.len() > 1 && self.bytes() > self.budget) {
            self.undo.pop_front();
            self.end = End::Forgotten;
        }
    }
}

impl Step {
    /// Whether an edit that is made now can be repeated with the others.
    fn takes(&self, now: u64) -> bool {
        self.resume.is_none() || (self.at == now && self.edits.len() < MOST_REPEATED)
    }

    fn bytes(&self) -> usize {
        let shared = |resume: &&Arc<Moment>| !Arc::ptr_eq(&self.before, resume);
        let resume = self.resume.as_ref().filter(shared).map_or(0, |resume| resume.bytes());
        let text: usize = self.edits.iter().map(FieldCommand::text_bytes).sum();
        self.before.bytes() + resume + text + self.edits.len() * size_of::<FieldCommand>()
    }
}
