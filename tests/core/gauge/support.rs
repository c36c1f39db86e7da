//! Runs in a gauge, on lattices without symmetry.

use crate::support::{components, noisy, parameters, rounded};
use fieldloom::gauge::{GaugeCommand, GaugeMode, Noise, ThetaSource};
use fieldloom::lattice::{Boundary, Lattice, Precision};
use fieldloom::simulation::{Cadence, Simulation};
use fieldloom::tick::tick;

/// Unequal extents.
pub const SHAPES: [&[usize]; 3] = [&[11], &[4, 7], &[4, 3, 5]];

/// Spacing.
pub const H: f64 = 0.83;

pub fn lattice(dim: usize, boundary: Boundary) -> Lattice {
    Lattice::new(SHAPES[dim - 1], H, &[boundary]).unwrap()
}

/// A run of a model with a schedule; a model with `wilson` has a Wilson term.
pub fn simulation(
    (model, schedule): (&str, &str),
    lattice: &Lattice,
    precision: Precision,
) -> Simulation {
    let (name, wilson) = match model {
        "wilson" => ("dirac", 0.7),
        name => (name, 0.0),
    };
    let mut parameters = parameters(name, 0.2);
    parameters.couplings.r = wilson;
    parameters.schedule = tick(schedule).unwrap();
    let state = noisy(lattice, components(name, lattice.dim()), 5);
    let state = rounded(lattice, &state, precision);
    let cadence = Cadence { measure_every: 0 };
    Simulation::new(lattice.clone(), parameters, state, cadence).unwrap()
}

pub fn change(run: &mut Simulation, commands: &[GaugeCommand]) {
    for command in commands {
        run.change_gauge(command).unwrap_or_else(|error| panic!("{command}: {error}"));
    }
}

/// A new random angle at every half tick, of this size.
pub fn noise(amplitude: f64) -> GaugeCommand {
    GaugeCommand::Drive(vec![ThetaSource::Noise(Noise { amplitude, seed: 7 })])
}

pub fn mode(mode: GaugeMode) -> GaugeCommand {
    GaugeCommand::SetMode(mode)
}
