//! The kernels against dense matrices written down from the definitions, for every boundary.

use crate::support::{COUPLINGS, Run, difference, fields, lattice, noisy, parameters};
use fieldloom::lattice::Boundary::{self, Absorbing, Fixed, Free, Periodic};
use fieldloom::lattice::Lattice;
use fieldloom::simulation::ModelError;
use ndarray::{Array1, Array2, linalg::kron};

const LAYER: Boundary = Absorbing { width: 2, strength: 0.7 };

/// Site of each index, in C order.
fn sites(shape: &[usize]) -> Vec<Vec<usize>> {
    shape.iter().fold(vec![vec![]], |found, &extent| {
        let extend = |site: &Vec<usize>| {
            let site = site.clone();
            (0..extent).map(move |i| [&site[..], &[i]].concat()).collect::<Vec<_>>()
        };
        found.iter().flat_map(extend).collect()
    })
}

fn index(shape: &[usize], site: &[usize]) -> usize {
    site.iter().zip(shape).fold(0, |index, (i, n)| index * n + i)
}

/// The site one step along an axis; `None` beyond an edge that is not periodic.
fn step(lattice: &Lattice, site: &[usize], mu: usize, forward: bool) -> Option<Vec<usize>> {
    let (mut next, extent) = (site.to_vec(), lattice.shape()[mu]);
    let outside = if forward { site[mu] + 1 == extent } else { site[mu] == 0 };
    if outside && lattice.boundary()[mu] != Periodic {
        return None;
    }
    next[mu] = (site[mu] + if forward { 1 } else { extent - 1 }) % extent;
    Some(next)
}

/// `X_0, X_1, ...` from their Kronecker products.
fn factors(dim: usize) -> Vec<Array2<f64>> {
    let matrix = |values: [f64; 4]| Array2::from_shape_vec((2, 2), values.to_vec()).unwrap();
    let (one, e) = (matrix([1.0, 0.0, 0.0, 1.0]), matrix([0.0, 1.0, -1.0, 0.0]));
    let (s1, s3) = (matrix([0.0, 1.0, 1.0, 0.0]), matrix([1.0, 0.0, 0.0, -1.0]));
    match dim {
        1 => vec![e.clone(), e],
        _ => vec![kron(&one, &e), -kron(&s1, &e), kron(&e, &one), -kron(&s3, &e)],
    }
}

/// Forward difference along an axis; what lies beyond an edge is zero.
fn forward_difference(lattice: &Lattice, mu: usize) -> Array2<f64> {
    let mut matrix = Array2::zeros((lattice.sites(), lattice.sites()));
    for (i, site) in sites(lattice.shape()).iter().enumerate() {
        matrix[[i, i]] -= 1.0 / lattice.spacing();
        if let Some(next) = step(lattice, site, mu, true) {
            matrix[[i, index(lattice.shape(), &next)]] += 1.0 / lattice.spacing();
        }
    }
    matrix
}

/// Component-first vector of a field.
fn vector(lattice: &Lattice, field: &fieldloom::lattice::SiteField<f64>) -> Array1<f64> {
    Array1::from_iter(field.to_array(lattice).iter().copied())
}

/// `exp(-dt s)` at every site, for every component.
fn damping(lattice: &Lattice, components: usize, dt: f64) -> Array1<f64> {
    let rate = |site: &Vec<usize>| -> f64 {
        let axes = lattice.boundary().iter().zip(lattice.shape()).zip(site);
        axes.map(|((edge, extent), i)| match edge {
            Absorbing { width, strength } => {
                let from_edge = (*i).min(extent - 1 - i) as f64;
                strength * (1.0 - from_edge / *width as f64).max(0.0).powi(3)
            }
            _ => 0.0,
        })
        .sum()
    };
    let one: Vec<f64> =
        sites(lattice.shape()).iter().map(|site| (-dt * rate(site)).exp()).collect();
    Array1::from_iter((0..components).flat_map(|_| one.iter().copied()))
}

/// Dirac: `R Kick Drift Kick R` with B as a matrix, and Bᵀ as its transpose.
fn dirac(shape: &[usize], boundary: &[Boundary]) {
    let (lattice, dt, ticks) = (lattice(shape, 1.3, boundary), 0.27, 3);
    let x = factors(lattice.dim());
    let (k, on_site) = (x[0].nrows(), Array2::eye(lattice.sites()));
    let (x0, one) = (kron(&x[0], &on_site), Array2::<f64>::eye(k * lattice.sites()));
    let terms = (0..lattice.dim()).map(|mu| kron(&x[mu + 1], &forward_difference(&lattice, mu)));
    let b = terms.reduce(|sum, term| sum + term).unwrap();
    let angle = COUPLINGS.m * dt / 2.0;
    let turn = |angle: f64| &one * angle.cos() + &x0 * angle.sin();
    let (r_phi, r_pi, damping) = (turn(angle), turn(-angle), damping(&lattice, k, dt));

    let state = noisy(&lattice, k, 3);
    let (mut phi, mut pi) =
        (vector(&lattice, &fields(&state).phi), vector(&lattice, &fields(&state).pi));
    for _ in 0..ticks {
        (phi, pi) = (r_phi.dot(&phi), r_pi.dot(&pi));
        pi = &pi - dt / 2.0 * b.t().dot(&phi);
        phi = &phi + dt * b.dot(&pi);
        pi = &pi - dt / 2.0 * b.t().dot(&phi);
        (phi, pi) = (r_phi.dot(&phi) * &damping, r_pi.dot(&pi) * &damping);
    }
    let mut run = Run::of(&lattice, &parameters("dirac", dt), &state);
    let Ok(()) = check(&lattice, &run.ticks(ticks).state, &phi, &pi) else {
        panic!("dirac {shape:?} {boundary:?}");
    };
}

fn check(
    lattice: &Lattice,
    state: &fieldloom::lattice::FieldState,
    phi: &Array1<f64>,
    pi: &Array1<f64>,
) -> Result<(), f64> {
    let found = fields(state);
    let phi = difference(vector(lattice, &found.phi).as_slice().unwrap(), phi.as_slice().unwrap());
    let pi = difference(vector(lattice, &found.pi).as_slice().unwrap(), pi.as_slice().unwrap());
    if phi.max(pi) < 1e-13 { Ok(()) } else { Err(phi.max(pi)) }
}

#[test]
fn dirac_is_its_matrices() {
    for boundary in [Periodic, Fixed, LAYER] {
        dirac(&[5], &[boundary]);
        dirac(&[130], &[boundary]);
        dirac(&[4, 5], &[boundary]);
        dirac(&[4, 4, 5], &[boundary]);
    }
    dirac(&[2], &[Periodic]);
    dirac(&[2, 3], &[Fixed, Periodic]);
    dirac(&[3, 67], &[Periodic, Fixed]);
    dirac(&[4, 66], &[LAYER, Periodic]);
    dirac(&[3, 4, 5], &[Fixed, Periodic, LAYER]);
    dirac(&[4, 3, 5], &[LAYER, Fixed, Periodic]);
    dirac(&[2, 2, 3], &[Periodic, Periodic, Fixed]);
}

/// Klein-Gordon with phi⁴: neighbours one by one, ghosts as the boundary says.
fn klein_gordon(shape: &[usize], boundary: &[Boundary]) {
    let (lattice, dt, ticks) = (lattice(shape, 1.3, boundary), 0.21, 4);
    let state = noisy(&lattice, 1, 4);
    let mut phi = vector(&lattice, &fields(&state).phi);
    let mut pi = vector(&lattice, &fields(&state).pi);
    let (first, damping) = (phi.clone(), damping(&lattice, 1, dt));
    let slope = |phi: f64| COUPLINGS.lam * (phi * phi - COUPLINGS.v.powi(2)) * phi;
    let force = |phi: &Array1<f64>| {
        let at = |(i, site): (usize, &Vec<usize>)| {
            let mut laplacian = 0.0;
            for (mu, edge) in lattice.boundary().iter().enumerate() {
                for forward in [false, true] {
                    let beside = match step(&lattice, site, mu, forward) {
                        Some(next) => phi[index(shape, &next)],
                        None if *edge == Free => phi[i],
                        None => first[i],
                    };
                    laplacian += (beside - phi[i]) / lattice.spacing().powi(2);
                }
            }
            laplacian - slope(phi[i])
        };
        sites(shape).iter().enumerate().map(at).collect::<Array1<f64>>()
    };
    for _ in 0..ticks {
        pi = &pi + dt / 2.0 * force(&phi);
        phi = &phi + dt * &pi;
        pi = (&pi + dt / 2.0 * force(&phi)) * &damping;
    }
    let mut run = Run::of(&lattice, &parameters("phi4", dt), &state);
    let verdict = check(&lattice, &run.ticks(ticks).state, &phi, &pi);
    assert_eq!(verdict, Ok(()), "klein-gordon {shape:?} {boundary:?}");
}

#[test]
fn klein_gordon_is_its_definition() {
    for boundary in [Periodic, Fixed, Free, LAYER] {
        klein_gordon(&[7], &[boundary]);
        klein_gordon(&[4, 5], &[boundary]);
        klein_gordon(&[4, 5, 6], &[boundary]);
    }
    klein_gordon(&[2], &[Free]);
    klein_gordon(&[2, 3], &[Fixed, Periodic]);
    klein_gordon(&[3, 2], &[Periodic, Free]);
    klein_gordon(&[4, 3, 5], &[LAYER, Fixed, Free]);
    klein_gordon(&[5, 4, 4], &[Free, Periodic, LAYER]);
    klein_gordon(&[3, 2, 6], &[Periodic, Free, Fixed]);
}

#[test]
fn dirac_has_no_free_edge() {
    let lattice = lattice(&[5, 6], 1.3, &[Periodic, Free]);
    let refused = Run::try_of(&lattice, &parameters("dirac", 0.2), &noisy(&lattice, 4, 1));
    let Err(error) = refused else { panic!("accepted") };
    assert!(matches!(error, ModelError::Boundary { axis: 1, boundary: "free", .. }));
    assert!(error.to_string().contains("periodic, fixed or absorbing"), "{error}");
}
