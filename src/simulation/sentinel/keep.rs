//! A copy of the last good state.

use crate::lattice::{FieldState, Fields, Real};
use crate::simulation::Clock;

/// Ticks between two copies: a copy costs about as much as a tick, so this is one part in
/// a hundred of the run.
pub const KEEP_EVERY: u64 = 64;

/// Most ticks between two looks: a look costs about half a tick.
pub const LOOK_EVERY: u64 = 16;

/// Whether the sentinel looks at the state that a tick ends with, in a run that is measured every
/// so many ticks (0: never).
pub(super) fn looks(tick: u64, measure_every: u64) -> bool {
    let since = if measure_every == 0 { tick } else { tick % measure_every };
    since.is_multiple_of(LOOK_EVERY) || tick.is_multiple_of(KEEP_EVERY)
}

/// No copy is kept of a state larger than this.
pub const KEEP_BYTES: usize = 256 << 20;

/// The copy, taken again into the same memory.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    copy: Option<(FieldState, Clock)>,
}

impl Kept {
    /// Copies the state, if that takes at most `most_bytes`.
    pub fn new(state: &FieldState, clock: &Clock, most_bytes: usize) -> Self {
        Self { copy: (state.bytes() <= most_bytes).then(|| (state.clone(), *clock)) }
    }

    /// Copies the state when it is time: at ticks that are multiples of [`KEEP_EVERY`], whoever
    /// looks.
    pub fn keep(&mut self, state: &FieldState, clock: &Clock) {
        let Some((copy, when)) = &mut self.copy else { return };
        if clock.tick.is_multiple_of(KEEP_EVERY) {
            *when = *clock;
            match (copy, state) {
                (FieldState::F32(copy), FieldState::F32(fields)) => copy_into(copy, fields),
                (FieldState::F64(copy), FieldState::F64(fields)) => copy_into(copy, fields),
                (copy, state) => *copy = state.clone(),
            }
        }
    }

    /// Without a copy, and not to take one.
    pub fn nothing() -> Self {
        Self { copy: None }
    }

    /// Bytes of the copy.
    pub fn bytes(&self) -> usize {
        self.copy.as_ref().map_or(0, |(state, _)| state.bytes())
    }

    pub fn last(&self) -> Option<(&FieldState, &Clock)> {
        self.copy.as_ref().map(|(state, clock)| (state, clock))
    }
}

/// Fields into the memory they have; links and ghosts are cloned, few runs have them.
fn copy_into<R: Real>(copy: &mut Fields<R>, fields: &Fields<R>) {
    copy.phi.values_mut().copy_from_slice(fields.phi.values());
    copy.pi.values_mut().copy_from_slice(fields.pi.values());
    copy.edge.clone_from(&fields.edge);
    copy.gauge.clone_from(&fields.gauge);
    copy.absorbed = fields.absorbed;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lattice::{Boundary, Lattice, Precision};

    #[test]
    fn no_stretch_without_a_look_is_longer_than_promised() {
        for every in [0, 1, 2, 10, 16, 17, 48, 1000] {
            let looked: Vec<u64> = (1..4000).filter(|tick| looks(*tick, every)).collect();
            assert!(looked.windows(2).all(|pair| pair[1] - pair[0] <= LOOK_EVERY), "{every}");
            let measured = |tick: &u64| every != 0 && tick.is_multiple_of(every);
            let must = (1..4000).filter(|tick| measured(tick) || tick.is_multiple_of(KEEP_EVERY));
            assert!(must.into_iter().all(|tick| looked.contains(&tick)), "{every}");
            let most = 2 * 4000 / every.clamp(1, LOOK_EVERY) + 4000 / KEEP_EVERY;
            assert!(looked.len() as u64 <= most, "{every}");
        }
    }

    #[test]
    fn a_state_larger_than_the_budget_is_not_copied() {
        let lattice = Lattice::new(&[3, 5], 0.7, &[Boundary::Periodic]).expect("a lattice");
        let state = FieldState::zeros(&lattice, 4, Precision::F32);
        let (clock, exact) = (Clock::new(0.1), 3 * 5 * 4 * 4 * 2);
        assert!(Kept::new(&state, &clock, exact).last().is_some());
        let mut without = Kept::new(&state, &clock, exact - 1);
        without.keep(&state, &clock);
        assert!(without.last().is_none());
    }
}
