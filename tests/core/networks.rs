//! Neurons and networks as theories: their kernels are their losses, and bad ones are refused.

use crate::support::{difference, noise};
use fieldloom::lattice::{FieldState, Precision};
use fieldloom::network::{Break, Dense, Duality, Formula, NetworkError, draw};
use fieldloom::scene::export::{Exporter, import};
use fieldloom::scene::{BuildOptions, parse};
use fieldloom::simulation::Simulation;
use fieldloom::theory::Couplings;
use std::path::Path;

const QUARTIC: &str = "phi^2/2 + phi^4/4";

fn scene(theory: &str, shape: &str, schedule: &str) -> String {
    format!(
        r#"(
            theory: ({theory}),
            lattice: (shape: {shape}),
            schedule: (name: "{schedule}", dt: 0.01),
            precision: F64,
            initial: [Noise(amplitude: 0.4)],
        )"#
    )
}

fn network(extra: &str) -> String {
    format!(r#"name: "network", potential: "expr", expr: "{QUARTIC}", {extra}"#)
}

fn build_in(directory: &Path, text: &str) -> Result<Simulation, String> {
    let scene = parse("test", text, &[]).map_err(|error| error.to_string())?;
    let options = BuildOptions { base_dir: directory.to_owned(), ..BuildOptions::default() };
    scene.build(&options).map_err(|error| error.to_string())
}

fn build(text: &str) -> Result<Simulation, String> {
    build_in(Path::new(""), text)
}

fn flat(run: &Simulation) -> [Vec<f64>; 2] {
    let FieldState::F64(fields) = &run.state else { panic!() };
    [fields.phi.values().to_vec(), fields.pi.values().to_vec()]
}

fn duality(n: usize, broken: Break) -> Duality {
    let [w, b] = draw(n, 9, broken);
    let couplings = Couplings::default();
    let potential = Formula::parse(QUARTIC, "phi", &couplings).unwrap();
    let free = Formula::parse("sin(x) + x^3", "x", &couplings).unwrap();
    Duality::new(w, b, potential, free).unwrap()
}

/// One short forward-Euler tick is the learning system's rates, differentiated from its loss, F
/// included, whichever condition is broken.
#[test]
fn a_synchronous_tick_is_the_derivative_of_the_loss() {
    for (name, broken) in [
        ("dual", Break::Nothing),
        ("symmetric", Break::Symmetric),
        ("commute", Break::Commute),
        ("path", Break::Path),
    ] {
        let theory = network(&format!(r#"f: "sin(x) + x^3", draw: "{name}", seed: 9"#));
        let mut run = build(&scene(&theory, "[6, 2]", "synchronous")).unwrap();
        let [phi, pi] = flat(&run);
        let rates = duality(12, broken).learning_rates(&phi, &pi);
        run.step().unwrap();
        let found = flat(&run);
        for ((found, start), rates) in found.iter().zip([&phi, &pi]).zip(&rates) {
            let expected: Vec<f64> =
                start.iter().zip(rates).map(|(start, rate)| start + 0.01 * rate).collect();
            assert!(difference(found, &expected) < 1e-13, "{name}");
        }
    }
}

/// Staged ticks follow the learning system's own trajectory to second order.
#[test]
fn staged_ticks_converge_to_the_learning_system() {
    for name in ["dual", "symmetric", "path"] {
        let broken = fieldloom::network::BREAKS.iter().find(|(known, _)| *known == name).unwrap().1;
        let theory = network(&format!(r#"draw: "{name}", seed: 9"#));
        let text = scene(&theory, "[12]", "staged");
        let error = |dt: f64, ticks: u64| {
            let mut run = build(&text.replace("0.01", &dt.to_string())).unwrap();
            let [phi, pi] = flat(&run);
            let duality = duality(12, broken);
            let mut sides = duality.sides(&phi, &pi);
            (0..ticks).for_each(|_| sides.step(dt));
            run.advance(ticks).unwrap();
            difference(&flat(&run).concat(), &sides.learning.concat())
        };
        let order = (error(0.04, 25) / error(0.02, 50)).log2();
        assert!((order - 2.0).abs() < 0.05, "{name}: {order}");
    }
}

#[test]
fn the_report_names_the_condition_that_is_broken() {
    let phi: Vec<f64> = (0..10).map(|index| noise(4, index)).collect();
    for (name, broken) in fieldloom::network::BREAKS.iter().filter(|row| row.0 != "invertible") {
        let report = duality(10, *broken).conditions(&phi);
        let failed: Vec<_> = report.iter().filter(|row| !row.holds).map(|row| row.name).collect();
        let expected: &[&str] = if *name == "dual" { &[] } else { &[name] };
        assert_eq!(failed, expected);
    }
}

#[test]
fn a_quadratic_potential_needs_no_fourth_condition() {
    let [w, b] = draw(10, 9, Break::Path);
    let couplings = Couplings { m: 0.7, ..Couplings::default() };
    let formula = |text: &str, of: &str| Formula::parse(text, of, &couplings).unwrap();
    let duality = Duality::new(w, b, formula("m^2*phi^2/2", "phi"), formula("x^4", "x")).unwrap();
    let phi: Vec<f64> = (0..10).map(|index| noise(4, index)).collect();
    assert!(duality.conditions(&phi).iter().all(|condition| condition.holds));
    assert!(duality.distance(&phi, &phi, 0.05, 200) < 1e-11);
}

#[test]
fn a_run_goes_on_from_its_export_bit_by_bit() {
    let directory = tempfile::tempdir().unwrap();
    for theory in [
        network(r#"f: "x^2", draw: "path", seed: 2"#),
        r#"name: "neuron", potential: "phi4", f: "sin(x)""#.to_owned(),
    ] {
        let text = scene(&theory, "[9]", "staged");
        let mut run = build(&text).unwrap();
        run.advance(5).unwrap();
        let path = directory.path().join(theory[..14].replace(['"', ':', ' '], "_"));
        Exporter::new(&path, &text, 0).unwrap().write(&run).unwrap();
        let mut resumed = import(&path, &BuildOptions::default()).unwrap().simulation;
        run.advance(7).unwrap();
        resumed.advance(7).unwrap();
        assert_eq!(flat(&run), flat(&resumed));
    }
}

#[test]
fn matrices_come_from_files_as_well() {
    let directory = tempfile::tempdir().unwrap();
    let [w, b] = draw(3, 1, Break::Nothing);
    let rows = |matrix: &Dense| {
        let rows: Vec<String> = (0..3).map(|row| format!("{:?}", matrix.row(row))).collect();
        format!("[{}]", rows.join(", "))
    };
    for (name, matrix) in [("w", &w), ("b", &b)] {
        let array = ndarray::Array2::from_shape_fn((3, 3), |(i, j)| matrix.at(i, j));
        ndarray_npy::write_npy(directory.path().join(format!("{name}.npy")), &array).unwrap();
    }
    let filed = network(r#"w: "w.npy", b: "b.npy""#);
    let inline = network(&format!("w: {}, b: {}", rows(&w), rows(&b)));
    let run = |theory: &str| {
        let mut run = build_in(directory.path(), &scene(theory, "[3]", "staged")).unwrap();
        run.advance(10).unwrap();
        flat(&run)
    };
    assert_eq!(run(&filed), run(&inline));
}

#[test]
fn what_is_no_network_is_refused_with_a_reason() {
    let directory = tempfile::tempdir().unwrap();
    let array = ndarray::Array2::<f64>::zeros((3, 2));
    ndarray_npy::write_npy(directory.path().join("w.npy"), &array).unwrap();
    let unit = "b: [[1, 0], [0, 1]]";
    for (theory, shape, reason) in [
        (network("w: [[1, 0], [0, 1]], b: [[1, 2], [2, 4]]"), "[2]", "B is singular"),
        (network(&format!("w: [[1, 0, 0], [0, 1, 0]], {unit}")), "[2]", "W has 2 rows and 3"),
        (network(&format!("w: [[1, 0], [0]], {unit}")), "[2]", "W has 2 rows and 1"),
        (network(&format!("w: [[1, 0], [0, 1]], {unit}")), "[3]", "needs 3 x 3"),
        (network(&format!("w: \"w.npy\", {unit}")), "[2]", "shape (3, 2)"),
        (network(&format!("w: \"gone.npy\", {unit}")), "[2]", "gone.npy"),
        (network(&format!("w: 3, {unit}")), "[2]", "a matrix in rows"),
        (network(unit), "[2]", "both w and b"),
        (network(r#"draw: "dul""#), "[2]", "did you mean `dual`"),
        (network(r#"draw: "invertible""#), "[8]", "B is singular"),
        (network(r#"draw: "dual""#), "[300]", "256 are the most"),
        (network(r#"draw: "dual", f: "abs(x)""#), "[4]", "not differentiable"),
        (network(r#"draw: "dual", f: "ln(x)""#), "[4]", "not finite"),
        (network(r#"draw: "dual", f: "1/x""#), "[8]", "not finite at 0"),
        (network(r#"draw: "dual", f: "y""#), "[4]", "unknown name"),
        (
            r#"name: "neuron", potential: "expr", expr: "abs(phi)""#.into(),
            "[4]",
            "not differentiable",
        ),
        (r#"name: "neuron", potential: "expr", expr: "ln(phi)""#.into(), "[4]", "not finite"),
        (
            r#"name: "neuron", potential: "expr", expr: "1/phi""#.into(),
            "[8]",
            "not finite at phi = 0",
        ),
        (r#"name: "neuron", potential: "phi4", w: [[1]]"#.into(), "[4]", "takes no `w`"),
        (r#"name: "dirac", f: "x""#.into(), "[4]", "takes no `f`"),
    ] {
        let text = scene(&theory, shape, "staged");
        let error = build_in(directory.path(), &text).map(|_| ()).unwrap_err();
        assert!(error.contains(reason), "{theory}: {error}");
    }
}

#[test]
fn edges_are_refused() {
    let text = scene(r#"name: "neuron", potential: "phi4""#, r#"[8], boundary: "fixed""#, "staged");
    assert!(build(&text).unwrap_err().contains("neuron has no fixed boundary"));
}

#[test]
fn single_precision_follows() {
    let text = scene(&network(r#"draw: "dual""#), "[8]", "staged");
    let scene = parse("test", &text, &[]).unwrap();
    let precision = Some(Precision::F32);
    let mut run = scene.build(&BuildOptions { precision, ..BuildOptions::default() }).unwrap();
    let mut wide = build(&text).unwrap();
    run.advance(100).unwrap();
    wide.advance(100).unwrap();
    let expected = flat(&wide)[0].clone();
    let FieldState::F32(fields) = &run.state else { panic!() };
    let found: Vec<f64> = fields.phi.values().iter().map(|x| f64::from(*x)).collect();
    assert!(difference(&found, &expected) < 1e-5);
}

#[test]
fn matrices_of_different_sizes_make_no_duality() {
    let formula = Formula::parse("0", "phi", &Couplings::default()).unwrap();
    let error = Duality::new(Dense::one(3), Dense::one(2), formula.clone(), formula).unwrap_err();
    assert!(matches!(error, NetworkError::Shape { name: "B", neurons: 3, .. }));
}
