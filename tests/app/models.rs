//! Simulations for the tests of this binary: unequal extents, h ≠ 1, every component non-zero.

use fieldloom::lattice::{Boundary, FieldState, Lattice, Precision};
use fieldloom::simulation::{Cadence, Parameters, Simulation};
use fieldloom::theory::{Couplings, LinkCoupling, Potential, theory};
use fieldloom::tick::tick;

/// Several chunks, the last one not full.
pub fn lattice() -> Lattice {
    Lattice::new(&[70, 37], 0.8, &[Boundary::Periodic]).unwrap()
}

/// phi⁴ rolling from the top of its potential: chaotic.
pub fn chaotic(precision: Precision) -> Simulation {
    let parameters = Parameters {
        theory: theory("klein-gordon").unwrap(),
        potential: Some(Potential::Phi4),
        couplings: Couplings { lam: 2.3, v: 0.9, ..Couplings::default() },
        coupling: LinkCoupling::Exact,
        schedule: tick("staged").unwrap(),
        dt: 0.21,
        wiring: None,
        allow_unstable: false,
    };
    let state = scattered(&lattice(), 1, precision, 0.6);
    Simulation::new(lattice(), parameters, state, Cadence::default()).unwrap()
}

/// A massive Dirac field.
pub fn dirac(precision: Precision) -> Simulation {
    let parameters = Parameters {
        theory: theory("dirac").unwrap(),
        potential: None,
        couplings: Couplings { m: 0.37, ..Couplings::default() },
        coupling: LinkCoupling::Exact,
        schedule: tick("staged").unwrap(),
        dt: 0.33,
        wiring: None,
        allow_unstable: false,
    };
    let state = scattered(&lattice(), 4, precision, 1.0);
    Simulation::new(lattice(), parameters, state, Cadence::default()).unwrap()
}

/// Irregular values of either sign, the same in either precision up to rounding.
pub fn scattered(
    lattice: &Lattice,
    components: usize,
    precision: Precision,
    size: f64,
) -> FieldState {
    let mut state = FieldState::zeros(lattice, components, precision);
    let value = |at: usize, seed: f64| size * (seed + 1.7 * (at as f64).powf(1.3)).sin();
    match &mut state {
        FieldState::F32(fields) => {
            for (at, slot) in fields.phi.values_mut().iter_mut().enumerate() {
                *slot = value(at, 0.3) as f32;
            }
            for (at, slot) in fields.pi.values_mut().iter_mut().enumerate() {
                *slot = value(at, 2.1) as f32;
            }
        }
        FieldState::F64(fields) => {
            for (at, slot) in fields.phi.values_mut().iter_mut().enumerate() {
                *slot = value(at, 0.3);
            }
            for (at, slot) in fields.pi.values_mut().iter_mut().enumerate() {
                *slot = value(at, 2.1);
            }
        }
    }
    state
}
