//! How far threads are that follow one another.

use std::sync::atomic::{AtomicU64, Ordering};

/// How far the bands are that threads are at work on. Bands are taken in order, and one is opened
/// only when all but the last few before it are done.
pub(super) struct Progress {
    slots: Box<[Slot]>,
}

/// A line of cache of its own: one thread writes it, another looks at it all the time.
#[repr(align(128))]
struct Slot {
    /// `band << 32 | tiles done`; the band of this slot that was opened last.
    stamp: AtomicU64,
}

/// A band somebody is at work on.
pub(super) struct Open<'a> {
    band: u64,
    slot: &'a Slot,
}

/// Looks before a thread that waits lets others have its core.
const LOOKS: u32 = 256;

/// A stamp that nothing waits for: what was to be done never will be.
const LOST: u64 = u64::MAX;

impl Progress {
    /// For that many threads: with a slot for each, nobody waits for one.
    pub(super) fn new(threads: usize) -> Self {
        let slots = (0..threads + 1).map(|_| Slot { stamp: AtomicU64::new(0) });
        Self { slots: slots.collect() }
    }

    fn slot(&self, band: u64) -> &Slot {
        &self.slots[(band % self.slots.len() as u64) as usize]
    }

    /// Begins a band of so many tiles, once the band that had its slot before is done.
    pub(super) fn open(&self, band: u64, tiles: u64) -> Open<'_> {
        if let Some(before) = band.checked_sub(self.slots.len() as u64) {
            self.wait(before, tiles);
        }
        let slot = self.slot(band);
        slot.raise(band << 32);
        Open { band, slot }
    }

    /// Until so many tiles of a band are done, or will never be.
    pub(super) fn wait(&self, band: u64, tiles: u64) {
        let (slot, wanted) = (self.slot(band), band << 32 | tiles);
        let mut looks = 0;
        while slot.stamp.load(Ordering::Acquire) < wanted {
            looks += 1;
            if looks % LOOKS == 0 {
                std::thread::yield_now();
            } else {
                std::hint::spin_loop();
            }
        }
    }
}

impl Slot {
    /// Stamps grow only, so that a lost one stays.
    fn raise(&self, stamp: u64) {
        self.stamp.fetch_max(stamp, Ordering::Release);
    }
}

impl Open<'_> {
    /// So many tiles are done.
    pub(super) fn advance(&self, tiles: u64) {
        self.slot.raise(self.band << 32 | tiles);
    }
}

impl Drop for Open<'_> {
    /// Those who wait for work that panicked must not wait for ever.
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.slot.raise(LOST);
        }
    }
}
