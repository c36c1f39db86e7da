//! W, B, A and V of N neurons whose learning is not linear, where they stand.

use super::{Dense, Duality, SparseMatrix, Tensors, mean_slope_at};

impl Duality {
    /// The tensors that make the network's own step from `phi`, and from there alone: A depends on
    /// phi unless the potential is quadratic.
    ///
    /// # Equation
    /// `V = 2 I - ½ (W + Wᵀ)`, `A_ij = -Σ_k Bᵀ_ik M_kj (q_j + g'_k)`, `d = -U'(0) Bᵀ M 1`, with
    /// `M = (B Bᵀ)^-1`, `g_j = ∫_0^1 U'(s phi_j) ds` and `q_j = (g_j - U'(0))/phi_j`, so that
    /// `A phi + d` is minus Bᵀ times the gradient of the loss.
    ///
    /// # Reference
    /// (2.11), (2.16)
    pub fn tensors(&self, phi: &[f64]) -> Tensors {
        let (n, metric, transposed) = (self.size(), self.metric(), self.bias().transpose());
        let means: Vec<(f64, f64)> =
            phi.iter().map(|x| mean_slope_at(self.potential(), *x)).collect();
        let (rest, curvature) = mean_slope_at(self.potential(), 0.0);
        let secant = |at: usize| match phi[at] {
            0.0 => curvature,
            x => (means[at].0 - rest) / x,
        };
        let along = transposed.times(metric);
        let slopes: Vec<f64> = means.iter().map(|(_, slope)| *slope).collect();
        let across = transposed.times(&Dense::diagonal(&slopes)).times(metric);
        let entry = |i: usize, j: usize| -along.at(i, j) * secant(j) - across.at(i, j);
        let (w, turned) = (self.weights(), self.weights().transpose());
        let v = Dense::one(n).plus(1.0, &Dense::one(n)).plus(-0.5, &w.plus(1.0, &turned));
        let source = along.apply(&vec![-rest; n]);
        Tensors {
            learning_source: source,
            ..Tensors::linear(
                sparse(w),
                sparse(self.bias()),
                sparse(&Dense::from_fn(n, entry)),
                sparse(&v),
            )
        }
    }
}

fn sparse(matrix: &Dense) -> SparseMatrix {
    let n = matrix.size();
    let entries = (0..n * n).map(|at| (at / n, at % n, matrix.at(at / n, at % n)));
    SparseMatrix::new(n, n, entries.collect())
}
