//! Kick and drift of a run of sites, in loops that vectorise: blocks of as many sites as a register
//! holds, and a last block that overlaps the one before instead of leaving sites for a loop.

use crate::lattice::Real;

/// A kick: `pi += t (Lap phi - slope(phi))`.
#[derive(Clone, Copy)]
pub(super) struct Kick<R, F> {
    /// Time.
    pub t: R,
    /// `t / h²`
    pub spread: R,
    /// `dV/dphi`
    pub slope: F,
}

/// The sites beside a run of sites.
#[derive(Clone, Copy)]
pub(super) struct Beside<'a, R, const S: usize> {
    /// Before the first and after the last site.
    pub ends: [R; 2],
    /// The runs of sites next to it.
    pub runs: [&'a [R]; S],
}

impl<R: Real, F: Fn(R) -> R> Kick<R, F> {
    pub fn new(spacing: f64, t: f64, slope: F) -> Self {
        Self { t: R::of(t), spread: R::of(t / spacing.powi(2)), slope }
    }

    /// What a kick adds to pi at a site.
    #[inline(always)]
    pub fn push<const S: usize>(&self, before: R, here: R, after: R, beside: [R; S]) -> R {
        let mut sum = before + after;
        for value in beside {
            sum += value;
        }
        self.spread * (sum - R::of(2.0 + S as f64) * here) - self.t * (self.slope)(here)
    }

    /// Kicks a run of sites; `twice` as the end of one tick and the beginning of the next do.
    #[inline(always)]
    pub fn run<const S: usize, const W: usize>(
        &self,
        pi: &mut [R],
        phi: &[R],
        beside: Beside<'_, R, S>,
        twice: bool,
    ) {
        if twice {
            self.run_times::<S, W, true>(pi, phi, beside);
        } else {
            self.run_times::<S, W, false>(pi, phi, beside);
        }
    }

    #[inline(always)]
    fn run_times<const S: usize, const W: usize, const TWICE: bool>(
        &self,
        pi: &mut [R],
        phi: &[R],
        beside: Beside<'_, R, S>,
    ) {
        let sites = pi.len();
        let (phi, runs) = (&phi[..sites], beside.runs.map(|run| &run[..sites]));
        let [first, last] = beside.ends;
        if sites < W {
            for (x, pi) in pi.iter_mut().enumerate() {
                let before = if x == 0 { first } else { phi[x - 1] };
                let after = if x + 1 == sites { last } else { phi[x + 1] };
                let push = self.push(before, phi[x], after, runs.map(|run| run[x]));
                add::<R, TWICE>(pi, push);
            }
            return;
        }
        let end = sites - W;
        let (mut before, mut after) = ([first; W], [last; W]);
        before[1..].copy_from_slice(&phi[..W - 1]);
        after[..W - 1].copy_from_slice(&phi[end + 1..]);
        let mut x = 0;
        while x < end {
            let before = if x == 0 { &before[..] } else { &phi[x - 1..][..W] };
            self.block::<S, W, TWICE>(pi, phi, runs, [before, &phi[x + 1..][..W]], (x, 0));
            x += W;
        }
        let before = if end == 0 { &before[..] } else { &phi[end - 1..][..W] };
        self.block::<S, W, TWICE>(pi, phi, runs, [before, &after], (end, x - end));
    }

    /// Kicks the `W` sites from `x` on, the first `done` of which have been kicked.
    #[inline(always)]
    fn block<const S: usize, const W: usize, const TWICE: bool>(
        &self,
        pi: &mut [R],
        phi: &[R],
        runs: [&[R]; S],
        [before, after]: [&[R]; 2],
        (x, done): (usize, usize),
    ) {
        let (pi, here) = (&mut pi[x..x + W], &phi[x..x + W]);
        let (before, after) = (&before[..W], &after[..W]);
        let runs = runs.map(|run| &run[x..x + W]);
        for j in 0..W {
            let push = self.push(before[j], here[j], after[j], runs.map(|run| run[j]));
            let mut new = pi[j];
            add::<R, TWICE>(&mut new, push);
            // A choice, and no branch.
            pi[j] = if j >= done { new } else { pi[j] };
        }
    }
}

/// The same force twice in two additions: rounded as two half kicks are.
#[inline(always)]
fn add<R: Real, const TWICE: bool>(pi: &mut R, push: R) {
    *pi += push;
    if TWICE {
        *pi += push;
    }
}

/// `phi += t pi`
#[inline(always)]
pub(super) fn drift<R: Real, const W: usize>(phi: &mut [R], pi: &[R], t: R) {
    let sites = phi.len();
    let pi = &pi[..sites];
    if sites < W {
        return phi.iter_mut().zip(pi).for_each(|(phi, pi)| *phi += t * *pi);
    }
    let mut x = 0;
    while x < sites {
        let at = x.min(sites - W);
        drift_block::<R, W>(&mut phi[at..at + W], &pi[at..at + W], t, x - at);
        x += W;
    }
}

/// The same of `W` sites, the first `done` of which have drifted.
#[inline(always)]
fn drift_block<R: Real, const W: usize>(phi: &mut [R], pi: &[R], t: R, done: usize) {
    for j in 0..W {
        let new = phi[j] + t * pi[j];
        phi[j] = if j >= done { new } else { phi[j] };
    }
}
