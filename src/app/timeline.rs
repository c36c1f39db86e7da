//! The past of a session, kept at some of its ticks, to go back to.
//!
//! A moment is put by every [`EVERY`] ticks, and at the first tick after every edit, undo and redo
//! among them: so between two of them nothing happened but ticks, and every tick in between is
//! reached by running from the one before. What is kept depends on ticks and edits alone, so that a
//! log done again goes back to the same moments.
//!
//! Memory is bounded. Where it is full, those that stand closest together are thinned; where none
//! can be spared, the oldest go.

use super::moment::Moment;
use bevy::ecs::resource::Resource;
use std::sync::Arc;

/// Ticks from one moment that is kept to the next.
pub const EVERY: u64 = 32;
/// Bytes that the kept moments take at most.
pub const TIMELINE_BYTES: usize = 256 << 20;
/// Moments kept at most.
const MOST: usize = 512;

/// The moments of a session that it can be brought back to, in order of their ticks.
#[derive(Resource, Clone, Debug)]
pub struct Timeline {
    budget: usize,
    kept: Vec<Kept>,
    stands: Stands,
    reversal: Option<Reversed>,
}

/// A moment, and how far the session ran on from it without an edit.
#[derive(Clone, Debug)]
struct Kept {
    moment: Arc<Moment>,
    tick: u64,
    until: u64,
    /// Whether something other than ticks leads to it from the one before.
    jumped: bool,
}

/// Where the session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    /// So many ticks after the moment of this number.
    On(usize),
    /// Where it has been before but for rounding, having run backwards.
    Near,
    /// Where it has never been.
    Off,
}

/// A run backwards, and how far from what was it has led.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reversed {
    /// Tick it began at.
    pub from: u64,
    /// Tick it has come to.
    pub to: u64,
    /// The largest difference of a value from what it was, over the largest value: measured against
    /// a moment that was kept, and since then by running there and back.
    pub error: f64,
}

impl Default for Timeline {
    fn default() -> Self {
        Self::with_budget(TIMELINE_BYTES)
    }
}

impl Timeline {
    /// One without moments yet that will keep at most so many bytes.
    pub fn with_budget(budget: usize) -> Self {
        Self { budget, kept: Vec::new(), stands: Stands::Off, reversal: None }
    }

    /// Forgets everything but the budget: another session begins.
    pub(super) fn emptied(&self) -> Self {
        Self::with_budget(self.budget)
    }

    /// Ticks at which a moment is kept.
    pub fn ticks(&self) -> impl DoubleEndedIterator<Item = u64> {
        self.kept.iter().map(|kept| kept.tick)
    }

    /// The first and the last tick it leads to; `None` where nothing is kept.
    pub fn span(&self) -> Option<(u64, u64)> {
        let last = self.kept.iter().map(|kept| kept.until).max()?;
        Some((self.kept.first()?.tick, last))
    }

    /// Bytes that the kept moments take.
    pub fn bytes(&self) -> usize {
        self.kept.iter().map(|kept| kept.moment.bytes()).sum()
    }

    /// The run backwards that has led to where the session stands.
    pub fn reversed(&self) -> Option<Reversed> {
        self.reversal
    }

    /// From which kept tick, by how many more, a tick is reached: that tick, or the nearest before
    /// it, or else the first there is.
    pub fn way_to(&self, tick: u64) -> Option<(u64, u64)> {
        let before = self.kept.iter().rfind(|kept| kept.tick <= tick);
        let kept = before.or(self.kept.first())?;
        Some((kept.tick, tick.clamp(kept.tick, kept.until) - kept.tick))
    }

    /// Whether a moment is due before the next tick; the session follows what is known of its
    /// future, or leaves it.
    pub(super) fn wants(&mut self, now: u64) -> bool {
        let Stands::On(at) = self.stands else { return true };
        match self.kept.get(at + 1).map(|next| (next.tick, next.jumped)) {
            Some((tick, _)) if tick > now => return false,
            Some((tick, false)) if tick == now => {
                self.stands = Stands::On(at + 1);
                return false;
            }
            // Something else happened here then: what came of it is another future.
            Some(_) => self.kept.truncate(at + 1),
            None => {}
        }
        self.kept.get(at).is_none_or(|kept| now.saturating_sub(kept.tick) >= EVERY)
    }

    /// How many ticks from now no moment is due, once what is due now is kept.
    pub(super) fn alone(&self, now: u64) -> u64 {
        let Stands::On(at) = self.stands else { return u64::MAX };
        let known = self.kept.get(at + 1).map(|next| next.tick).filter(|tick| *tick > now);
        let due = known.or(self.kept.get(at).map(|kept| kept.tick + EVERY)).unwrap_or(now);
        due.saturating_sub(now).max(1)
    }

    /// Keeps the moment it is now; nothing where it takes more than there is room for.
    pub(super) fn keep(&mut self, moment: Moment) {
        let (tick, jumped) = (moment.clock.tick, !matches!(self.stands, Stands::On(_)));
        if moment.bytes() > self.budget / 2 {
            self.stands = Stands::Off;
            return;
        }
        self.forget_from(tick);
        self.kept.push(Kept { moment: Arc::new(moment), tick, until: tick, jumped });
        while self.kept.len() > MOST || self.bytes() > self.budget {
            self.spare();
        }
        self.stands = Stands::On(self.kept.len() - 1);
    }

    /// Whether a moment of so many bytes would be kept.
    pub(super) fn affords(&self, bytes: usize) -> bool {
        bytes <= self.budget / 2
    }

    /// A tick has passed, to this one.
    pub(super) fn passed(&mut self, now: u64) {
        if let Stands::On(at) = self.stands
            && let Some(kept) = self.kept.get_mut(at)
        {
            kept.until = kept.until.max(now);
        }
        self.reversal = self.reversal.filter(|reversed| now < reversed.from);
    }

    /// An edit was made, or undone or redone; the session is at this tick now, and what is known of
    /// later ones is another session's.
    pub(super) fn edited(&mut self, now: u64) {
        self.forget_from(now);
        (self.stands, self.reversal) = (Stands::Off, None);
    }

    /// The session has run backwards from a tick to another. `error` is that of the way there and
    /// back, and `apart` tells how far from what it was a kept moment finds the state.
    pub(super) fn ran_back(
        &mut self,
        [from, to]: [u64; 2],
        error: f64,
        apart: impl FnOnce(&Moment) -> Option<f64>,
    ) {
        let known = self.stands != Stands::Off;
        let begun = self.reversal.filter(|before| before.to == from);
        let kept = self.kept.iter().find(|kept| known && kept.tick == to);
        let all = kept.and_then(|kept| apart(&kept.moment));
        let error = all.unwrap_or(error + begun.map_or(0.0, |before| before.error));
        let from = begun.map_or(from, |before| before.from);
        self.reversal = Some(Reversed { from, to, error });
        self.forget_from(to + 1);
        self.stands = if known { Stands::Near } else { Stands::Off };
    }

    /// The moment kept at a tick, which the session is brought back to.
    pub(super) fn recall(&mut self, tick: u64) -> Option<Arc<Moment>> {
        let at = self.kept.iter().position(|kept| kept.tick == tick)?;
        (self.stands, self.reversal) = (Stands::On(at), None);
        Some(self.kept[at].moment.clone())
    }

    /// Whether the session stands where no kept moment leads.
    pub fn is_off(&self) -> bool {
        !matches!(self.stands, Stands::On(_))
    }

    fn forget_from(&mut self, tick: u64) {
        self.kept.retain(|kept| kept.tick < tick);
        self.kept.iter_mut().for_each(|kept| kept.until = kept.until.min(tick));
    }

    /// Does without one of the moments: one that is reached from that before it, of those the one
    /// whose neighbours are closest; where there is none, the oldest.
    fn spare(&mut self) {
        let inner = 1..self.kept.len().saturating_sub(1);
        let spared = inner.filter(|at| !self.kept[*at].jumped);
        let gap = |at: &usize| self.kept[at + 1].tick - self.kept[at - 1].tick;
        match spared.min_by_key(gap) {
            Some(at) => {
                let gone = self.kept.remove(at);
                self.kept[at - 1].until = self.kept[at - 1].until.max(gone.until);
            }
            None => drop(self.kept.remove(0)),
        }
    }
}
