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

/// `phi -> phi + t S pi`, `pi -> pi + s S phi`, `phi -> phi + t S pi` with `S = Σ_mu X_mu`, and then
/// all of it times a sign, on the sites of a row.
pub(super) fn rotate_sites<R: Real, const K: usize>(
    [phi, pi]: [&mut [R]; 2],
    factors: &[SignedPermutation<K>],
    [tan, sin]: [f64; 2],
    sign: f64,
) {
    dispatch(Sites { phi, pi, factors, tan, sin, sign });
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

/// Rows of phi and pi that are sheared by one another.
struct Sites<'a, R, const K: usize> {
    phi: &'a mut [R],
    pi: &'a mut [R],
    factors: &'a [SignedPermutation<K>],
    tan: f64,
    sin: f64,
    sign: f64,
}

/// Sites that are rotated together: all their components stay in the nearest cache meanwhile.
const TOGETHER: usize = 64;

/// All components of some sites, in f64.
type Few<const K: usize> = [[f64; TOGETHER]; K];

impl<R: Real, const K: usize> Kernel<R> for Sites<'_, R, K> {
    #[inline(always)]
    fn run<V: Vector<R>>(self) {
        let Self { phi, pi, factors, tan, sin, sign } = self;
        let length = phi.len() / K;
        let (mut u, mut v) = ([[0.0; TOGETHER]; K], [[0.0; TOGETHER]; K]);
        for start in (0..length).step_by(TOGETHER) {
            let sites = TOGETHER.min(length - start);
            for a in 0..K {
                let first = a * length + start;
                read(&mut u[a], &phi[first..first + sites]);
                read(&mut v[a], &pi[first..first + sites]);
            }
            shear(&mut u, &v, factors, tan);
            shear(&mut v, &u, factors, sin);
            shear(&mut u, &v, factors, tan);
            for a in 0..K {
                let first = a * length + start;
                write(&mut phi[first..first + sites], &u[a], sign);
                write(&mut pi[first..first + sites], &v[a], sign);
            }
        }
    }
}

#[inline(always)]
fn read<R: Real>(to: &mut [f64; TOGETHER], from: &[R]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = from.wide();
    }
}

#[inline(always)]
fn write<R: Real>(to: &mut [R], from: &[f64; TOGETHER], sign: f64) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = R::of(sign * *from);
    }
}

/// `out += by Σ_mu X_mu source`
#[inline(always)]
fn shear<const K: usize>(
    out: &mut Few<K>,
    source: &Few<K>,
    factors: &[SignedPermutation<K>],
    by: f64,
) {
    for a in 0..K {
        for x in factors {
            let (from, scale) = (&source[x.from[a]], by * x.sign[a]);
            for site in 0..TOGETHER {
                out[a][site] += scale * from[site];
            }
        }
    }
}
