//! The anti-symmetric factors X_0 and X_mu.

/// A K x K matrix with one entry ±1 in each row and column: a product costs moves and signs.
///
/// # Equation
/// `(X v)_a = sign_a v_{from_a}`
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SignedPermutation<const K: usize> {
    /// Where component a comes from.
    pub from: [usize; K],
    /// Its sign.
    pub sign: [f64; K],
}

impl<const K: usize> SignedPermutation<K> {
    /// All entries, row by row.
    pub fn entries(&self) -> [[f64; K]; K] {
        std::array::from_fn(|a| std::array::from_fn(|b| self.entry(a, b)))
    }

    /// -X.
    pub fn negative(&self) -> Self {
        Self { from: self.from, sign: self.sign.map(|sign| -sign) }
    }

    /// The entry in row a and column b.
    pub fn entry(&self, a: usize, b: usize) -> f64 {
        if self.from[a] == b { self.sign[a] } else { 0.0 }
    }
}

/// X_0 = X_1 for K = 2.
///
/// # Reference
/// (4.16)
pub const E2: SignedPermutation<2> = SignedPermutation { from: [1, 0], sign: [1.0, -1.0] };

/// X_0, X_1, X_2, X_3 for K = 4, with e = i σ_2: I⊗e, -σ_1⊗e, e⊗I, -σ_3⊗e.
///
/// # Reference
/// (4.35)
pub const X4: [SignedPermutation<4>; 4] = [
    SignedPermutation { from: [1, 0, 3, 2], sign: [1.0, -1.0, 1.0, -1.0] },
    SignedPermutation { from: [3, 2, 1, 0], sign: [-1.0, 1.0, -1.0, 1.0] },
    SignedPermutation { from: [2, 3, 0, 1], sign: [1.0, 1.0, -1.0, -1.0] },
    SignedPermutation { from: [1, 0, 3, 2], sign: [-1.0, 1.0, 1.0, -1.0] },
];

/// The factors X_mu of the Dirac field with K components in D dimensions, known when kernels are
/// compiled.
pub(crate) trait Factors<const K: usize, const D: usize> {
    /// X_mu for each axis.
    const X: [SignedPermutation<K>; D];
}

/// A pair of K and D there are factors for.
pub(crate) struct Spin;

impl Factors<2, 1> for Spin {
    const X: [SignedPermutation<2>; 1] = [E2];
}

impl Factors<4, 2> for Spin {
    const X: [SignedPermutation<4>; 2] = [X4[1], X4[2]];
}

impl Factors<4, 3> for Spin {
    const X: [SignedPermutation<4>; 3] = [X4[1], X4[2], X4[3]];
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product<const K: usize>(x: &SignedPermutation<K>, y: &SignedPermutation<K>) -> Vec<f64> {
        let entry = |a: usize, b: usize| (0..K).map(|c| x.entry(a, c) * y.entry(c, b)).sum();
        (0..K * K).map(|at| entry(at / K, at % K)).collect()
    }

    fn negative(values: Vec<f64>) -> Vec<f64> {
        values.into_iter().map(|value| 0.0 - value).collect()
    }

    #[test]
    fn factors_are_antisymmetric_square_roots_of_minus_one() {
        for x in X4 {
            let minus_one = (0..16).map(|at| if at % 5 == 0 { -1.0 } else { 0.0 });
            assert_eq!(product(&x, &x), minus_one.collect::<Vec<_>>());
            (0..16).for_each(|at| assert_eq!(x.entry(at / 4, at % 4), -x.entry(at % 4, at / 4)));
        }
        assert_eq!(product(&E2, &E2), [-1.0, 0.0, 0.0, -1.0]);
    }

    #[test]
    fn x0_commutes_and_the_others_anticommute() {
        for (mu, x) in X4.iter().enumerate().skip(1) {
            assert_eq!(product(x, &X4[0]), product(&X4[0], x));
            for y in &X4[1..mu] {
                assert_eq!(product(x, y), negative(product(y, x)));
            }
        }
    }
}
