//! Plane waves are eigenstates of the engine, and the projector is one.

use super::{error, made, state};
use crate::support::{COUPLINGS, Run, difference, lattice, noise, parameters, values};
use fieldloom::lattice::Boundary::{Fixed, Periodic};
use fieldloom::lattice::{FieldState, Lattice};
use fieldloom::scene::initial::spinor::{Hamiltonian, Spinor};
use rustfft::num_complex::Complex64;
use std::f64::consts::TAU;

const LATTICES: [(&[usize], f64, &str); 3] =
    [(&[36], 1.3, "[5]"), (&[10, 14], 0.8, "[3, -2]"), (&[5, 6, 8], 1.1, "[1, 2, -3]")];

/// The time derivative of a state, from one tick forward and one back.
fn rate(model: &str, lattice: &Lattice, state: &FieldState) -> Vec<f64> {
    let dt = 1e-4;
    let after = |dt: f64| values(&Run::of(lattice, &parameters(model, dt), state).ticks(1).state);
    after(dt)
        .iter()
        .zip(after(-dt))
        .map(|(later, earlier)| (later - earlier) / (2.0 * dt))
        .collect()
}

/// phi and pi times -i E, in memory order.
fn turned(state: &FieldState, lattice: &Lattice, energy: f64) -> Vec<f64> {
    let length = lattice.row_len();
    let mut values = values(state);
    for pair in values.chunks_exact_mut(2 * length) {
        for x in 0..length {
            (pair[x], pair[x + length]) = (energy * pair[x + length], -energy * pair[x]);
        }
    }
    values
}

fn wave_vector(lattice: &Lattice, modes: &str) -> [f64; 3] {
    let modes: Vec<f64> =
        modes.trim_matches(['[', ']']).split(',').map(|n| n.trim().parse().unwrap()).collect();
    let mut k = [0.0; 3];
    for (mu, mode) in modes.iter().enumerate() {
        k[mu] = TAU * mode / (lattice.shape()[mu] as f64 * lattice.spacing());
    }
    k
}

/// `ω² = m² + |d|² ± 2|a x b|`
fn dirac_energy(k: [f64; 3], h: f64, branch: f64) -> f64 {
    let (a, b) = (k.map(|k| ((k * h).cos() - 1.0) / h), k.map(|k| (k * h).sin() / h));
    let cross = |i: usize, j: usize| a[i] * b[j] - a[j] * b[i];
    let size = cross(0, 1).hypot(cross(1, 2)).hypot(cross(2, 0));
    let square: f64 = a.iter().chain(&b).map(|x| x * x).sum();
    (COUPLINGS.m.powi(2) + square + 2.0 * branch * size).sqrt()
}

#[test]
fn dirac_waves_turn_with_the_energy_of_their_branch() {
    for (shape, h, modes) in LATTICES {
        let lattice = lattice(shape, h, &[Periodic]);
        for (positive, spin) in [(true, 1), (true, -1), (false, 1), (false, -1)] {
            let list = format!(
                "PlaneWave(modes: {modes}, amplitude: 0.7, phase: 0.4, \
                 positive_energy: {positive}, spin: {spin})"
            );
            let branch = if shape.len() == 1 { 1.0 } else { f64::from(spin) };
            let size = dirac_energy(wave_vector(&lattice, modes), h, branch);
            let energy = if positive { size } else { -size };
            let state = state(&list, "dirac", &lattice);
            let off =
                difference(&rate("dirac", &lattice, &state), &turned(&state, &lattice, energy));
            assert!(off < 1e-6, "{shape:?} {list}: {off:e}");
        }
    }
}

#[test]
fn klein_gordon_waves_turn_with_the_lattice_frequency() {
    for (shape, h, modes) in LATTICES {
        let lattice = lattice(shape, h, &[Periodic]);
        let k = wave_vector(&lattice, modes);
        let sines = k.map(|k| (2.0 / h * (k * h / 2.0).sin()).powi(2));
        let omega = (COUPLINGS.m.powi(2) + sines.iter().sum::<f64>()).sqrt();
        for (positive, sign) in [(true, 1.0), (false, -1.0)] {
            let wave = |phase: f64| {
                let list = format!(
                    "PlaneWave(modes: {modes}, amplitude: 0.7, phase: {phase}, \
                     positive_energy: {positive})"
                );
                state(&list, "mass", &lattice)
            };
            // A later time is a turned phase.
            let quarter = values(&wave(0.4 - sign * TAU / 4.0));
            let expected: Vec<f64> = quarter.iter().map(|value| omega * value).collect();
            let off = difference(&rate("mass", &lattice, &wave(0.4)), &expected);
            assert!(off < 1e-6, "{shape:?} {positive}: {off:e}");
        }
    }
}

/// phi⁴ waves are those about its vacuum.
#[test]
fn phi4_waves_turn_with_the_mass_of_the_vacuum() {
    let lattice = lattice(&[36], 1.3, &[Periodic]);
    let list = "Expression(phi: [\"v\"]), PlaneWave(modes: [0], amplitude: 1e-4)";
    let run = made(list, "phi4", &lattice);
    let omega = (2.0 * COUPLINGS.lam).sqrt() * COUPLINGS.v;
    let dt = 0.01;
    let mut run = Run::of(&lattice, &parameters("phi4", dt), &FieldState::F64(run));
    let steps = (TAU / omega / 4.0 / dt).round() as usize;
    run.ticks(steps);
    let (phi, pi) = run.state.at(0, 3, 0);
    assert!((phi - COUPLINGS.v).abs() < 2e-6, "{phi}");
    assert!((pi / (-1e-4 * omega) - 1.0).abs() < 1e-3, "{pi}");
}

fn spinors(components: usize, seed: u64) -> [Spinor; 2] {
    [0, 8].map(|offset| {
        let part = |index| noise(seed, offset + index);
        let mut psi: Spinor = std::array::from_fn(|a| Complex64::new(part(2 * a), part(2 * a + 1)));
        if components == 2 {
            (psi[1], psi[3]) = (Complex64::ZERO, Complex64::ZERO);
        }
        psi
    })
}

fn inner(a: Spinor, b: Spinor) -> Complex64 {
    a.iter().zip(b).map(|(a, b)| a.conj() * b).sum()
}

fn apart(a: Spinor, b: Spinor) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).norm()).fold(0.0, f64::max)
}

#[test]
fn the_projection_is_a_projection_that_commutes_with_the_hamiltonian() {
    let quarter = TAU / 4.0 / 1.3;
    let mut vectors = vec![[0.0; 3], [quarter, -quarter, 0.0], [0.4, 0.0, 0.0], [0.3, 0.3, 0.3]];
    vectors.extend((0..20).map(|n| [0, 1, 2].map(|mu| 2.4 * noise(n, mu))));
    for (n, k) in vectors.into_iter().enumerate() {
        for (components, mass) in [(2, 0.37), (4, 0.37), (4, 0.0), (2, 0.0), (4, -0.2)] {
            let h = Hamiltonian::new(components, mass, k, 1.3);
            let [a, b] = spinors(components, n as u64);
            let kept = h.positive(a);
            assert!(apart(h.positive(kept), kept) < 1e-12, "{components} {mass} {k:?}");
            assert!((inner(h.positive(a), b) - inner(a, h.positive(b))).norm() < 1e-12);
            assert!(apart(h.positive(h.apply(a)), h.apply(kept)) < 1e-10);
            assert!(inner(kept, h.apply(kept)).re >= -1e-12);
            let lost: Spinor = std::array::from_fn(|c| a[c] - kept[c]);
            assert!(inner(lost, h.apply(lost)).re <= 1e-12);
        }
    }
}

#[test]
fn eigenvectors_survive_the_projection_or_vanish() {
    for (components, mass) in [(2, 0.37), (4, 0.37), (4, 0.0), (4, -0.2)] {
        let axis = if components == 2 { [0.0, 0.0, 1.0] } else { [0.2, 0.5, -0.3] };
        let h = Hamiltonian::new(components, mass, [0.9, -0.4, 0.6], 1.3);
        let (energy, up) = h.eigenvector(true, 1, axis);
        let (_, down) = h.eigenvector(false, 1, axis);
        assert!(energy > 0.0);
        assert!(apart(h.positive(up), up) < 1e-12);
        assert!(apart(h.positive(down), [Complex64::ZERO; 4]) < 1e-12);
    }
}

#[test]
fn a_wave_that_does_not_fit_is_answered_with_the_nearest() {
    let lattice = lattice(&[10, 14], 0.8, &[Periodic, Fixed]);
    let (field, what) = error("PlaneWave(momentum: [0.7, 0.3])", "dirac", &lattice);
    assert_eq!(field, "momentum[0]");
    assert!(
        what.contains("the nearest that does is 0.785398") && what.contains("mode 1"),
        "{what}"
    );
    made("PlaneWave(momentum: [0.78539816, 0.3])", "dirac", &lattice);
    let both = error("PlaneWave(momentum: 0, modes: [1, 2])", "dirac", &lattice);
    assert_eq!(both, ("momentum".into(), "give either this or `modes`, not both".into()));
    assert_eq!(error("PlaneWave(modes: [1])", "dirac", &lattice).0, "modes");
    assert_eq!(error("PlaneWave(spin: 2)", "dirac", &lattice).0, "spin");
}
