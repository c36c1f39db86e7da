//! Bonds with links on them.

use crate::lattice::{GaugeField, Real};
use crate::theory::SignedPermutation;
use crate::theory::turn::Turn;

/// cos and sin of the links on a run of bonds.
#[derive(Clone, Copy)]
pub(super) struct BondLinks<'a, R> {
    cos: &'a [R],
    sin: &'a [R],
}

impl<'a, R: Real> BondLinks<'a, R> {
    /// Of the bonds along `mu` that begin at site `first` of a row and after it.
    pub(super) fn of(
        gauge: Option<&'a GaugeField<R>>,
        row: usize,
        mu: usize,
        first: usize,
    ) -> Option<Self> {
        let rows = |gauge: &'a GaugeField<R>| (gauge.cos().row(row, mu), gauge.sin().row(row, mu));
        gauge.map(rows).map(|(cos, sin)| Self { cos: &cos[first..], sin: &sin[first..] })
    }

    /// Of one bond, made a rotation to the precision of f64 again: `1/sqrt(n)` is `(3 - n)/2` but
    /// for the square of the rounding error of cos and sin. Otherwise every crossing would change
    /// the norm by it.
    #[inline(always)]
    pub(super) fn at(&self, bond: usize) -> [f64; 2] {
        let [cos, sin] = [self.cos[bond].wide(), self.sin[bond].wide()];
        let scale = 1.5 - 0.5 * (cos * cos + sin * sin);
        [scale * cos, scale * sin]
    }
}

/// `p = U v`; `u -> cos u + sin X p`, `p -> cos p + sin X u`; `v = Uᵀ p`: two components of u and
/// the two of v that X takes to them. What p gains is carried back, not p: what U fails to be a
/// rotation by then counts for what moves only.
#[inline(always)]
pub(super) fn rotate_pair<const K: usize>(
    turn: Turn<f64>,
    factor: &SignedPermutation<K>,
    pair: usize,
    [u, v]: [[f64; 2]; 2],
    [cos, sin]: [f64; 2],
) -> [[f64; 2]; 2] {
    let p = [cos * v[0] + sin * v[1], cos * v[1] - sin * v[0]];
    let mut gain = [0.0; 2];
    let mut turned = [0.0; 2];
    for slot in 0..2 {
        let (from, sign) = (factor.from[pair + slot] % 2, factor.sign[pair + slot]);
        let [one, other] = turn.apply([u[slot], sign * p[from]]);
        (turned[slot], gain[from]) = (one, sign * other - p[from]);
    }
    let back = [cos * gain[0] - sin * gain[1], cos * gain[1] + sin * gain[0]];
    [turned, [v[0] + back[0], v[1] + back[1]]]
}

/// One bond between sites `here` and `next` of a row, with a link or without.
pub(super) fn rotate_bond<R: Real, const K: usize>(
    turn: Turn<f64>,
    factor: &SignedPermutation<K>,
    values: &mut [R],
    [here, next, length]: [usize; 3],
    link: Option<[f64; 2]>,
) {
    for pair in (0..K).step_by(2) {
        let from = factor.from[pair] & !1;
        let slots = [
            [pair, pair + 1].map(|a| a * length + here),
            [from, from + 1].map(|a| a * length + next),
        ];
        let old = slots.map(|pair| pair.map(|slot| values[slot].wide()));
        let turned = rotate_pair(turn, factor, pair, old, link.unwrap_or([1.0, 0.0]));
        for (slot, value) in slots.as_flattened().iter().zip(turned.as_flattened()) {
            values[*slot] = R::of(*value);
        }
    }
}
