//! What depends on the gauge.

use super::side::Side;
use super::{ReadoutInfo, Take};
use crate::gauge::has_phase;
use crate::lattice::{Lattice, sum_sites};
use crate::simulation::Parameters;

fn always(parameters: &Parameters, _lattice: &Lattice) -> bool {
    has_phase(parameters)
}

pub(super) fn is_dirac(parameters: &Parameters, _lattice: &Lattice) -> bool {
    parameters.theory.name == "dirac"
}

fn nothing(_side: &Side) -> f64 {
    f64::MIN_POSITIVE
}

pub(super) const PHASE: ReadoutInfo = ReadoutInfo {
    name: "phase",
    label: "arg ψ₁",
    summary: "Phase of the first component: what colours show",
    invariant: false,
    applies: always,
    take: Take::Angles { count: |_| 1, fill: phases },
};

/// Where a component is so small that rounding alone turns it, it has no phase: below the square
/// root of the precision, times the largest size of the field.
fn phases(side: &Side, row: usize, out: &mut [f64]) {
    let least = side.state.precision().epsilon() * side.largest_density();
    for (x, value) in out.iter_mut().enumerate() {
        let [[u, w, ..], _] = side.at((row, x));
        *value = if u * u + w * w > least { w.atan2(u) } else { f64::NAN };
    }
}

pub(super) const COMPONENTS: ReadoutInfo = ReadoutInfo {
    name: "components",
    label: "φ, π",
    summary: "Every component of φ and π",
    take: Take::Sites { count: |side| 2 * side.components(), fill: components, least: nothing },
    ..PHASE
};

fn components(side: &Side, row: usize, out: &mut [f64]) {
    let length = side.lattice.row_len();
    for (at, out) in out.chunks_exact_mut(length).enumerate() {
        let (a, is_pi) = (at / 2, at % 2 == 1);
        for (x, value) in out.iter_mut().enumerate() {
            let (phi, pi) = side.state.at(row, x, a);
            *value = if is_pi { pi } else { phi };
        }
    }
}

/// # Equation
/// The kinetic energy `+ Σ A_0 ρ`, with `A_0 + (Θ(t+dt) - Θ(t))/dt` for A_0
pub(super) const HAMILTONIAN: ReadoutInfo = ReadoutInfo {
    name: "hamiltonian",
    label: "H",
    summary: "Hamiltonian with its A₀, to which a drive adds the rate of its angle",
    take: Take::Numbers(hamiltonian),
    ..PHASE
};

fn hamiltonian(side: &Side) -> (Vec<f64>, f64) {
    let ([kinetic], size) = kinetic(side);
    let potential = &side.coming().potential;
    let work = sum_sites(side.lattice, |row, out| {
        for (x, value) in out.iter_mut().enumerate() {
            *value = potential.at(row, x, 0) * side.charge((row, x));
        }
    });
    (vec![kinetic + side.lattice.cell() * work], size)
}

/// The energy without its A_0 term, and its size without regard to sign.
pub(super) fn kinetic(side: &Side) -> ([f64; 1], f64) {
    let lattice = side.lattice;
    let density = |row: usize, out: &mut [f64]| {
        side.dynamics.energy_density(lattice, side.state, row, out);
        for (x, value) in out.iter_mut().enumerate() {
            *value -= side.potential_at((row, x)) * side.charge((row, x));
        }
    };
    let size = sum_sites(lattice, |row, out| {
        density(row, out);
        out.iter_mut().for_each(|value| *value = value.abs());
    });
    ([lattice.cell() * sum_sites(lattice, density)], lattice.cell() * size)
}

/// # Equation
/// `H_a = ½ Σ_c phi_c·phi_c + pi_a·((m - A_0) X_0 pi)_a`, one for each type of neuron
///
/// # Reference
/// (5.9), with the signs of (4.14) as corrected
pub(super) const LOSSES: ReadoutInfo = ReadoutInfo {
    name: "losses",
    label: "H_a",
    summary: "The loss of each type of neuron alone",
    applies: is_dirac,
    take: Take::Numbers(losses),
    ..PHASE
};

/// The losses of all types, and the size of what is in them.
pub(super) fn losses(side: &Side) -> (Vec<f64>, f64) {
    let (lattice, k, m) = (side.lattice, side.components(), side.parameters.couplings.m);
    let sum = |value: &(dyn Fn((usize, usize)) -> f64 + Sync)| {
        let fill = |row: usize, out: &mut [f64]| {
            out.iter_mut().enumerate().for_each(|(x, out)| *out = value((row, x)));
        };
        lattice.cell() * sum_sites(lattice, fill)
    };
    let squares =
        |field: usize| sum(&|site| side.at(site)[field].iter().map(|value| value * value).sum());
    let own = |a: usize| {
        sum(&|site| {
            let [_, pi] = side.at(site);
            let turned = if a.is_multiple_of(2) { pi[a + 1] } else { -pi[a - 1] };
            (m - side.coming().potential.at(site.0, site.1, 0)) * pi[a] * turned
        })
    };
    let common = squares(0) / 2.0;
    let values = (0..k).map(|a| common + own(a)).collect();
    (values, k as f64 * common + m.abs() * squares(1))
}
