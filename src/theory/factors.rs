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
