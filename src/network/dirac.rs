//! The Dirac field as a learning system, from its definition.

use super::site::beside;
use super::{Loss, SparseMatrix, Tensors, assemble, links};
use crate::lattice::{Direction, GaugeField, Lattice};

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
    let sites = lattice.sites();
    let ahead = |site| Some((site, beside(lattice, site, mu, Direction::Forward)?, 1.0));
    SparseMatrix::new(sites, sites, (0..sites).filter_map(ahead).collect())
}

/// The network of a free Dirac field: [`tensors_in`] no gauge field.
///
/// # Reference
/// (4.15), (4.24), (4.11); loss (4.14) as corrected
pub fn tensors(lattice: &Lattice, m: f64, wilson: f64) -> (Tensors, Loss) {
    tensors_in(lattice, m, wilson, None)
}

/// The network of a Dirac field in a gauge field.
///
/// # Equation
/// `W - I = X_0 (A_0 + M)`, `V - I = X_0 (A_0 - M)`, `M = m - (r h/2) Lap`,
/// `B = Σ_mu X_mu (T_mu - 1)/h`, `A = -Bᵀ`; T_mu and Lap of [`links`].
///
/// # Conventions
/// `wilson` is r. Beyond an edge that is not periodic the field is 0, in Lap too. `A_0` turns phi
/// and pi alike and m oppositely, so that `V = 2 I - W` holds only without `A_0`. A loss for each
/// type teaches all of it, except a Wilson term with links: that couples neurons of one type with
/// opposite signs, and takes a loss for each neuron.
///
/// # Reference
/// (5.6)-(5.8), the links kept whole; loss (5.9) with `m - A_0` and the signs of (4.14) corrected
pub fn tensors_in(
    lattice: &Lattice,
    m: f64,
    wilson: f64,
    gauge: Option<&GaugeField<f64>>,
) -> (Tensors, Loss) {
    let x = factors(lattice.dim());
    let (types, size) = (x[0].len(), x[0].len() * lattice.sites());
    let lap = links::laplacian(lattice, &x[0], gauge).scaled(wilson * lattice.spacing() / 2.0);
    let mass = SparseMatrix::diagonal(size, m).minus(&lap);
    let one = SparseMatrix::diagonal(lattice.sites(), 1.0);
    let mass = outer(&x[0], &one).times(&mass);
    let whole = wilson != 0.0 && gauge.is_some();
    let losses = if whole { size } else { types };
    with_bias(exact_bias(lattice, gauge), &mass, &links::potential(lattice, &x[0], gauge), losses)
}

/// The network of a Dirac field with the paper's additive coupling.
///
/// # Equation
/// `B = Σ_mu X_mu (δ_i^{j-e_mu} - δ_i^j + a_{i,mu} X_0 δ_i^j)/h`, the rest as [`tensors_in`]
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
    let mut b = exact_bias(lattice, None);
    for mu in 0..lattice.dim() {
        let angles = links::diagonal(lattice.sites(), &links::angles(lattice, mu, gauge));
        let turned = outer(&x[mu + 1], &one).times(&outer(&x[0], &angles));
        b = b.plus(&turned.scaled(1.0 / lattice.spacing()));
    }
    let (mass, types) = (outer(&x[0], &one.scaled(m)), x[0].len());
    with_bias(b, &mass, &links::potential(lattice, &x[0], Some(gauge)), types)
}

/// `Σ_mu X_mu (T_mu - 1)/h`
fn exact_bias(lattice: &Lattice, gauge: Option<&GaugeField<f64>>) -> SparseMatrix {
    let x = factors(lattice.dim());
    let size = x[0].len() * lattice.sites();
    let one = SparseMatrix::diagonal(size, 1.0);
    (0..lattice.dim()).fold(SparseMatrix::diagonal(size, 0.0), |sum, mu| {
        let difference = links::transport(lattice, mu, &x[0], gauge).minus(&one);
        let factor = outer(&x[mu + 1], &SparseMatrix::diagonal(lattice.sites(), 1.0));
        sum.plus(&factor.times(&difference).scaled(1.0 / lattice.spacing()))
    })
}

/// `W - I = potential + mass`, `V - I = potential - mass`, `A = -Bᵀ`, and what teaches V and A.
fn with_bias(
    b: SparseMatrix,
    mass: &SparseMatrix,
    potential: &SparseMatrix,
    losses: usize,
) -> (Tensors, Loss) {
    let identity = SparseMatrix::diagonal(b.rows(), 1.0);
    let (w, a) = (identity.plus(potential).plus(mass), b.transpose().scaled(-1.0));
    let v = identity.plus(potential).minus(mass);
    let rate = mass.minus(potential);
    (Tensors::linear(w, b, a, v), Loss::Types { rate, types: losses })
}

/// The generator of the bonds along one axis alone: `phi_i˙ = X_mu U pi_{i+e_mu}/h` and
/// `pi_{i+e_mu}˙ = Uᵀ X_mu phi_i/h`.
pub fn bonds(lattice: &Lattice, mu: usize, gauge: Option<&GaugeField<f64>>) -> SparseMatrix {
    let x = factors(lattice.dim());
    let factor = outer(&x[mu + 1], &SparseMatrix::diagonal(lattice.sites(), 1.0));
    let carried = links::transport(lattice, mu, &x[0], gauge);
    let b = factor.times(&carried).scaled(1.0 / lattice.spacing());
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
    let carried = links::transport(lattice, mu, x0, gauge);
    let chosen = carried.entries().filter(|(row, ..)| colour_of(row % sites) == colour);
    let carried = SparseMatrix::new(carried.rows(), carried.columns(), chosen.collect());
    let turn = outer(x0, &SparseMatrix::diagonal(sites, -wilson / (2.0 * lattice.spacing())));
    let phi = turn.times(&carried.plus(&carried.transpose()));
    let pi = phi.scaled(-1.0);
    assemble(phi.rows(), [[Some(&phi), None], [None, Some(&pi)]], [None; 2])
}
