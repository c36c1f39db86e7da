//! Runs in a gauge, on lattices without symmetry.

use fieldloom::gauge::{GaugeCommand, GaugeMode, Noise, ThetaSource};
use fieldloom::lattice::{FieldState, Lattice, LinkField, Precision};
use fieldloom::scene::{BuildOptions, parse};
use fieldloom::simulation::Simulation;

/// Spacing of the lattices.
pub const H: f64 = 0.83;

/// A scene of a model with a schedule in so many dimensions: unequal extents, all components noise.
/// A model with `wilson` is Dirac's with a Wilson term.
pub fn scene((model, schedule): (&str, &str), dim: usize, boundary: &str, gauge: &str) -> String {
    let theory = match model {
        "wilson" => "name: \"dirac\", m: 0.37, r: 0.7",
        "dirac" => "name: \"dirac\", m: 0.37",
        "complex" => "name: \"klein-gordon-complex\", potential: \"mass\", m: 0.37",
        other => panic!("{other}"),
    };
    let shape = ["[11]", "[4, 7]", "[4, 3, 5]"][dim - 1];
    format!(
        "(theory: ({theory}), lattice: (shape: {shape}, h: {H}, boundary: \"{boundary}\"), \
         schedule: (name: \"{schedule}\", dt: 0.2), seed: 5, precision: F64, \
         initial: [Noise(amplitude: 0.6)], gauge: ({gauge}))"
    )
}

pub fn build(text: &str, precision: Precision) -> Simulation {
    let scene = parse("scene.ron", text, &[]).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let options = BuildOptions { precision: Some(precision), ..BuildOptions::default() };
    scene.build(&options).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// A staged Dirac field in double precision.
pub fn dirac(dim: usize, boundary: &str, gauge: &str) -> Simulation {
    build(&scene(("dirac", "staged"), dim, boundary, gauge), Precision::F64)
}

pub fn change(run: &mut Simulation, commands: &[GaugeCommand]) {
    for command in commands {
        run.change_gauge(command).unwrap_or_else(|error| panic!("{command}: {error}"));
    }
}

pub fn rotate(amplitude: f64, seed: u64) -> GaugeCommand {
    GaugeCommand::Rotate(ThetaSource::Noise(Noise { amplitude, seed }))
}

pub fn drive(amplitude: f64) -> GaugeCommand {
    GaugeCommand::Drive(vec![ThetaSource::Noise(Noise { amplitude, seed: 7 })])
}

pub fn mode(mode: GaugeMode) -> GaugeCommand {
    GaugeCommand::SetMode(mode)
}

/// The links of a state; zero where it has none.
pub fn links(run: &Simulation) -> LinkField<f64> {
    match &run.state {
        FieldState::F64(fields) => fields.gauge.as_ref().map(|gauge| gauge.links().clone()),
        FieldState::F32(_) => panic!("single precision"),
    }
    .unwrap_or_else(|| LinkField::zeros(&run.lattice))
}

/// `A_0` at a site; 0 where there is none.
pub fn potential(run: &Simulation, (row, x): (usize, usize)) -> f64 {
    match &run.state {
        FieldState::F64(fields) => {
            let potential = fields.gauge.as_ref().and_then(|gauge| gauge.potential());
            potential.map_or(0.0, |field| field.at(row, x, 0))
        }
        FieldState::F32(_) => panic!("single precision"),
    }
}

pub fn sites(lattice: &Lattice) -> Vec<(usize, usize)> {
    (0..lattice.rows()).flat_map(|row| (0..lattice.row_len()).map(move |x| (row, x))).collect()
}

/// An angle brought into [-π, π].
pub fn wrapped(angle: f64) -> f64 {
    angle - std::f64::consts::TAU * (angle / std::f64::consts::TAU).round()
}
