//! How far threads are, so that each can wait for what it needs.

use std::sync::atomic::{AtomicU64, Ordering};

/// The blocks of a run.
///
/// # Conventions
/// All bodies of a trip are taken before any of its tails, and those before the bodies of the next
/// trip; each waits for some that are taken before it, by threads that are at work on them. So none
/// waits for ever, however few threads there are.
pub(super) struct Progress {
    blocks: Box<[Block]>,
}

/// A line of cache of its own: one thread writes it, another looks at it all the time.
#[derive(Default)]
#[repr(align(128))]
struct Block {
    /// Bodies that somebody has taken, one a trip.
    bodies: AtomicU64,
    /// Tails that somebody has taken.
    tails: AtomicU64,
    /// `trip << 32 | w`: how far the body is that was begun last.
    reached: AtomicU64,
    /// Tails that are done.
    ended: AtomicU64,
}

/// Marks what was to be done as lost where its work panics.
struct Guard<'a>(&'a Block);

/// Looks before a thread that waits lets others have its core.
const LOOKS: u32 = 256;

/// A stamp that nothing waits for: what was to be done never will be.
const LOST: u64 = u64::MAX;

/// The stamp of a body that has got to the end.
const WHOLE: u64 = u32::MAX as u64;

impl Progress {
    pub(super) fn new(blocks: usize) -> Self {
        Self { blocks: (0..blocks).map(|_| Block::default()).collect() }
    }

    /// Does the bodies of a trip that nobody has taken, its own first, once the tail of the trip before
    /// is done here. (That of the block before reads nothing that the body begins with: where a trip
    /// begins, the trip before it has all been done within the block.) `work(block, done)` calls
    /// `done(w)` when everything below that w is done.
    pub(super) fn bodies(&self, trip: u64, own: usize, work: impl Fn(usize, &dyn Fn(usize))) {
        while let Some(at) = self.take(trip, own, |block| &block.bodies) {
            let block = &self.blocks[at];
            block.until(|block| &block.ended, trip);
            let guard = Guard(block);
            raise(&block.reached, trip << 32);
            work(at, &|w| raise(&block.reached, trip << 32 | w as u64));
            raise(&block.reached, trip << 32 | WHOLE);
            drop(guard);
        }
    }

    /// Does the tails of a trip that nobody has taken, once the bodies are done here and have got past
    /// `head` in the next block.
    pub(super) fn tails(&self, trip: u64, own: usize, head: usize, work: impl Fn(usize)) {
        while let Some(at) = self.take(trip, own, |block| &block.tails) {
            let block = &self.blocks[at];
            self.next(at).until(|block| &block.reached, trip << 32 | head as u64);
            block.until(|block| &block.reached, trip << 32 | WHOLE);
            let guard = Guard(block);
            work(at);
            raise(&block.ended, trip + 1);
            drop(guard);
        }
    }

    /// A block whose count of what is taken does not contain this trip yet.
    fn take(&self, trip: u64, own: usize, count: impl Fn(&Block) -> &AtomicU64) -> Option<usize> {
        let all = self.blocks.len();
        (own..own + all).map(|at| at % all).find(|at| {
            let count = count(&self.blocks[*at]);
            count.compare_exchange(trip, trip + 1, Ordering::Relaxed, Ordering::Relaxed).is_ok()
        })
    }

    /// The next block on the torus.
    fn next(&self, at: usize) -> &Block {
        &self.blocks[(at + 1) % self.blocks.len()]
    }
}

/// Stamps grow only, so that a lost one stays.
fn raise(stamp: &AtomicU64, to: u64) {
    stamp.fetch_max(to, Ordering::Release);
}

impl Block {
    /// Waits until a stamp is what is wanted, or what would make it so is lost.
    fn until(&self, stamp: impl Fn(&Self) -> &AtomicU64, wanted: u64) {
        let mut looks = 0;
        while stamp(self).load(Ordering::Acquire) < wanted {
            looks += 1;
            if looks % LOOKS == 0 {
                std::thread::yield_now();
            } else {
                std::hint::spin_loop();
            }
        }
    }
}

impl Drop for Guard<'_> {
    /// Those who wait for work that panicked must not wait for ever.
    fn drop(&mut self) {
        if std::thread::panicking() {
            raise(&self.0.reached, LOST);
            raise(&self.0.ended, LOST);
        }
    }
}
