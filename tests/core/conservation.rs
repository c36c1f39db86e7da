//! What the staged tick keeps exactly, and what it keeps to second order in dt.

use crate::support::{
    COUPLINGS, Run, components, fields, lattice, noisy, parameters, rounded, shaped,
};
use fieldloom::lattice::Boundary::{self, Absorbing, Fixed, Free, Periodic};
use fieldloom::lattice::{FieldState, Lattice, Precision};

const LATTICES: [(&[usize], f64); 3] = [(&[37], 1.3), (&[9, 14], 0.8), (&[5, 6, 7], 1.1)];

fn smooth(lattice: &Lattice, components: usize) -> FieldState {
    shaped(lattice, components, |a, x, is_pi| {
        let r2: f64 = (0..3).map(|mu| (x[mu] - 0.4 * (mu as f64 + 1.0)).powi(2)).sum();
        let phase = 0.5 * x[0] - 0.3 * x[1] + 0.2 * x[2] + a as f64 + 0.7 * f64::from(is_pi);
        (0.9 + 0.1 * a as f64) * (-r2 / 18.0).exp() * phase.cos()
    })
}

/// The largest relative change of the invariant, with what was absorbed added.
fn invariant_drift(mut run: Run, ticks: usize) -> f64 {
    let before = run.invariant();
    let mut most = 0.0f64;
    for _ in 0..ticks / 10 {
        run.ticks(10);
        let now = run.invariant() + run.state.absorbed();
        most = most.max((now - before).abs() / before.abs());
    }
    most
}

#[test]
fn dirac_charge_is_exact() {
    for (shape, h) in LATTICES {
        for boundary in [Periodic, Fixed] {
            let lattice = lattice(shape, h, &[boundary]);
            let state = noisy(&lattice, components("dirac", shape.len()), 1);
            let run = Run::of(&lattice, &parameters("dirac", 0.31), &state);
            let drift = invariant_drift(run, 4000);
            assert!(drift < 1e-12, "{shape:?} {boundary:?}: {drift:e}");
        }
    }
}

/// The charge is not |phi|² + |pi|², which the tick keeps only roughly.
#[test]
fn dirac_norm_is_not_the_charge() {
    let lattice = lattice(&[9, 14], 0.8, &[Periodic]);
    let mut run = Run::of(&lattice, &parameters("dirac", 0.31), &noisy(&lattice, 4, 1));
    let before = run.dynamics.norm(&lattice, &run.state);
    run.ticks(50);
    assert!((run.dynamics.norm(&lattice, &run.state) / before - 1.0).abs() > 1e-3);
}

#[test]
fn linear_klein_gordon_invariant_is_exact() {
    for (shape, h) in LATTICES {
        for boundary in [Periodic, Fixed, Free] {
            let lattice = lattice(shape, h, &[boundary]);
            let run = Run::of(&lattice, &parameters("mass", 0.31), &noisy(&lattice, 1, 2));
            let drift = invariant_drift(run, 4000);
            assert!(drift < 1e-12, "{shape:?} {boundary:?}: {drift:e}");
        }
    }
}

fn absorbing(model: &str, shape: &[usize], boundary: &[Boundary]) {
    let lattice = lattice(shape, 0.9, boundary);
    let state = smooth(&lattice, components(model, shape.len()));
    let run = Run::of(&lattice, &parameters(model, 0.23), &state);
    let mut watched = Run::of(&lattice, &parameters(model, 0.23), &state);
    let drift = invariant_drift(run, 1500);
    assert!(drift < 1e-12, "{model} {boundary:?}: {drift:e}");
    let before = watched.invariant();
    let left = watched.ticks(1500).invariant() / before;
    assert!(left < 0.9, "{model} {boundary:?}: {left} of it is left");
}

#[test]
fn what_is_left_and_what_is_absorbed_add_up() {
    let layer = Absorbing { width: 4, strength: 1.5 };
    for model in ["dirac", "mass"] {
        absorbing(model, &[41], &[layer]);
        absorbing(model, &[17, 12], &[layer, Periodic]);
        absorbing(model, &[12, 17], &[Fixed, layer]);
        absorbing(model, &[9, 11, 8], &[layer]);
        absorbing(model, &[8, 11, 9], &[Periodic, layer, Fixed]);
    }
}

/// Largest |E(t) - E(0)| up to a fixed time.
fn energy_error(model: &str, lattice: &Lattice, dt: f64) -> f64 {
    let state = smooth(lattice, components(model, lattice.dim()));
    let mut run = Run::of(lattice, &parameters(model, dt), &state);
    let (before, ticks) = (run.energy(), (6.0 / dt).round() as usize);
    let errors = (0..ticks).map(|_| (run.ticks(1).energy() - before).abs());
    errors.fold(0.0, f64::max)
}

#[test]
fn energy_error_is_of_second_order() {
    for model in ["dirac", "mass", "phi4", "sine-gordon", "m^2*phi^2/2 + lam*phi^4/8"] {
        for (shape, h) in [(&[40][..], 0.7), (&[16, 21], 0.8), (&[9, 10, 13], 0.9)] {
            let lattice = lattice(shape, h, &[if model == "dirac" { Fixed } else { Periodic }]);
            let errors = [0.1, 0.05, 0.025].map(|dt| energy_error(model, &lattice, dt));
            for pair in errors.windows(2) {
                let slope = (pair[0] / pair[1]).log2();
                assert!((slope - 2.0).abs() < 0.1, "{model} {shape:?}: {errors:?}");
            }
        }
    }
}

#[test]
fn energy_does_not_drift() {
    for model in ["dirac", "phi4", "sine-gordon"] {
        let lattice = lattice(&[16, 21], 0.8, &[Periodic]);
        let state = smooth(&lattice, components(model, 2));
        let mut run = Run::of(&lattice, &parameters(model, 0.2), &state);
        let before = run.energy();
        let mut largest_of = |ticks: usize| {
            let errors = (0..ticks).map(|_| (run.ticks(1).energy() - before).abs());
            errors.fold(0.0f64, f64::max)
        };
        let (early, _, late) = (largest_of(1000), largest_of(3000), largest_of(1000));
        assert!(late < 1.5 * early, "{model}: {early:e}, later {late:e}");
        assert!(early < 0.05 * before.abs(), "{model}: {early:e} of {before}");
    }
}

/// Energy of the kink against its mass in closed form, with an error of second order in h.
#[test]
fn a_kink_has_the_mass_of_the_continuum() {
    let (lam, v) = (COUPLINGS.lam, COUPLINGS.v);
    let mass = 8f64.sqrt() / 3.0 * lam.sqrt() * v.powi(3);
    let error = |h: f64| {
        let lattice = lattice(&[(30.0 / h) as usize], h, &[Fixed]);
        let state = shaped(&lattice, 1, |_, x, is_pi| {
            let kink = v * (v * (lam / 2.0).sqrt() * (x[0] - 0.13)).tanh();
            if is_pi { 0.0 } else { kink }
        });
        (Run::of(&lattice, &parameters("phi4", 0.1 * h), &state).energy() - mass).abs()
    };
    let slope = (error(0.4) / error(0.2)).log2();
    assert!((slope - 2.0).abs() < 0.1, "{slope}");
    assert!(error(0.2) < 4e-3 * mass);
}

/// The energy of a field at rest in the low corner of a fixed lattice counts the bonds to ghosts.
#[test]
fn ghosts_hold_the_edge_and_its_energy() {
    let lattice = lattice(&[6, 5], 0.7, &[Fixed, Free]);
    let mut run = Run::of(&lattice, &parameters("mass", 0.2), &noisy(&lattice, 1, 5));
    let FieldState::F64(inner) = &mut run.state else { panic!() };
    inner.phi.values_mut().fill(0.0);
    inner.pi.values_mut().fill(0.0);
    let ghosts = fields(&run.state).edge.as_ref().unwrap().faces[0].clone();
    let squares: f64 = ghosts.iter().flatten().map(|ghost| ghost * ghost).sum();
    assert!((run.energy() / (squares / 2.0) - 1.0).abs() < 1e-13);
}

#[test]
fn single_precision_keeps_the_charge_roughly() {
    let lattice = lattice(&[9, 14], 0.8, &[Periodic]);
    let state = rounded(&lattice, &noisy(&lattice, 4, 1), Precision::F32);
    let run = Run::of(&lattice, &parameters("dirac", 0.31), &state);
    let drift = invariant_drift(run, 4000);
    assert!((1e-9..1e-4).contains(&drift), "{drift:e}");
}
