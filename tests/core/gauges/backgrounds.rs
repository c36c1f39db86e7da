//! Given fields: what they are at each link and site, and what is refused.

use super::support::*;
use fieldloom::gauge::{BACKGROUNDS, GaugeCommand, UniformB, readout};
use fieldloom::lattice::{Boundary, Lattice};
use fieldloom::scene::parse;
use fieldloom::simulation::Simulation;
use std::f64::consts::TAU;

/// A Dirac field on any lattice.
fn on(shape: &str, boundary: &str, given: &str) -> Simulation {
    build(
        &format!(
            "(theory: (name: \"dirac\", m: 0.37), \
             lattice: (shape: {shape}, h: {H}, boundary: {boundary}), \
             schedule: (name: \"unitary\", dt: 0.2), seed: 2, precision: F64, \
             initial: [Noise(amplitude: 0.5)], gauge: (background: [{given}]))"
        ),
        fieldloom::lattice::Precision::F64,
    )
}

fn fluxes(run: &Simulation, plane: [usize; 2]) -> Vec<f64> {
    let turned = links(run);
    let flux = |site| turned.plaquette(&run.lattice, site, plane);
    sites(&run.lattice).into_iter().filter_map(flux).map(wrapped).collect()
}

/// The same through every plaquette, at the seams too, whichever axes are circles.
#[test]
fn a_uniform_magnetic_field_is_uniform() {
    let circles =
        ["\"periodic\"", "[\"periodic\", \"fixed\"]", "[\"fixed\", \"periodic\"]", "\"fixed\""];
    for boundary in circles {
        for (plane, sign) in [("[0, 1]", 1.0), ("[1, 0]", -1.0)] {
            let run = on("[5, 7]", boundary, &format!("UniformB(quanta: 3, plane: {plane})"));
            let expected = sign * TAU * 3.0 / 35.0;
            for flux in fluxes(&run, [0, 1]) {
                assert!((flux - expected).abs() < 1e-13, "{boundary} {plane}: {flux} {expected}");
            }
        }
    }
    let run = on("[3, 4, 5]", "\"periodic\"", "UniformB(quanta: 2, plane: [0, 2])");
    let expected = TAU * 2.0 / 15.0;
    assert!(fluxes(&run, [0, 2]).iter().all(|flux| (flux - expected).abs() < 1e-13));
    for plane in [[0, 1], [1, 2]] {
        assert!(fluxes(&run, plane).iter().all(|flux| flux.abs() < 1e-13));
    }
}

#[test]
fn a_flux_through_a_torus_is_a_whole_number_of_quanta() {
    let lattice = Lattice::new(&[5, 7], H, &[Boundary::Periodic]).unwrap();
    let of = |quanta, field| UniformB { quanta, field, ..UniformB::default() }.flux(&lattice);
    assert_eq!(of(Some(3.0), None), Ok(3.0));
    let field = TAU * 3.0 / (35.0 * H * H);
    assert_eq!(of(None, Some(field)), Ok(3.0));
    assert_eq!(of(None, Some((field * 1e6).round() / 1e6)), Ok(3.0), "six digits are enough");
    let error = of(Some(2.6), None).unwrap_err();
    assert!(error.path == "quanta" && error.to_string().contains("the nearest is 3"), "{error}");
    let error = of(None, Some(0.9 * field)).unwrap_err().to_string();
    assert!(error.contains("a field of 0.78176620"), "{error} {field}");
    let open = Lattice::new(&[5, 7], H, &[Boundary::Periodic, Boundary::Fixed]).unwrap();
    let any = UniformB { quanta: Some(2.6), ..UniformB::default() };
    assert_eq!(any.flux(&open), Ok(2.6));
    for wrong in [(None, None), (Some(1.0), Some(1.0))] {
        assert!(of(wrong.0, wrong.1).is_err());
    }
}

#[test]
fn a_solenoid_is_met_only_by_going_round_it() {
    let run = on("[6, 9]", "\"fixed\"", "Solenoid(flux: 1.1, centre: [0.415, -0.415])");
    let found = fluxes(&run, [0, 1]);
    let (with, without): (Vec<f64>, Vec<f64>) = found.iter().partition(|flux| flux.abs() > 1e-13);
    assert_eq!((with.len(), without.len()), (1, 39));
    assert!((with[0] - 1.1).abs() < 1e-13);
    assert!((run.gauge.wilson_loop().angle(&run.state) - 1.1).abs() < 1e-13);
    let run = on("[12]", "\"periodic\"", "Solenoid(flux: 2.1)");
    assert!((run.gauge.wilson_loop().angle(&run.state) - 2.1).abs() < 1e-13);
    assert!(links(&run).values().iter().all(|angle| (angle - 2.1 / 12.0).abs() < 1e-15));
}

#[test]
fn potentials_are_where_they_were_put() {
    let given = "Step(height: 0.5, at: 0.83, axis: 1), Barrier(height: 2, width: 1.8, axis: 1, \
                 centre: -2.49), Well(height: 0.25, width: 1, axis: 0)";
    let run = on("[4, 9]", "\"periodic\"", given);
    for (row, x) in sites(&run.lattice) {
        // Positions along axis 1 are -4 h to 4 h, the barrier's middle is at -3 h.
        let step = if x >= 5 { 0.5 } else { 0.0 };
        let barrier = if (0..=2).contains(&x) { 2.0 } else { 0.0 };
        let well = if row == 2 { -0.25 } else { 0.0 };
        assert_eq!(potential(&run, (row, x)), step + barrier + well, "{row} {x}");
    }
    let run = on("[9]", "\"fixed\"", "Step(height: 0.5, width: 3)");
    let soft = |x: f64| 0.5 * (1.0 + (2.0 * x / 3.0).tanh()) / 2.0;
    for x in 0..9 {
        assert!((potential(&run, (0, x)) - soft(H * (x as f64 - 4.0))).abs() < 1e-15);
    }
}

/// The electric field of the coming tick, against the derivative of what is written.
#[test]
fn a_wave_has_the_field_it_says() {
    let k = TAU / (8.0 * H);
    let given = format!("Wave(field: 0.3, momentum: [{k}, 0], polarisation: [0, 2], phase: 0.4)");
    let mut run = on("[8, 5]", "\"periodic\"", &given);
    run.advance(9).unwrap();
    let time = run.clock.time() + 0.1;
    let crests = (0..8).map(|row| run.lattice.position(0, row));
    let expected = crests.map(|x| (0.3 * (k * time - k * x + 0.4).cos()).abs());
    let largest = expected.fold(0.0, f64::max);
    let found = readout::read_one(&run.look(), "electric-field").unwrap().value;
    assert!((found - largest).abs() < 2e-3 * largest, "{found} {largest}");
    let (now, h) = (run.clock.time(), H);
    for (row, x) in sites(&run.lattice) {
        let at = k * now - k * run.lattice.position(0, row) + 0.4;
        let turned = links(&run);
        assert_eq!(turned.at(row, x, 0), 0.0, "across the direction of travel");
        assert!((turned.at(row, x, 1) - h * 0.3 / k * at.sin()).abs() < 1e-14);
    }
    let run = on(
        "[40, 5]",
        "[\"fixed\", \"periodic\"]",
        &format!(
            "Wave(field: 0.3, momentum: [{k}, 0], polarisation: [0, 1], duration: 2, arrival: 1)"
        ),
    );
    let at = |row| links(&run).at(row, 2, 1);
    assert!(at(19).abs() > 1e-3 && at(39).abs() < 1e-12, "a pulse: {} {}", at(19), at(39));
}

#[test]
fn formulas_are_taken_at_the_middle_of_a_link_and_at_sites() {
    let given = "Expression(a: [\"0.1*x + t\", \"0.2*y\"], a0: \"0.3*x*y + L1 + m\")";
    let mut run = on("[4, 5]", "\"fixed\"", given);
    run.advance(2).unwrap();
    let (turned, time, h) = (links(&run), run.clock.time(), H);
    for (row, x) in sites(&run.lattice) {
        let [px, py, _] = run.lattice.site_position(row, x);
        let along = if row == 3 { 0.0 } else { 0.1 * (px + h / 2.0) + time };
        assert!((turned.at(row, x, 0) - along).abs() < 1e-15, "no angle leads out");
        let across = if x == 4 { 0.0 } else { 0.2 * (py + h / 2.0) };
        assert!((turned.at(row, x, 1) - across).abs() < 1e-15);
        assert!((potential(&run, (row, x)) - (0.3 * px * py + 4.0 * h + 0.37)).abs() < 1e-14);
    }
}

#[test]
fn a_background_that_stands_still_is_left_alone() {
    let given = "UniformB(quanta: 1), Expression(a0: \"sin(x)\")";
    let mut run = on("[4, 5]", "\"periodic\"", given);
    assert!(!run.gauge.moves() && !run.gauge.works());
    run.advance(3).unwrap();
    let run = on("[4, 5]", "\"periodic\"", "Expression(a0: \"sin(x - t)\")");
    assert!(run.gauge.moves() && run.gauge.works());
}

/// What is refused: the place, and what would be right.
#[test]
fn what_cannot_be_is_refused_where_it_is_written() {
    let cases = [
        ("2", "periodic", "UniformB(quanta: 1.5)", "background[0].quanta", "the nearest is 2"),
        ("1", "periodic", "UniformB(quanta: 1)", "background[0].plane[1]", "axes of this lattice"),
        ("2", "fixed", "UniformB()", "background[0]", "either its quanta or its field"),
        (
            "1",
            "periodic",
            "UniformE(field: 1, through: Potential)",
            "through",
            "use through: Links",
        ),
        ("2", "periodic", "UniformE(field: 1, axis: 2)", "background[0].axis", "0 to 1"),
        (
            "2",
            "periodic",
            "Solenoid(flux: 1, centre: [0.4, 0.4])",
            "background[0]",
            "fixed or absorbing",
        ),
        ("2", "fixed", "Solenoid(flux: 1)", "background[0].centre", "between sites"),
        ("1", "fixed", "Solenoid(flux: 1)", "background[0]", "a ring"),
        ("2", "fixed", "Step(height: 1), Well(width: 0)", "background[1].width", "positive"),
        ("2", "fixed", "Step(height: 1, width: -1)", "background[0].width", "from 0 to"),
        (
            "2",
            "periodic",
            "Wave(field: 1, momentum: [1, 0], polarisation: [0, 1])",
            "momentum[0]",
            "the nearest",
        ),
        (
            "2",
            "fixed",
            "Wave(field: 1, momentum: [1, 0], polarisation: [1, 1])",
            "polarisation",
            "across",
        ),
        (
            "2",
            "fixed",
            "Wave(field: 1, momentum: [1, 0])",
            "background[0].polarisation",
            "a direction",
        ),
        (
            "2",
            "fixed",
            "Wave(field: 1, polarisation: [1, 0])",
            "background[0].frequency",
            "positive",
        ),
        (
            "2",
            "periodic",
            "Wave(field: 1, momentum: [1, 0], polarisation: [0, 1], duration: 2)",
            "duration",
            "fixed",
        ),
        ("2", "fixed", "Expression(a: [\"x\", \"y +\"])", "background[0].a[1]", "expected"),
        (
            "2",
            "fixed",
            "Expression(a: [\"1\", \"2\", \"3\"])",
            "background[0].a",
            "3 values given, 2",
        ),
        ("2", "fixed", "Expression(a0: \"1/x\")", "background[0]", "must be finite"),
        ("2", "fixed", "Expression(a0: \"w\")", "background[0].a0", "unknown name"),
    ];
    for (dim, boundary, given, path, what) in cases {
        let dim: usize = dim.parse().unwrap();
        let text = scene(("dirac", "staged"), dim, boundary, &format!("background: [{given}]"));
        let error = parse("s.ron", &text, &[]).expect_err(given).to_string();
        assert!(error.contains(what), "{given}: {error}");
        let at = text.find(given.split('(').next().unwrap()).unwrap();
        assert!(error.starts_with("s.ron:1:"), "{error}");
        let column: usize = error.split(':').nth(2).unwrap().parse().unwrap();
        assert!(column >= at && !path.is_empty(), "{given}: {error} is at {at}");
    }
}

/// Every kind has an example that runs wherever it says so.
#[test]
fn every_kind_has_an_example_that_runs() {
    for (at, info) in BACKGROUNDS.iter().enumerate() {
        assert!(BACKGROUNDS[..at].iter().all(|other| other.name != info.name));
        let mut found = 0;
        for (dim, edges) in (1..=3).flat_map(|dim| [(dim, "periodic"), (dim, "fixed")]) {
            let mut run = dirac(dim, edges, "twin: true, drive: [Noise(amplitude: 2)]");
            let Some(background) = (info.example)(&run.lattice) else { continue };
            assert_eq!(background.info().name, info.name);
            found += 1;
            change(&mut run, &[GaugeCommand::SetBackground(vec![background])]);
            run.advance(5).unwrap();
            assert!(readout::covariance(&run.look()).unwrap() < 1e-13, "{} {dim}", info.name);
        }
        assert!(found > 0, "{}", info.name);
    }
}
