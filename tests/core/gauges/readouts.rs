//! Every quantity that claims to be the same in every gauge is; every other one is not.

use super::support::*;
use fieldloom::gauge::readout::{self, READOUTS, Reading};
use fieldloom::gauge::{GaugeCommand, GaugeMode};
use fieldloom::lattice::{FieldState, Precision};
use fieldloom::simulation::{Level, Simulation};

const GIVEN: &str = "UniformB(quanta: 3), Step(height: 0.6), \
                     Expression(a: [\"0.3*t\", \"cos(y + 0.9*t)\"], a0: \"0.3*sin(t + x)\")";

fn run(pair: (&str, &str), rest: &str) -> Simulation {
    let gauge = format!("background: [{GIVEN}], twin: true, {rest}");
    build(&scene(pair, 2, "periodic", &gauge), Precision::F64)
}

fn readings(run: &Simulation, invariant: bool) -> Vec<Reading> {
    let all = readout::read(&run.look());
    assert!(all.len() >= 9);
    all.into_iter().filter(|reading| reading.info.invariant == invariant).collect()
}

#[test]
fn invariants_stay_and_the_others_move() {
    for pair in [("dirac", "staged"), ("wilson", "unitary"), ("complex", "staged")] {
        let mut run = run(pair, "rotate: [Noise(amplitude: 2)], drive: [Noise(amplitude: 3)]");
        run.advance(40).unwrap();
        for reading in readings(&run, true) {
            let (name, change) = (reading.info.name, reading.change.unwrap());
            assert!(change < 1e-12, "{pair:?} {name}: {change:e}");
            assert_eq!(reading.level, Some(Level::Green), "{name}");
            assert!(reading.value.abs() > 1e-3, "{name} is there: {}", reading.value);
        }
        for reading in readings(&run, false) {
            let (name, change) = (reading.info.name, reading.change.unwrap());
            assert!(change > 1e-2, "{pair:?} {name}: {change:e}");
            assert_eq!(reading.level, None, "{name}");
        }
        assert!(readout::largest_change(&run.look()).unwrap() < 1e-12);
        assert!(readout::smallest_change(&run.look()).unwrap() > 1e-2);
    }
}

/// Rounding turns what is as good as nothing by any angle.
#[test]
fn what_is_nothing_but_rounding_has_no_phase() {
    let mut run = run(("dirac", "staged"), "");
    change(&mut run, &[rotate(2.0, 4)]);
    let phase = |run: &Simulation| readout::read_one(&run.look(), "phase").unwrap();
    assert!(phase(&run).change.unwrap() > 0.5 && phase(&run).value > 0.5);
    let FieldState::F64(fields) = &mut run.state else { panic!("built in double precision") };
    for (row, component) in (0..run.lattice.rows()).flat_map(|row| [(row, 0), (row, 1)]) {
        let values = fields.phi.row_mut(row, component).iter_mut().enumerate();
        values.for_each(|(x, value)| *value = 1e-17 * (x as f64 - 2.3));
    }
    assert_eq!((phase(&run).change, phase(&run).value), (Some(0.0), 0.0));
}

/// What a rotation of the field alone leaves alone: what is local and what is the links'.
#[test]
fn a_rotation_of_the_field_alone_moves_what_links_have_a_part_in() {
    let mut run = run(("dirac", "staged"), "");
    change(&mut run, &[mode(GaugeMode::Bare), rotate(2.0, 4)]);
    for reading in readings(&run, true) {
        let (name, change) = (reading.info.name, reading.change.unwrap());
        let moves = ["current", "kinetic-energy"].contains(&name);
        assert_eq!(change > 1e-2, moves, "{name}: {change:e}");
    }
    run.advance(20).unwrap();
    for reading in readings(&run, true) {
        let (name, change) = (reading.info.name, reading.change.unwrap());
        let stays = ["plaquettes", "electric-field", "wilson-loop"].contains(&name);
        assert_eq!(change > 1e-3, !stays, "{name}: {change:e}");
    }
}

/// One link turned by hand is other physics: what is made of links says so.
#[test]
fn a_link_that_does_not_follow_is_noticed() {
    let mut run = run(("dirac", "staged"), "rotate: [Noise(amplitude: 2)]");
    let FieldState::F64(fields) = &mut run.state else { unreachable!() };
    // It leads along axis 1, on the upper side of the rectangle that the loop goes round.
    let spoil = |row: usize, angles: &mut [f64]| angles[7 + 2] += if row == 1 { 0.3 } else { 0.0 };
    fields.gauge.as_mut().unwrap().write_links(&run.lattice, spoil);
    for name in ["plaquettes", "wilson-loop", "current", "kinetic-energy"] {
        let reading = readout::read_one(&run.look(), name).unwrap();
        assert!(reading.change.unwrap() > 1e-3, "{reading:?}");
        assert_eq!(reading.level, Some(Level::Red), "{name}");
    }
    let loops = readout::read_one(&run.look(), "wilson-loop").unwrap();
    assert!((loops.change.unwrap() - 0.3).abs() < 1e-12);
}

/// A field that is rotated anew at every tick without its links feels an electric field.
#[test]
fn a_drive_without_links_is_an_electric_field() {
    let mut run = run(("dirac", "staged"), "mode: Bare, drive: [Noise(amplitude: 1)]");
    run.advance(2).unwrap();
    let field = readout::read_one(&run.look(), "electric-field").unwrap();
    assert!(field.change.unwrap() > 1e-1 && field.level == Some(Level::Red), "{field:?}");
}

#[test]
fn without_a_twin_there_are_values_and_no_changes() {
    let run = dirac(2, "periodic", "background: [UniformB(quanta: 2)]");
    let readings = readout::read(&run.look());
    assert!(readings.iter().all(|reading| reading.change.is_none() && reading.level.is_none()));
    let value = |name: &str| readout::read_one(&run.look(), name).unwrap().value;
    let flux = std::f64::consts::TAU * 2.0 / 28.0;
    assert!((value("plaquettes") - flux).abs() < 1e-13);
    // The rectangle in the middle: 2 x 3 plaquettes.
    assert!((wrapped(value("wilson-loop") - 6.0 * flux)).abs() < 1e-13);
    assert_eq!(readout::covariance(&run.look()), None);
    assert_eq!(readout::largest_change(&run.look()), None);
}

/// The energy without its A_0 term is that of the same field where there is no A_0.
#[test]
fn the_kinetic_energy_of_a_complex_scalar_has_no_potential_in_it() {
    let value = |gauge: &str, name: &str| {
        let text = scene(("complex", "staged"), 2, "fixed", gauge);
        let run = build(&text, Precision::F64);
        readout::read_one(&run.look(), name).unwrap().value
    };
    let free = value("", "kinetic-energy");
    let within = value("background: [Step(height: 0.6)]", "kinetic-energy");
    assert!((within - free).abs() < 1e-12 * free, "{within} {free}");
    let whole = value("background: [Step(height: 0.6)]", "hamiltonian");
    assert!((whole - free).abs() > 1e-3 * free, "{whole} {free}");
}

/// Against sums written out: the Hamiltonian is the kinetic energy and `Σ (A_0 + Θ˙) ρ`.
#[test]
fn the_hamiltonian_counts_what_the_drive_adds() {
    let rate = 0.37;
    let gauge = format!("background: [Step(height: 0.6)], drive: [Constant(rate: {rate})]");
    let run = dirac(2, "periodic", &gauge);
    let value = |name: &str| readout::read_one(&run.look(), name).unwrap().value;
    let free = dirac(2, "periodic", "");
    let kinetic = free.dynamics.energy(&free.lattice, &free.state);
    let charge = |(row, x): (usize, usize)| -> f64 {
        (0..4).map(|a| run.state.at(row, x, a)).map(|(phi, pi)| phi * phi + pi * pi).sum()
    };
    let level = |site: (usize, usize)| rate + if site.0 >= 2 { 0.6 } else { 0.0 };
    let work: f64 = sites(&run.lattice).into_iter().map(|site| level(site) * charge(site)).sum();
    assert!((value("kinetic-energy") - kinetic.abs()).abs() < 1e-12 * kinetic.abs());
    let expected = kinetic + run.lattice.cell() * work;
    assert!((value("hamiltonian") - expected.abs()).abs() < 1e-12 * expected.abs());
}

/// `E = -(a˙ + ∇A_0)/h`, of links that turn, of a potential, in the middle of a drive.
#[test]
fn the_electric_field_is_the_one_that_was_given() {
    for (edges, through) in [("periodic", "Links"), ("fixed", "Potential")] {
        let gauge = format!(
            "background: [UniformE(field: 0.23, axis: 1, through: {through})], \
             drive: [Noise(amplitude: 3)], rotate: [Checkerboard(theta: 1)]"
        );
        let mut run = dirac(2, edges, &gauge);
        run.advance(7).unwrap();
        let field = readout::read_one(&run.look(), "electric-field").unwrap().value;
        assert!((field - 0.23).abs() < 1e-12, "{through}: {field}");
    }
}

#[test]
fn names_are_unique_and_have_something_to_say() {
    for (at, info) in READOUTS.iter().enumerate() {
        assert!(READOUTS[..at].iter().all(|other| other.name != info.name));
        assert!(!info.summary.is_empty() && !info.label.is_empty());
    }
    let run = dirac(1, "fixed", "twin: true");
    assert!(readout::read_one(&run.look(), "plaquettes").is_none(), "one dimension has none");
    assert!(readout::read_one(&run.look(), "no such").is_none());
}

/// The loop is read in every gauge alike, turns round with its direction, and must close.
#[test]
fn wilson_loops_do_not_move_under_rotations() {
    let path = |sites: &[[usize; 2]]| {
        GaugeCommand::SetLoop(sites.iter().map(|site| site.to_vec()).collect())
    };
    let mut run = run(("dirac", "staged"), "");
    let round = [[0, 0], [0, 6], [0, 5], [1, 5], [1, 6], [1, 0]];
    let mut back = round;
    back.reverse();
    change(&mut run, &[path(&round)]);
    let angle = |run: &Simulation| run.gauge.wilson_loop().angle(&run.state);
    let before = angle(&run);
    change(&mut run, &[rotate(3.0, 9)]);
    assert!(wrapped(angle(&run) - before).abs() < 1e-14);
    change(&mut run, &[path(&back)]);
    assert!(wrapped(angle(&run) + before).abs() < 1e-14, "the other way round");
    // The seam's plaquettes hold the flux of the torus, and those that are typed.
    let flux: f64 = [(0, 5), (0, 6)]
        .into_iter()
        .map(|site| links(&run).plaquette(&run.lattice, site, [0, 1]).unwrap())
        .sum();
    assert!(wrapped(before.abs() - wrapped(flux).abs()).abs() < 1e-13, "{before} {flux}");
    let wrong = run.change_gauge(&path(&[[0, 0], [0, 1], [2, 1]])).unwrap_err();
    assert_eq!(wrong.path, "[2]");
    assert!(wrong.to_string().contains("[0, 1]"), "{wrong}");
    let wrong = run.change_gauge(&path(&[[0, 0], [0, 7]])).unwrap_err();
    assert!(wrong.to_string().contains("[4, 7]"), "{wrong}");
}
