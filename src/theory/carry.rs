//! A field on its way along links.

use crate::lattice::{Direction, Real};

/// `out = rot(± a) (u, w)` on a run of sites: what a link brings from the site it leads to (forward),
/// or from the one it comes from (backward). Not inlined: its arguments then cannot overlap, and it
/// vectorises.
#[inline(never)]
pub(super) fn carry<R: Real, S: Real>(
    [out_u, out_w]: [&mut [S]; 2],
    [u, w]: [&[R]; 2],
    [cos, sin]: [&[R]; 2],
    direction: Direction,
) {
    let (sites, way) = (out_u.len(), way::<S>(direction));
    let (out_w, u, w) = (&mut out_w[..sites], &u[..sites], &w[..sites]);
    let (cos, sin) = (&cos[..sites], &sin[..sites]);
    for x in 0..sites {
        let [u, w, cos, sin] = [u[x], w[x], cos[x], sin[x]].map(|value| S::of(value.wide()));
        out_u[x] = cos * u + way * sin * w;
        out_w[x] = cos * w - way * sin * u;
    }
}

/// `out = beside ± a X_0 here` on a run of sites: the link of the additive coupling.
#[inline(never)]
pub(super) fn carry_additively<R: Real, S: Real>(
    [out_u, out_w]: [&mut [S]; 2],
    [u, w]: [&[R]; 2],
    [here_u, here_w]: [&[R]; 2],
    angle: &[R],
    direction: Direction,
) {
    let (sites, way) = (out_u.len(), way::<S>(direction));
    let (out_w, u, w, angle) = (&mut out_w[..sites], &u[..sites], &w[..sites], &angle[..sites]);
    let (here_u, here_w) = (&here_u[..sites], &here_w[..sites]);
    for x in 0..sites {
        let [u, w, a] = [u[x], w[x], angle[x]].map(|value| S::of(value.wide()));
        out_u[x] = u + way * a * S::of(here_w[x].wide());
        out_w[x] = w - way * a * S::of(here_u[x].wide());
    }
}

/// U is met forward, Uᵀ backward.
fn way<S: Real>(direction: Direction) -> S {
    match direction {
        Direction::Forward => S::one(),
        Direction::Backward => -S::one(),
    }
}

/// Copies the neighbours along a row of a run of sites, so that the run has no end.
pub(super) fn shift<R: Real>(
    here: &[R],
    beyond: R,
    direction: Direction,
    (start, end): (usize, usize),
    out: &mut [R],
) {
    let last = end - start - 1;
    match direction {
        Direction::Forward => {
            out[..last].copy_from_slice(&here[start + 1..end]);
            out[last] = here.get(end).copied().unwrap_or(beyond);
        }
        Direction::Backward => {
            out[1..=last].copy_from_slice(&here[start..end - 1]);
            out[0] = if start > 0 { here[start - 1] } else { beyond };
        }
    }
}
