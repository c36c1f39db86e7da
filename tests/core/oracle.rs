//! What tests compare with: arrays indexed from scratch, and matrices from their definitions.

use crate::support::{lattice, noisy, rounded};
use fieldloom::lattice::{Boundary, FieldState, Lattice, Precision};
use fieldloom::simulation::{Cadence, Parameters, Simulation};
use ndarray::{ArrayD, Dimension};

/// Spacing of the lattices made here.
pub const H: f64 = 0.83;

pub fn edged(shape: &[usize], boundary: Boundary) -> Lattice {
    lattice(shape, H, &[boundary])
}

/// Every value different.
pub fn scattered(lattice: &Lattice, components: usize, precision: Precision) -> FieldState {
    rounded(lattice, &noisy(lattice, components, 5), precision)
}

/// A run of the model of that name on a state of noise, measured at every `every`th tick.
pub fn simulation(
    lattice: &Lattice,
    parameters: &Parameters,
    precision: Precision,
    every: u64,
) -> Simulation {
    let components = (parameters.theory.components)(lattice.dim());
    let state = scattered(lattice, components, precision);
    let cadence = Cadence { measure_every: every };
    Simulation::new(lattice.clone(), parameters.clone(), state, cadence).unwrap()
}

/// phi and pi in C order, component first.
pub fn arrays(lattice: &Lattice, state: &FieldState) -> (ArrayD<f64>, ArrayD<f64>) {
    match state {
        FieldState::F32(fields) => {
            let wide = |field: ArrayD<f32>| field.mapv(f64::from);
            (wide(fields.phi.to_array(lattice)), wide(fields.pi.to_array(lattice)))
        }
        FieldState::F64(fields) => (fields.phi.to_array(lattice), fields.pi.to_array(lattice)),
    }
}

/// Runs `work` on a given number of threads.
pub fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.expect("a thread pool").install(work)
}

/// `X_0, X_1, X_2, X_3` as matrices, from Pauli's: `(4.16)` for K = 2, `(4.35)` for K = 4.
pub fn factors(components: usize) -> Vec<Vec<Vec<f64>>> {
    type M = Vec<Vec<f64>>;
    let matrix = |rows: [[f64; 2]; 2]| -> M { rows.iter().map(|row| row.to_vec()).collect() };
    let one = matrix([[1.0, 0.0], [0.0, 1.0]]);
    let s1 = matrix([[0.0, 1.0], [1.0, 0.0]]);
    let s3 = matrix([[1.0, 0.0], [0.0, -1.0]]);
    let e = matrix([[0.0, 1.0], [-1.0, 0.0]]);
    let kron = |sign: f64, a: &M, b: &M| -> M {
        (0..4).map(|i| (0..4).map(|j| sign * a[i / 2][j / 2] * b[i % 2][j % 2]).collect()).collect()
    };
    match components {
        2 => vec![e.clone(), e],
        _ => {
            vec![kron(1.0, &one, &e), kron(-1.0, &s1, &e), kron(1.0, &e, &one), kron(-1.0, &s3, &e)]
        }
    }
}

/// `u · X v`.
pub fn sandwich(u: &[f64], x: &[Vec<f64>], v: &[f64]) -> f64 {
    let row = |row: &Vec<f64>| row.iter().zip(v).map(|(entry, v)| entry * v).sum::<f64>();
    u.iter().zip(x).map(|(u, x)| u * row(x)).sum()
}

/// All components at a site; the index wraps around.
pub fn values(field: &ArrayD<f64>, site: &[i64]) -> Vec<f64> {
    let extents = &field.shape()[1..];
    let wrapped = site.iter().zip(extents).map(|(i, n)| i.rem_euclid(*n as i64) as usize);
    let site: Vec<usize> = wrapped.collect();
    (0..field.shape()[0])
        .map(|a| {
            let mut index = vec![a];
            index.extend(&site);
            field[&index[..]]
        })
        .collect()
}

/// One step along an axis.
pub fn beside(site: &[i64], mu: usize, step: i64) -> Vec<i64> {
    let mut moved = site.to_vec();
    moved[mu] += step;
    moved
}

/// Indices of every site, in C order.
pub fn sites(shape: &[usize]) -> Vec<Vec<i64>> {
    let all = ndarray::indices(shape.to_vec()).into_iter();
    all.map(|index| index.slice().iter().map(|&i| i as i64).collect()).collect()
}

/// Whether two values agree, relative to their size where that is above 1.
pub fn close(a: [f64; 2], b: [f64; 2], tolerance: f64) -> bool {
    (0..2).all(|part| (a[part] - b[part]).abs() <= tolerance * (1.0 + b[part].abs()))
}
