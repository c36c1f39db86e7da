//! The order of steps against what each of them needs.

use super::*;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// How often each stage has been done at each place; a step checks those of all places it reads, and
/// of those that still have to read what it changes.
struct Done {
    extents: [usize; 2],
    reach: Reach,
    forward: Vec<AtomicU64>,
    backward: Vec<AtomicU64>,
    wrong: Mutex<Vec<Step>>,
}

impl Done {
    fn new(extents: [usize; 2], reach: Reach) -> Self {
        let none = || (0..extents[0] * extents[1]).map(|_| AtomicU64::new(0)).collect();
        Self { extents, reach, forward: none(), backward: none(), wrong: Mutex::default() }
    }

    /// A place and those one step from it along each axis, ahead or behind.
    fn beside(&self, [z, y]: [usize; 2], ahead: bool) -> [usize; 3] {
        let [nz, ny] = self.extents;
        let by = |extent: usize| if ahead { 1 } else { extent - 1 };
        let index = |z: usize, y: usize| z % nz * ny + y % ny;
        [index(z, y), index(z + by(nz), y), index(z, y + by(ny))]
    }

    /// Where a stage is tied to the other: what it reads there, or is read of it.
    fn around(&self, place: [usize; 2], forward: bool) -> Vec<usize> {
        let [ahead, behind] = [true, false].map(|ahead| self.beside(place, ahead));
        match (self.reach, forward) {
            (Reach::OneSided, true) => ahead.to_vec(),
            (Reach::OneSided, false) => behind.to_vec(),
            (Reach::BothSides, _) => [ahead, behind].concat(),
        }
    }

    /// The forward stage of pass s reads what s backward stages have made, the backward stage what
    /// s + 1 forward stages have; neither may be further. (A forward stage that reads no places
    /// beside it changes what the backward stage before it must have read there.)
    fn check(&self, step: Step) {
        let forward = step.stage == Stage::Forward;
        let (read, written, wanted) = match forward {
            true => (&self.backward, &self.forward, step.pass),
            false => (&self.forward, &self.backward, step.pass + 1),
        };
        // Threads are to get ahead of one another.
        if (step.first + step.second.start + step.pass as usize).is_multiple_of(5) {
            std::thread::yield_now();
        }
        for second in step.second.clone() {
            let around = self.around([step.first, second], forward);
            if around.iter().any(|at| read[*at].load(Ordering::Relaxed) != wanted) {
                self.wrong.lock().unwrap().push(step.clone());
            }
            written[self.beside([step.first, second], true)[0]].fetch_add(1, Ordering::Relaxed);
        }
    }

    fn holds(&self, passes: u64) -> bool {
        let whole = |done: &[AtomicU64]| done.iter().all(|d| d.load(Ordering::Relaxed) == passes);
        self.wrong.lock().unwrap().is_empty() && whole(&self.forward) && whole(&self.backward)
    }
}

const REACHES: [Reach; 2] = [Reach::OneSided, Reach::BothSides];

#[test]
fn whatever_a_step_needs_has_happened() {
    for extents in [[1, 1], [2, 1], [1, 5], [2, 3], [7, 4], [16, 9], [61, 3]] {
        for (depth, tile) in [(1, [1, 1]), (2, [3, 2]), (3, [1, 7]), (5, [4, 4]), (12, [30, 2])] {
            for (threads, reach) in
                [1, 2, 3].into_iter().flat_map(|n| REACHES.map(|reach| (n, reach)))
            {
                let front =
                    Wavefront { extents, passes: 13, depth, tile, reach, blocks: 2 * threads - 1 };
                let done = Done::new(extents, reach);
                front.run(threads, |step| done.check(step));
                assert!(done.holds(13), "{front:?}, {threads} threads");
            }
        }
    }
}

/// The check can fail: passes that begin at the same place read what is not there yet.
#[test]
fn another_order_is_seen() {
    for reach in REACHES {
        let done = Done::new([4, 3], reach);
        for first in 0..4 {
            for stage in [Stage::Forward, Stage::Backward] {
                done.check(Step { pass: 0, stage, leads: true, first, second: 0..3 });
            }
        }
        assert!(!done.holds(1), "{reach:?}");
    }
}

/// Nor does an order that is right for one-sided differences do for a Laplacian.
#[test]
fn a_laplacian_needs_more() {
    let (extents, reach) = ([7, 4], Reach::OneSided);
    let front = Wavefront { extents, passes: 5, depth: 3, tile: [2, 2], reach, blocks: 1 };
    let done = Done::new(extents, Reach::BothSides);
    front.run(1, |step| done.check(step));
    assert!(!done.holds(5));
}

#[test]
fn a_panic_is_passed_on() {
    let (extents, reach) = ([9, 9], Reach::OneSided);
    let front = Wavefront { extents, passes: 3, depth: 2, tile: [2, 2], reach, blocks: 2 };
    let caught = std::panic::catch_unwind(|| {
        front.run(2, |step| assert!(step.first != 4, "one that is meant"));
    });
    assert!(caught.is_err());
}
