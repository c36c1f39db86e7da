//! W, B, A and V: a learning system, written out.

use super::{Formula, SparseMatrix};

/// The tensors of a learning system, and what drives it besides them.
///
/// # Equation
/// `phi' = phi + dt ((W - I) phi + B pi + c)`, `pi' = pi + dt (A phi + (V - I) pi + d - f(phi))`;
/// with dt = 1 the paper's `phi' = W phi + B pi`, `pi' = A phi + V pi`.
///
/// # Conventions
/// Flat vectors, component first, then sites in C order. `c` and `d` come from ghosts beyond fixed
/// edges; `f` is the slope of a potential that is not quadratic, neuron by neuron, or of the
/// modulus of two of them.
///
/// # Reference
/// (3.7), (4.2)
#[derive(Clone, Debug)]
pub struct Tensors {
    /// Weights.
    pub w: SparseMatrix,
    /// Biases: `beta = B pi`.
    pub b: SparseMatrix,
    /// How pi learns from phi.
    pub a: SparseMatrix,
    /// How pi learns from pi.
    pub v: SparseMatrix,
    /// c.
    pub activation_source: Vec<f64>,
    /// d.
    pub learning_source: Vec<f64>,
    /// The potential f is the slope of.
    pub potential: Option<Formula>,
    /// Whether it is one of `|phi|`, over the two components of phi at a site.
    pub of_modulus: bool,
}

impl Tensors {
    /// Tensors without sources and potential.
    pub fn linear(w: SparseMatrix, b: SparseMatrix, a: SparseMatrix, v: SparseMatrix) -> Self {
        let none = vec![0.0; w.rows()];
        let (activation_source, learning_source) = (none.clone(), none);
        let (potential, of_modulus) = (None, false);
        Self { w, b, a, v, activation_source, learning_source, potential, of_modulus }
    }

    /// Number of phi, and of pi.
    pub fn size(&self) -> usize {
        self.w.rows()
    }

    /// `W - I`
    pub fn rate(&self) -> SparseMatrix {
        self.w.minus(&SparseMatrix::diagonal(self.size(), 1.0))
    }

    /// The change of phi per unit of time: activation.
    pub fn activation(&self, phi: &[f64], pi: &[f64]) -> Vec<f64> {
        let (own, bias) = (self.rate().apply(phi), self.b.apply(pi));
        let source = self.activation_source.iter();
        own.iter().zip(&bias).zip(source).map(|((own, bias), source)| own + bias + source).collect()
    }

    /// The change of pi per unit of time: learning.
    pub fn learning(&self, phi: &[f64], pi: &[f64]) -> Vec<f64> {
        let (taught, kept) = (self.a.apply(phi), self.v.apply(pi));
        (0..self.size())
            .map(|at| {
                taught[at] + kept[at] - pi[at] + self.learning_source[at] - self.slope(phi, at)
            })
            .collect()
    }

    /// What the potential pulls at a neuron.
    pub fn slope(&self, phi: &[f64], at: usize) -> f64 {
        let Some(potential) = &self.potential else { return 0.0 };
        if !self.of_modulus {
            return potential.at(1, phi[at]);
        }
        let modulus = phi[at].hypot(phi[(at + phi.len() / 2) % phi.len()]);
        if modulus > 0.0 { potential.at(1, modulus) * phi[at] / modulus } else { 0.0 }
    }

    /// Both stages from the old state: the paper's own step.
    ///
    /// # Reference
    /// (3.7), (4.2)
    pub fn synchronous(&self, phi: &mut [f64], pi: &mut [f64], dt: f64) {
        let (activation, learning) = (self.activation(phi, pi), self.learning(phi, pi));
        phi.iter_mut().zip(activation).for_each(|(phi, change)| *phi += dt * change);
        pi.iter_mut().zip(learning).for_each(|(pi, change)| *pi += dt * change);
    }

    /// The generator of the linear part, which acts on (phi, pi, 1): the last column holds the
    /// sources.
    pub fn generator(&self) -> SparseMatrix {
        let one = SparseMatrix::diagonal(self.size(), 1.0);
        let blocks =
            [[Some(&self.rate()), Some(&self.b)], [Some(&self.a), Some(&self.v.minus(&one))]];
        let sources = [&self.activation_source, &self.learning_source];
        assemble(self.size(), blocks, sources.map(|source| Some(source.as_slice())))
    }
}

/// A matrix that acts on (phi, pi, 1), from its blocks and its last column.
pub fn assemble(
    size: usize,
    blocks: [[Option<&SparseMatrix>; 2]; 2],
    sources: [Option<&[f64]>; 2],
) -> SparseMatrix {
    let mut entries = Vec::new();
    for (down, blocks) in blocks.iter().enumerate() {
        for (right, block) in blocks.iter().enumerate() {
            let moved = |(row, column, value)| (down * size + row, right * size + column, value);
            entries.extend(block.iter().flat_map(|block| block.entries()).map(moved));
        }
        let source = sources[down].unwrap_or_default().iter().enumerate();
        entries.extend(source.map(|(row, value)| (down * size + row, 2 * size, *value)));
    }
    SparseMatrix::new(2 * size + 1, 2 * size + 1, entries)
}
