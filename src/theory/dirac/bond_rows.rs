//! Rows of bonds and of sites, each value rotated in f64 and rounded once.
//!
//! The loops are plain ones that a compiler makes vectors of; what is gained by a [`Kernel`] around
//! them is that it does so for the instructions of the machine.

use super::bond::{BondLinks, rotate_pair};
use crate::lattice::Real;
use crate::lattice::simd::{Kernel, Vector, dispatch};
use crate::theory::SignedPermutation;
use crate::theory::turn::{Turn, turn_run};

/// `u -> cos u + sin X v`, `v -> cos v + sin X u` on `sites` sites of blocks whose components are
/// `length` long, from a first site in each.
pub(super) fn rotate_part<R: Real, const K: usize>(
    turn: Turn<f64>,
    factor: &SignedPermutation<K>,
    (u, from_u): (&mut [R], usize),
    (v, from_v): (&mut [R], usize),
    [sites, length]: [usize; 2],
    links: Option<BondLinks<'_, R>>,
) {
    let Some(links) = links else {
        for a in 0..K {
            let u = &mut u[a * length + from_u..][..sites];
            let v = &mut v[factor.from[a] * length + from_v..][..sites];
            turn_run(turn, factor.sign[a], u, v);
        }
        return;
    };
    for pair in (0..K).step_by(2) {
        let from = factor.from[pair] & !1;
        let (u0, u1) = u[pair * length..(pair + 2) * length].split_at_mut(length);
        let (v0, v1) = v[from * length..(from + 2) * length].split_at_mut(length);
        let u = [&mut u0[from_u..][..sites], &mut u1[from_u..][..sites]];
        let v = [&mut v0[from_v..][..sites], &mut v1[from_v..][..sites]];
        dispatch(RotateLinked { turn, factor, pair, u, v, links });
    }
}

/// `out += factor Σ_mu X_mu source` on the sites of a row.
pub(super) fn add_sum<R: Real, const K: usize>(
    out: &mut [R],
    source: &[R],
    factors: &[SignedPermutation<K>],
    factor: f64,
) {
    let length = out.len() / K;
    for (a, out) in out.chunks_exact_mut(length).enumerate() {
        for x in factors {
            let source = &source[x.from[a] * length..][..length];
            dispatch(Add { out, source, scale: factor * x.sign[a] });
        }
    }
}

/// Two components of u and the two of v that X takes to them, with a link on each bond.
struct RotateLinked<'a, R, const K: usize> {
    turn: Turn<f64>,
    factor: &'a SignedPermutation<K>,
    pair: usize,
    u: [&'a mut [R]; 2],
    v: [&'a mut [R]; 2],
    links: BondLinks<'a, R>,
}

impl<R: Real, const K: usize> Kernel<R> for RotateLinked<'_, R, K> {
    #[inline(always)]
    fn run<V: Vector<R>>(self) {
        let Self { turn, factor, pair, u: [u0, u1], v: [v0, v1], links } = self;
        let sites = u0.len();
        let (u1, v0, v1) = (&mut u1[..sites], &mut v0[..sites], &mut v1[..sites]);
        for x in 0..sites {
            let values = [[u0[x].wide(), u1[x].wide()], [v0[x].wide(), v1[x].wide()]];
            let [u, v] = rotate_pair(turn, factor, pair, values, links.at(x));
            [u0[x], u1[x], v0[x], v1[x]] = [R::of(u[0]), R::of(u[1]), R::of(v[0]), R::of(v[1])];
        }
    }
}

/// `out += scale source`
struct Add<'a, R> {
    out: &'a mut [R],
    source: &'a [R],
    scale: f64,
}

impl<R: Real> Kernel<R> for Add<'_, R> {
    #[inline(always)]
    fn run<V: Vector<R>>(self) {
        let Self { out, source, scale } = self;
        let sites = out.len();
        let source = &source[..sites];
        for x in 0..sites {
            out[x] = R::of(out[x].wide() + scale * source[x].wide());
        }
    }
}
