//! Observables against formulas written out over arrays, and the watch over their drift: each on a
//! run that keeps the law and on a twin that breaks it.

use crate::oracle::*;
use crate::support::{parameters, values as all_values};
use fieldloom::lattice::{Boundary, FieldState, Lattice, Precision};
use fieldloom::observable::{OBSERVABLES, Promise, observable, observables};
use fieldloom::simulation::{Cadence, Level, Parameters, Simulation};

const SHAPES: [&[usize]; 3] = [&[17], &[6, 9], &[4, 5, 7]];

fn measured(run: &Simulation, name: &str) -> f64 {
    (observable(name, &run.parameters, &run.lattice).unwrap().measure)(&run.look())
}

/// Makes one value of phi different.
fn spoil(state: &mut FieldState, by: f64) {
    match state {
        FieldState::F32(fields) => fields.phi.values_mut()[3] += by as f32,
        FieldState::F64(fields) => fields.phi.values_mut()[3] += by,
    }
}

fn near(found: f64, wanted: f64, tolerance: f64) {
    assert!((found - wanted).abs() <= tolerance * wanted.abs(), "{found}, not {wanted}");
}

#[test]
fn norm_and_max_are_what_their_formulas_say() {
    for shape in SHAPES {
        for (model, precision) in [("dirac", Precision::F64), ("mass", Precision::F32)] {
            let lattice = edged(shape, Boundary::Periodic);
            let run = simulation(&lattice, &parameters(model, 0.1), precision, 1);
            let (phi, pi) = arrays(&lattice, &run.state);
            let both = || phi.iter().chain(&pi);
            let cell = H.powi(shape.len() as i32);
            near(measured(&run, "norm"), cell * both().map(|v| v * v).sum::<f64>(), 1e-13);
            assert_eq!(measured(&run, "max"), both().fold(0.0, |most: f64, v| most.max(v.abs())));
        }
    }
}

#[test]
fn the_charge_is_what_its_formula_says() {
    for shape in SHAPES {
        let (lattice, dt) = (edged(shape, Boundary::Periodic), 0.21);
        let run = simulation(&lattice, &parameters("dirac", dt), Precision::F64, 1);
        let (phi, pi) = arrays(&lattice, &run.state);
        let x = factors(run.state.components());
        let mut charge = 0.0;
        for site in sites(shape) {
            let (f, p) = (values(&phi, &site), values(&pi, &site));
            charge += f.iter().chain(&p).map(|v| v * v).sum::<f64>();
            let b_phi = (0..f.len()).map(|a| {
                let axes = (0..shape.len()).map(|mu| {
                    let behind = values(&phi, &beside(&site, mu, -1));
                    let slope = f.iter().zip(&behind).map(|(here, behind)| (here - behind) / H);
                    x[mu + 1][a].iter().zip(slope).map(|(x, slope)| x * slope).sum::<f64>()
                });
                axes.sum::<f64>()
            });
            charge -= dt * dt / 4.0 * b_phi.map(|v| v * v).sum::<f64>();
        }
        near(measured(&run, "charge"), lattice.cell() * charge, 1e-13);
    }
}

#[test]
fn a_run_has_the_observables_of_its_theory() {
    let lattice = edged(&[6, 9], Boundary::Periodic);
    let names = |model: &str| {
        let parameters = parameters(model, 0.1);
        observables(&parameters, &lattice, false).map(|info| info.name).collect::<Vec<_>>()
    };
    assert_eq!(names("dirac"), ["energy", "loss", "charge", "norm", "max"]);
    assert_eq!(names("mass"), ["energy", "staged-energy", "loss", "norm", "max"]);
    assert_eq!(names("phi4"), ["energy", "loss", "norm", "max"]);
    let error = observable("chrage", &parameters("dirac", 0.1), &lattice).expect_err("misspelt");
    assert_eq!(error.nearest, "charge");
    assert!(observable("charge", &parameters("mass", 0.1), &lattice).is_err());
    for (i, info) in OBSERVABLES.iter().enumerate() {
        assert!(OBSERVABLES[..i].iter().all(|other| other.name != info.name));
    }
}

/// Runs 300 ticks, then as many with one value spoiled halfway; returns both.
fn sound_and_spoiled(
    lattice: &Lattice,
    parameters: &Parameters,
    precision: Precision,
    by: f64,
) -> [Simulation; 2] {
    [0.0, by].map(|by| {
        let mut run = simulation(lattice, parameters, precision, 5);
        run.advance(150).unwrap();
        spoil(&mut run.state, by);
        run.advance(150).unwrap();
        run
    })
}

#[test]
fn an_exact_promise_is_kept_to_rounding_and_its_breach_is_seen() {
    let edges =
        [Boundary::Periodic, Boundary::Fixed, Boundary::Absorbing { width: 2, strength: 0.4 }];
    for shape in SHAPES {
        for edge in edges {
            for (model, name) in [("dirac", "charge"), ("mass", "staged-energy")] {
                for (precision, by) in [(Precision::F64, 1e-3), (Precision::F32, 0.5)] {
                    let lattice = edged(shape, edge);
                    let parameters = parameters(model, 0.2);
                    let runs = sound_and_spoiled(&lattice, &parameters, precision, by);
                    let [sound, spoiled] = runs.map(|run| run.measurements.drift(name).unwrap());
                    assert_eq!(
                        sound.level,
                        Some(Level::Green),
                        "{model} {shape:?} {edge:?} {sound:?}"
                    );
                    assert!(sound.warning().is_none() && sound.worst > 0.0);
                    assert!(precision == Precision::F32 || sound.worst < 1e-12, "{sound:?}");
                    assert_eq!(spoiled.level, Some(Level::Red), "{model} {shape:?} {spoiled:?}");
                    assert!(spoiled.warning().unwrap().starts_with(name));
                }
            }
        }
    }
}

#[test]
fn what_is_absorbed_counts_and_must_be_right() {
    let lattice = edged(&[14, 11], Boundary::Absorbing { width: 4, strength: 1.5 });
    for (model, name) in [("dirac", "charge"), ("mass", "energy"), ("phi4", "energy")] {
        let mut run = simulation(&lattice, &parameters(model, 0.1), Precision::F64, 10);
        let first = measured(&run, name);
        run.advance(400).unwrap();
        assert!(measured(&run, name) < 0.7 * first, "{model}: little was absorbed");
        let drift = run.measurements.drift(name).unwrap();
        assert_eq!(drift.level, Some(Level::Green), "{model}: {drift:?}");
        let FieldState::F64(fields) = &mut run.state else { panic!("double precision") };
        fields.absorbed = 0.0;
        run.advance(10).unwrap();
        assert!(run.measurements.drift(name).unwrap().level > Some(Level::Green), "{model}");
    }
}

#[test]
fn the_energy_stays_in_bounds_of_second_order_and_its_breach_is_seen() {
    for model in ["dirac", "mass", "phi4", "sine-gordon"] {
        let lattice = edged(&[6, 9], Boundary::Periodic);
        let worst = |dt: f64| {
            let mut run = simulation(&lattice, &parameters(model, dt), Precision::F64, 1);
            run.advance((12.0 / dt) as u64).unwrap();
            let drift = run.measurements.drift("energy").unwrap();
            assert_eq!(drift.level, Some(Level::Green), "{model}: {drift:?}");
            drift.worst
        };
        let slope = (worst(0.06) / worst(0.03)).log2();
        assert!((slope - 2.0).abs() < 0.1, "{model}: slope {slope}");
        let [_, spoiled] =
            sound_and_spoiled(&lattice, &parameters(model, 0.03), Precision::F64, 9.0);
        let drift = spoiled.measurements.drift("energy").unwrap();
        assert!(drift.level > Some(Level::Green), "{model}: {drift:?}");
        assert_eq!(
            spoiled.measurements.warnings().filter(|text| text.starts_with("energy")).count(),
            1
        );
    }
}

#[test]
fn nothing_is_promised_beyond_the_stable_limit() {
    let lattice = edged(&[6, 9], Boundary::Periodic);
    let model = Parameters { allow_unstable: true, ..parameters("dirac", 0.6) };
    let run = simulation(&lattice, &model, Precision::F64, 1);
    assert!(run.measurements.drifts().all(|drift| drift.bound.is_none() && drift.level.is_none()));
}

#[test]
fn with_absorbing_edges_a_dirac_field_promises_charge_not_energy() {
    let absorbing = edged(&[8, 9], Boundary::Absorbing { width: 2, strength: 0.5 });
    let periodic = edged(&[8, 9], Boundary::Periodic);
    let promise = |name: &str, model: &str, lattice: &Lattice| {
        let parameters = parameters(model, 0.1);
        (observable(name, &parameters, lattice).unwrap().promise)(&parameters, lattice)
    };
    assert_eq!(promise("energy", "dirac", &absorbing), Promise::None);
    assert_eq!(promise("charge", "dirac", &absorbing), Promise::Exact);
    assert_eq!(promise("energy", "dirac", &periodic), Promise::Order(2));
    assert_eq!(promise("energy", "mass", &absorbing), Promise::Order(2));
}

#[test]
fn values_do_not_depend_on_the_number_of_threads() {
    let lattice = edged(&[61, 67], Boundary::Periodic);
    for (model, precision) in [("dirac", Precision::F32), ("phi4", Precision::F64)] {
        let series = |threads: usize| {
            on_threads(threads, || {
                let mut run = simulation(&lattice, &parameters(model, 0.1), precision, 3);
                run.advance(30).unwrap();
                let rows = run.measurements.series().rows();
                rows.flat_map(|row| row.values.to_vec()).map(f64::to_bits).collect::<Vec<_>>()
            })
        };
        let one = series(1);
        assert!(one.len() >= 33);
        assert_eq!(series(2), one);
        assert_eq!(series(8), one);
    }
}

#[test]
fn the_table_has_a_column_for_each_observable_and_a_row_for_each_measurement() {
    let lattice = edged(&[13], Boundary::Periodic);
    let mut run = simulation(&lattice, &parameters("dirac", 0.125), Precision::F64, 4);
    run.advance(10).unwrap();
    let mut text = Vec::new();
    run.measurements.write_csv(&mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "tick,time,energy,loss,charge,norm,max");
    let starts: Vec<_> =
        lines[1..].iter().map(|line| line.splitn(3, ',').collect::<Vec<_>>()).collect();
    let starts: Vec<_> = starts.iter().map(|line| (line[0], line[1])).collect();
    assert_eq!(starts, [("0", "0"), ("4", "0.5"), ("8", "1")]);
    let last: Vec<f64> = lines[3].split(',').map(|text| text.parse().unwrap()).collect();
    let energy: Vec<(f64, f64)> = run.measurements.values("energy").unwrap().collect();
    assert_eq!(energy[2], (last[1], last[2]));
}

/// What a checkpoint keeps, as text and back.
fn written_and_read<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    ron::from_str(&ron::to_string(value).unwrap()).unwrap()
}

#[test]
fn a_resumed_run_watches_as_the_unbroken_one_does() {
    let lattice = edged(&[6, 9], Boundary::Periodic);
    let model = parameters("dirac", 0.2);
    let mut whole = simulation(&lattice, &model, Precision::F64, 10);
    whole.advance(45).unwrap();
    let (state, clock) = (whole.state.clone(), written_and_read(&whole.clock));
    let baseline = written_and_read(&whole.measurements.baseline());
    let cadence = Cadence { measure_every: 10 };
    let mut resumed = Simulation::resume(lattice, model, state, cadence, clock).unwrap();
    resumed.measurements.restore(&baseline);
    for run in [&mut whole, &mut resumed] {
        run.advance(55).unwrap();
    }
    assert_eq!(all_values(&whole.state), all_values(&resumed.state));
    assert_eq!(whole.measurements.baseline(), resumed.measurements.baseline());
    let pairs = whole.measurements.drifts().zip(resumed.measurements.drifts());
    for (a, b) in pairs {
        assert_eq!(
            (a.initial, a.latest, a.worst, a.bound),
            (b.initial, b.latest, b.worst, b.bound)
        );
    }
    let ticks: Vec<u64> = resumed.measurements.series().rows().map(|row| row.tick).collect();
    assert_eq!(ticks, [45, 50, 60, 70, 80, 90, 100]);
}
