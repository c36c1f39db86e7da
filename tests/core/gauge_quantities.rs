//! Local quantities of a field in a gauge.

use crate::support::{components, noisy, parameters};
use fieldloom::gauge::{
    Background, Fix, GaugeCommand, GaugeMode, Noise, ThetaSource, Through, UniformB, UniformE,
};
use fieldloom::lattice::{Boundary, Lattice};
use fieldloom::quantity::{
    Given, InGauge, Needs, QUANTITIES, QuantityError, QuantityInfo, Sight, at, quantity,
    sample_vectors, vector_named,
};
use fieldloom::simulation::{Cadence, Simulation};
use fieldloom::tick::tick;

const H: f64 = 0.83;
const ALL: Given = Given { gauge: true, twin: true };

fn run(
    shape: &[usize],
    edges: &[Boundary],
    wilson: f64,
    background: Vec<Background>,
) -> Simulation {
    let lattice = Lattice::new(shape, H, edges).unwrap();
    let mut model = parameters("dirac", 0.1);
    model.couplings.r = wilson;
    model.schedule = tick(if wilson == 0.0 { "staged" } else { "unitary" }).unwrap();
    let state = noisy(&lattice, components("dirac", lattice.dim()), 3);
    let mut run = Simulation::new(lattice, model, state, Cadence { measure_every: 0 }).unwrap();
    change(&mut run, GaugeCommand::SetBackground(background));
    run
}

fn change(run: &mut Simulation, command: GaugeCommand) {
    run.change_gauge(&command).unwrap_or_else(|error| panic!("{command}: {error}"));
}

fn random(amplitude: f64) -> GaugeCommand {
    GaugeCommand::Rotate(ThetaSource::Noise(Noise { amplitude, seed: 11 }))
}

fn here(run: &Simulation) -> impl Iterator<Item = &'static QuantityInfo> {
    let dim = run.lattice.dim();
    QUANTITIES.iter().filter(move |info| (info.applies)("dirac", dim))
}

/// A quantity at every site.
fn values(run: &Simulation, info: &QuantityInfo, twin: bool) -> Vec<f64> {
    let gauge = InGauge::new(run.look());
    let gauge = if twin { gauge.of_twin().expect("a twin") } else { gauge };
    let sight = Sight::in_gauge(&gauge);
    let sites =
        (0..run.lattice.rows()).flat_map(|row| (0..run.lattice.row_len()).map(move |x| (row, x)));
    sites.flat_map(|(row, x)| at(info, &sight, row, x)).collect()
}

fn apart(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

fn named(name: &str, dim: usize) -> &'static QuantityInfo {
    quantity(name, "dirac", dim, ALL).expect("registered")
}

const SHAPES: [&[usize]; 3] = [&[9], &[4, 6], &[3, 4, 5]];

fn magnetic(dim: usize) -> Vec<Background> {
    let field = UniformB { quanta: Some(2.0), ..UniformB::default() };
    if dim > 1 { vec![Background::UniformB(field)] } else { Vec::new() }
}

#[test]
fn what_is_the_same_in_every_gauge_is_and_the_rest_is_not() {
    let depends = ["phi", "pi", "psi", "phase", "link", "gauge-angle", "difference"];
    for shape in SHAPES {
        let mut run = run(shape, &[Boundary::Periodic], 0.0, magnetic(shape.len()));
        change(&mut run, GaugeCommand::Twin(true));
        run.advance(3).unwrap();
        change(&mut run, random(2.5));
        run.advance(2).unwrap();
        for info in here(&run) {
            let [field, twin] = [false, true].map(|twin| values(&run, info, twin));
            let stem = info.name.trim_end_matches(char::is_numeric);
            let moved = apart(&field, &twin);
            if depends.contains(&stem) && info.name != "difference" {
                assert!(moved > 0.1, "{} {moved:e}", info.name);
            } else {
                assert!(moved < 1e-12, "{} {moved:e}", info.name);
            }
        }
    }
}

#[test]
fn the_difference_is_rounding_until_the_field_alone_is_turned() {
    for shape in SHAPES {
        let mut run = run(shape, &[Boundary::Periodic], 0.0, magnetic(shape.len()));
        change(&mut run, GaugeCommand::Twin(true));
        let difference = named("difference", shape.len());
        change(&mut run, random(1.7));
        run.advance(20).unwrap();
        assert!(values(&run, difference, false).into_iter().fold(0.0, f64::max) < 1e-13);
        change(&mut run, GaugeCommand::SetMode(GaugeMode::Bare));
        change(&mut run, random(0.6));
        // At once it is the twin turned as far, since Θ counts what was turned; then it moves away.
        assert!(values(&run, difference, false).into_iter().fold(0.0, f64::max) < 1e-13);
        run.advance(10).unwrap();
        assert!(values(&run, difference, false).into_iter().fold(0.0, f64::max) > 0.01);
    }
}

#[test]
fn the_current_on_links_is_what_the_density_loses() {
    for (shape, wilson) in SHAPES.into_iter().flat_map(|shape| [(shape, 0.0), (shape, 0.7)]) {
        let mut run = run(shape, &[Boundary::Fixed], wilson, Vec::new());
        change(&mut run, random(2.0));
        for mu in 0..shape.len() {
            let info = named(&format!("link-current{}", mu + 1), shape.len());
            let found = values(&run, info, false);
            let mut wanted = vec![0.0; run.lattice.row_len()];
            for row in 0..run.lattice.rows() {
                run.dynamics.link_current(&run.lattice, &run.state, (row, mu), &mut wanted);
                for (x, wanted) in wanted.iter().enumerate() {
                    let found = found[2 * (row * run.lattice.row_len() + x)];
                    assert!((found - H * wanted).abs() < 1e-13, "{shape:?} {mu} {row} {x}");
                }
            }
        }
    }
}

#[test]
fn the_energy_of_sites_adds_up_in_a_gauge_field() {
    for (shape, wilson) in SHAPES.into_iter().flat_map(|shape| [(shape, 0.0), (shape, 0.7)]) {
        let field = UniformE { field: 0.3, axis: shape.len() - 1, through: Through::Potential };
        let mut run = run(shape, &[Boundary::Fixed], wilson, vec![Background::UniformE(field)]);
        change(&mut run, random(2.0));
        let sum: f64 = values(&run, named("energy-density", shape.len()), false).iter().sum();
        let energy = run.dynamics.energy(&run.lattice, &run.state);
        let found = sum * run.lattice.cell();
        assert!((found - energy).abs() < 1e-12 * (1.0 + energy.abs()), "{found} {energy}");
    }
}

#[test]
fn the_electric_field_is_the_one_that_was_asked_for_in_every_gauge() {
    let driven = GaugeCommand::Drive(vec![ThetaSource::Noise(Noise { amplitude: 2.0, seed: 5 })]);
    for (through, edges) in
        [(Through::Links, Boundary::Periodic), (Through::Potential, Boundary::Fixed)]
    {
        for shape in SHAPES {
            let axis = shape.len() / 2;
            let field = UniformE { field: 0.3, axis, through };
            let mut run = run(shape, &[edges], 0.0, vec![Background::UniformE(field)]);
            change(&mut run, GaugeCommand::Twin(true));
            run.advance(2).unwrap();
            for step in 0..4 {
                match step {
                    1 => change(&mut run, random(2.0)),
                    2 => change(&mut run, GaugeCommand::Fix(Fix::Temporal)),
                    3 => change(&mut run, driven.clone()),
                    _ => {}
                }
                run.advance(3).unwrap();
                for twin in [false, true] {
                    check_electric(&run, axis, twin, &format!("{through:?} {shape:?} {step}"));
                }
            }
        }
    }
}

/// The field is 0.3 along an axis on the links that lead somewhere, and 0 along others.
fn check_electric(run: &Simulation, axis: usize, twin: bool, case: &str) {
    let lattice = &run.lattice;
    for mu in 0..lattice.dim() {
        let info = named(&format!("electric{}", mu + 1), lattice.dim());
        let found = values(run, info, twin);
        for (i, found) in found.iter().step_by(2).enumerate() {
            let (row, x) = (i / lattice.row_len(), i % lattice.row_len());
            let leads =
                lattice.neighbour((row, x), mu, fieldloom::lattice::Direction::Forward).is_some();
            let wanted = if mu == axis && leads { 0.3 } else { 0.0 };
            assert!((found - wanted).abs() < 1e-11, "{case} {mu} {row} {x} {twin}: {found}");
        }
    }
}

#[test]
fn the_flux_of_a_plaquette_is_that_of_the_background() {
    for shape in &SHAPES[1..] {
        let mut run = run(shape, &[Boundary::Periodic], 0.0, magnetic(shape.len()));
        change(&mut run, random(3.0));
        let wanted = std::f64::consts::TAU * 2.0 / (shape[0] * shape[1]) as f64;
        let found = values(&run, named("flux12", shape.len()), false);
        assert!(found.iter().step_by(2).all(|flux| (flux - wanted).abs() < 1e-12));
    }
}

#[test]
fn the_magnetic_field_is_that_of_the_background_whichever_way_its_plane_lies() {
    for (shape, plane) in [(&[4, 6][..], [0, 1]), (&[3, 4, 5], [1, 2]), (&[3, 4, 5], [0, 2])] {
        let field = UniformB { quanta: Some(1.0), plane: plane.to_vec(), ..UniformB::default() };
        let mut run = run(shape, &[Boundary::Periodic], 0.0, vec![Background::UniformB(field)]);
        change(&mut run, random(3.0));
        let size = std::f64::consts::TAU / (shape[plane[0]] * shape[plane[1]]) as f64 / (H * H);
        // (e_1, e_3) turns left as seen against e_2.
        let (axis, sign) = (3 - plane[0] - plane[1], if plane == [0, 2] { -1.0 } else { 1.0 });
        let gauge = InGauge::new(run.look());
        let info = vector_named("magnetic", "dirac", shape.len(), ALL).unwrap().expect("there");
        let mut arrows = Vec::new();
        sample_vectors(info, &Sight::in_gauge(&gauge), &[(0, 0), (1, 2)], &mut arrows);
        for found in arrows {
            for (mu, found) in found.into_iter().enumerate() {
                let wanted = if mu == axis { sign * size } else { 0.0 };
                assert!((f64::from(found) - wanted).abs() < 1e-6, "{plane:?} {mu}: {found}");
            }
        }
    }
}

#[test]
fn a_uniform_electric_field_begins_and_ends_at_the_edges() {
    for shape in SHAPES {
        let field = UniformE { field: 0.3, axis: 0, through: Through::Links };
        let mut run = run(shape, &[Boundary::Fixed], 0.0, vec![Background::UniformE(field)]);
        change(&mut run, random(2.0));
        let found = values(&run, named("electric-divergence", shape.len()), false);
        for (i, found) in found.iter().step_by(2).enumerate() {
            let (row, x) = (i / run.lattice.row_len(), i % run.lattice.row_len());
            let wanted = match run.lattice.index(row, x, 0) {
                0 => 0.3 / H,
                i if i + 1 == shape[0] => -0.3 / H,
                _ => 0.0,
            };
            assert!((found - wanted).abs() < 1e-11, "{shape:?} {row} {x}: {found}");
        }
    }
}

#[test]
fn arrows_have_what_the_quantities_along_the_axes_have() {
    for shape in &SHAPES[1..] {
        let field = UniformE { field: 0.3, axis: 1, through: Through::Links };
        let mut run = run(shape, &[Boundary::Periodic], 0.0, vec![Background::UniformE(field)]);
        change(&mut run, random(2.0));
        let (gauge, dim) = (InGauge::new(run.look()), shape.len());
        let sight = Sight::in_gauge(&gauge);
        for (vector, part) in
            [("links", "link"), ("electric", "electric"), ("link-current", "link-current")]
        {
            let info = vector_named(vector, "dirac", dim, ALL).expect("known").expect("there");
            let mut arrows = Vec::new();
            sample_vectors(info, &sight, &[(1, 2)], &mut arrows);
            for (mu, found) in arrows[0].into_iter().enumerate() {
                let name = format!("{part}{}", mu + 1);
                let wanted = if mu < dim { at(named(&name, dim), &sight, 1, 2)[0] } else { 0.0 };
                assert!((f64::from(found) - wanted).abs() < 1e-6, "{name}: {found} {wanted}");
            }
        }
        let refused = vector_named("links", "dirac", dim, Given::default()).expect_err("no gauge");
        assert!(matches!(refused, QuantityError::Missing { .. }), "{refused}");
    }
}

#[test]
fn what_is_not_there_is_refused_with_what_would_be_right() {
    let refusal = |name: &str, given| quantity(name, "dirac", 2, given).expect_err("refused");
    let none = Given::default();
    for info in QUANTITIES.iter().filter(|info| info.needs != Needs::Field) {
        let text = refusal(info.name, none).to_string();
        let wanted = if info.needs == Needs::Twin { "twin: true" } else { "background" };
        if (info.applies)("dirac", 2) {
            assert!(text.contains(info.name) && text.contains(wanted), "{text}");
            assert!(!text[text.find("there is:").unwrap()..].contains(info.name), "{text}");
        }
    }
    assert!(matches!(refusal("flux13", ALL), QuantityError::Inapplicable { .. }));
    assert!(quantity("difference", "klein-gordon", 2, ALL).is_err());
    let alone = run(&[4, 6], &[Boundary::Periodic], 0.0, Vec::new());
    assert_eq!(Given::of(&alone.parameters, &alone.gauge, &alone.state), none);
    let mut turned = alone;
    change(&mut turned, random(1.0));
    let given = |run: &Simulation| Given::of(&run.parameters, &run.gauge, &run.state);
    assert_eq!(given(&turned), Given { gauge: true, twin: false });
    change(&mut turned, GaugeCommand::Twin(true));
    assert_eq!(given(&turned), ALL);
}
