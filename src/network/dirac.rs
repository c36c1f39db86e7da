//! The Dirac field as a learning system, from its definition.

use super::links::{carried, potential};
use super::{Loss, SparseMatrix, Tensors, assemble, links};
use crate::lattice::{GaugeField, Lattice};

/// A real matrix of K x K, by rows.
pub type Factor = Vec<Vec<f64>>;

const ONE: [[f64; 2]; 2] = [[1.0, 0.0], [0.0, 1.0]];
const SIGMA_1: [[f64; 2]; 2] = [[0.0, 1.0], [1.0, 0.0]];
const SIGMA_3: [[f64; 2]; 2] = [[1.0, 0.0], [0.0, -1.0]];
/// `i σ_2`, the Levi-Civita symbol.
const E: [[f64; 2]; 2] = [[0.0, 1.0], [-1.0, 0.0]];

/// `X_0, X_1, …` for D dimensions, multiplied out from Pauli's matrices.
///
/// # Reference
/// (4.16) for K = 2, (4.35) for K = 4
pub fn factors(dim: usize) -> Vec<Factor> {
    let plain = |m: [[f64; 2]; 2]| m.iter().map(|row| row.to_vec()).collect::<Factor>();
    match dim {
        1 => vec![plain(E), plain(E)],
        _ => {
            let [x1, x3] = [SIGMA_1, SIGMA_3].map(|sigma| kronecker(-1.0, sigma, E));
            let all = [kronecker(1.0, ONE, E), x1, kronecker(1.0, E, ONE), x3];
            all.into_iter().take(dim + 1).collect()
        }
    }
}

/// `factor a (x) b`
pub fn kronecker(factor: f64, a: [[f64; 2]; 2], b: [[f64; 2]; 2]) -> Factor {
    let entry =
        |row: usize, column: usize| factor * a[row / 2][column / 2] * b[row % 2][column % 2];
    (0..4).map(|row| (0..4).map(|column| entry(row, column)).collect()).collect()
}

/// `factor (x) block`: a factor between types, an operator between sites.
pub fn outer(factor: &Factor, block: &SparseMatrix) -> SparseMatrix {
    let (sites, size) = (block.rows(), factor.len() * block.rows());
    let mut entries = Vec::new();
    for (a, row) in factor.iter().enumerate() {
        for (b, value) in row.iter().enumerate().filter(|(_, value)| **value != 0.0) {
            let moved = |(i, j, entry)| (a * sites + i, b * sites + j, value * entry);
            entries.extend(block.entries().map(moved));
        }
    }
    SparseMatrix::new(size, size, entries)
}

/// One site to the next along an axis: `δ_i^{j - e_mu}`; beyond an edge that is not periodic, 0.
pub fn shift(lattice: &Lattice, mu: usize) -> SparseMatrix {
    let [step, _] = carried(lattice, None, mu);
    step
}

/// The product of two factors.
fn product(a: &Factor, b: &Factor) -> Factor {
    let entry = |row: &[f64], column: usize| row.iter().zip(b).map(|(a, b)| a * b[column]).sum();
    a.iter().map(|row| (0..row.len()).map(|column| entry(row, column)).collect()).collect()
}

/// `f_i -> U_{i,mu} f_{i+e_mu}`, then a factor.
fn bring(
    lattice: &Lattice,
    gauge: Option<&GaugeField<f64>>,
    mu: usize,
    factor: &Factor,
) -> SparseMatrix {
    let [cos, sin] = carried(lattice, gauge, mu);
    outer(factor, &cos).plus(&outer(&product(factor, &factors(lattice.dim())[0]), &sin))
}

/// The network of a free Dirac field, see [`tensors_within`].
pub fn tensors(lattice: &Lattice, m: f64, wilson: f64) -> (Tensors, Loss) {
    tensors_within(lattice, m, wilson, None)
}

/// The network of a Dirac field, in a gauge field where there is one.
///
/// # Equation
/// `W - I = X_0 (m - (r h/2) Lap + A_0)`, `B = Σ_mu X_mu (U_{i,mu} δ_i^{j-e_mu} - δ_i^j)/h`,
/// `A = -Bᵀ`, `V - I = X_0 (-m + (r h/2) Lap + A_0)`: without `A_0`, `V = 2 I - W`.
///
/// # Conventions
/// `wilson` is r. Beyond an edge that is not periodic the field is 0, in Lap too. A loss for each
/// type teaches all of it, except a Wilson term with links: that has a part within a type,
/// `(r/2h) (S - Sᵀ)` with S the sines of the links, and takes a loss for each neuron.
///
/// # Reference
/// (4.15), (4.24), (4.11), with links the equation above (5.3); loss (4.14) as corrected, (5.9)
/// with m - A_0
pub fn tensors_within(
    lattice: &Lattice,
    m: f64,
    wilson: f64,
    gauge: Option<&GaugeField<f64>>,
) -> (Tensors, Loss) {
    let (sites, h, dim) = (lattice.sites(), lattice.spacing(), lattice.dim());
    let x = factors(dim);
    let (types, one) = (x[0].len(), SparseMatrix::diagonal(sites, 1.0));
    let mut b = SparseMatrix::new(types * sites, types * sites, Vec::new());
    let mut mass = outer(&x[0], &one.scaled(m + wilson * dim as f64 / h));
    for (mu, factor) in x[1..].iter().enumerate() {
        let ahead = bring(lattice, gauge, mu, factor);
        b = b.plus(&ahead.minus(&outer(factor, &one)).scaled(1.0 / h));
        let ahead = bring(lattice, gauge, mu, &x[0]);
        // X_0 is anti-symmetric: the step back is minus the transpose.
        let both = ahead.minus(&ahead.transpose());
        mass = mass.minus(&both.scaled(wilson / (2.0 * h)));
    }
    let whole = wilson != 0.0 && gauge.is_some();
    let losses = if whole { types * sites } else { types };
    network(b, &mass, &outer(&x[0], &potential(lattice, gauge)), losses)
}

/// The network of a Dirac field with the paper's additive coupling.
///
/// # Equation
/// `B = Σ_mu X_mu (δ_i^{j-e_mu} - δ_i^j + a_{i,mu} X_0 δ_i^j)/h`, the rest as [`tensors_within`]
///
/// # Conventions
/// `𝒜_mu = a_mu` of the link that leaves the site. Beyond an edge that is not periodic the field
/// is 0; the link that leads there counts, as it is the site's own.
///
/// # Reference
/// (5.5), (5.8), with the sign of A_mu of the covariant derivative
pub fn additive_tensors(lattice: &Lattice, m: f64, gauge: &GaugeField<f64>) -> (Tensors, Loss) {
    let x = factors(lattice.dim());
    let one = SparseMatrix::diagonal(lattice.sites(), 1.0);
    let (Tensors { mut b, .. }, _) = tensors(lattice, m, 0.0);
    for (mu, factor) in x[1..].iter().enumerate() {
        let angles = links::diagonal(&links::angles(lattice, mu, gauge));
        let turned = outer(&product(factor, &x[0]), &angles);
        b = b.plus(&turned.scaled(1.0 / lattice.spacing()));
    }
    let mass = outer(&x[0], &one.scaled(m));
    network(b, &mass, &outer(&x[0], &potential(lattice, Some(gauge))), x[0].len())
}

/// `W - I = turn + mass`, `V - I = turn - mass`, `A = -Bᵀ`, and the losses that teach V and A.
fn network(
    b: SparseMatrix,
    mass: &SparseMatrix,
    turn: &SparseMatrix,
    losses: usize,
) -> (Tensors, Loss) {
    let identity = SparseMatrix::diagonal(b.rows(), 1.0);
    let (w, v) = (identity.plus(turn).plus(mass), identity.plus(turn).minus(mass));
    let a = b.transpose().scaled(-1.0);
    (Tensors::linear(w, b, a, v), Loss::Types { rate: mass.minus(turn), types: losses })
}

/// The generator of the bonds along one axis alone: `phi_i˙ = X_mu U pi_{i+e_mu}/h` and
/// `pi_{i+e_mu}˙ = Uᵀ X_mu phi_i/h`.
pub fn bonds(lattice: &Lattice, mu: usize, gauge: Option<&GaugeField<f64>>) -> SparseMatrix {
    let x = factors(lattice.dim());
    let b = bring(lattice, gauge, mu, &x[mu + 1]).scaled(1.0 / lattice.spacing());
    let a = b.transpose().scaled(-1.0);
    assemble(b.rows(), [[None, Some(&b)], [Some(&a), None]], [None; 2])
}

/// The generator of what B and Bᵀ do on each site: `phi˙ = -Σ X_mu pi/h`, `pi˙ = -Σ X_mu phi/h`.
pub fn on_site(lattice: &Lattice) -> SparseMatrix {
    let x = factors(lattice.dim());
    let one = SparseMatrix::diagonal(lattice.sites(), -1.0 / lattice.spacing());
    let none =
        SparseMatrix::new(x[0].len() * lattice.sites(), x[0].len() * lattice.sites(), vec![]);
    let all = x[1..].iter().fold(none, |sum, factor| sum.plus(&outer(factor, &one)));
    assemble(all.rows(), [[None, Some(&all)], [Some(&all), None]], [None; 2])
}

/// The generator of the bonds that a Wilson term puts between like fields, along one axis and of
/// one colour: 0 those that begin at even sites, 1 at odd ones, 2 the one that closes a circle of
/// odd extent.
///
/// # Equation
/// `phi_i˙ = -(r/2h) X_0 U phi_{i+e_mu}`, `phi_{i+e_mu}˙ = -(r/2h) X_0 Uᵀ phi_i`, and the opposite
/// for pi
pub fn like_bonds(
    lattice: &Lattice,
    wilson: f64,
    (mu, colour): (usize, usize),
    gauge: Option<&GaugeField<f64>>,
) -> SparseMatrix {
    let (x0, sites) = (&factors(lattice.dim())[0], lattice.sites());
    let (extent, stride) =
        (lattice.shape()[mu], lattice.shape()[mu + 1..].iter().product::<usize>());
    let colour_of = |site: usize| match site / stride % extent {
        last if last + 1 == extent && extent % 2 == 1 => 2,
        index => index % 2,
    };
    let carried = bring(lattice, gauge, mu, &links::identity(x0.len()));
    let chosen = carried.entries().filter(|(row, ..)| colour_of(row % sites) == colour);
    let carried = SparseMatrix::new(carried.rows(), carried.columns(), chosen.collect());
    let turn = outer(x0, &SparseMatrix::diagonal(sites, -wilson / (2.0 * lattice.spacing())));
    let phi = turn.times(&carried.plus(&carried.transpose()));
    let pi = phi.scaled(-1.0);
    assemble(phi.rows(), [[Some(&phi), None], [None, Some(&pi)]], [None; 2])
}
