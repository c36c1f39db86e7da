//! What can be done to a gauge, and undone.

use super::support::*;
use crate::support::{difference, values};
use fieldloom::gauge::{
    Background, Constant, Fix, GaugeCommand, GaugeFault, GaugeMode, Instant, Profile, Stroke,
    ThetaSource, Travelling, UniformB, readout,
};
use fieldloom::lattice::{FieldState, Precision};
use fieldloom::scene::{BuildOptions, parse};
use fieldloom::simulation::Simulation;

fn has_links(run: &Simulation) -> bool {
    match &run.state {
        FieldState::F32(fields) => fields.gauge.is_some(),
        FieldState::F64(fields) => fields.gauge.is_some(),
    }
}

fn stroke(x: f64, negated: bool) -> GaugeCommand {
    GaugeCommand::Rotate(ThetaSource::Stroke(Stroke {
        centre: vec![x, 0.4],
        radius: 1.3,
        strength: 2.1,
        profile: Profile::Gaussian,
        negated,
    }))
}

#[test]
fn undoing_the_gauge_returns_the_state_and_its_links() {
    for (edges, given) in [("periodic", "UniformB(quanta: 1)"), ("fixed", "")] {
        let mut run = dirac(2, edges, &format!("background: [{given}]"));
        let (before, turned) = (run.state.clone(), links(&run));
        let commands = [
            rotate(2.0, 1),
            stroke(0.7, false),
            mode(GaugeMode::Bare),
            stroke(-0.5, false),
            mode(GaugeMode::Covariant),
            drive(3.0),
        ];
        change(&mut run, &commands);
        assert!(difference(&values(&run.state), &values(&before)) > 0.1);
        change(&mut run, &[GaugeCommand::UndoGauge]);
        let error = difference(&values(&run.state), &values(&before));
        assert!(error < 1e-14, "{error:e}");
        assert_eq!(links(&run), turned, "to the last bit: links are made anew");
        assert!(run.gauge.drive().is_empty() && !run.gauge.moves());
        assert_eq!(has_links(&run), !given.is_empty(), "no links where there is nothing in them");
    }
}

#[test]
fn a_negated_stroke_takes_a_stroke_away() {
    let mut run = dirac(2, "periodic", "");
    let before = run.state.clone();
    change(&mut run, &[stroke(0.3, false), stroke(0.3, true)]);
    let error = difference(&values(&run.state), &values(&before));
    assert!(error < 1e-15 && !has_links(&run), "{error:e}");
}

#[test]
fn strokes_are_done_again_to_the_last_bit() {
    for precision in [Precision::F32, Precision::F64] {
        let play = || {
            let text = scene(("dirac", "staged"), 2, "periodic", "twin: true");
            let mut run = build(&text, precision);
            for n in 0..5 {
                change(&mut run, &[stroke(0.4 * f64::from(n) - 1.0, n % 2 == 1)]);
                run.advance(3).unwrap();
            }
            run
        };
        let (one, other) = (play(), play());
        assert_eq!(one.state, other.state);
        let [theta, again] =
            [&one, &other].map(|run| run.gauge.theta(&run.lattice, &Instant::of(&run.clock)));
        assert_eq!(theta, again);
    }
}

#[test]
fn sources_add_up_and_the_latest_drive_replaces_the_one_before() {
    let mut run = dirac(1, "periodic", "");
    let constant = |theta: f64| ThetaSource::Constant(Constant { theta, rate: 0.0 });
    change(
        &mut run,
        &[
            GaugeCommand::Rotate(constant(0.4)),
            GaugeCommand::Drive(vec![constant(1.0), constant(0.25)]),
            GaugeCommand::Drive(vec![constant(0.5)]),
        ],
    );
    let theta = |run: &Simulation| run.gauge.theta(&run.lattice, &Instant::of(&run.clock));
    assert!(theta(&run).values().iter().all(|theta| (theta - 0.9).abs() < 1e-15));
    change(&mut run, &[GaugeCommand::Drive(Vec::new())]);
    assert!(theta(&run).values().iter().all(|theta| (theta - 0.4).abs() < 1e-15));
    let free = dirac(1, "periodic", "");
    let ((u, _), (w, _)) = (free.state.at(0, 3, 0), free.state.at(0, 3, 1));
    let turned = 0.4f64.cos() * u + 0.4f64.sin() * w;
    assert!((run.state.at(0, 3, 0).0 - turned).abs() < 1e-15);
}

/// The mode may be changed while a drive goes on: what it has done to the links stays.
#[test]
fn the_mode_changes_in_the_middle_of_a_drive() {
    let mut run = dirac(2, "periodic", "twin: true, drive: [Noise(amplitude: 2)]");
    run.advance(5).unwrap();
    let before = links(&run);
    change(&mut run, &[mode(GaugeMode::Bare)]);
    assert!(difference(links(&run).values(), before.values()) < 1e-15);
    change(&mut run, &[mode(GaugeMode::Covariant)]);
    assert!(difference(links(&run).values(), before.values()) < 1e-15);
    run.advance(5).unwrap();
    assert!(readout::covariance(&run.look()).unwrap() < 1e-13);
}

#[test]
fn a_field_without_a_phase_has_no_gauge() {
    let text = "(theory: (name: \"klein-gordon\", potential: \"mass\"), lattice: (shape: [9]), \
                schedule: (name: \"staged\", dt: 0.2), initial: [Noise()])";
    let mut run = build(text, Precision::F64);
    let before = run.state.clone();
    for command in [rotate(1.0, 1), GaugeCommand::Twin(true), GaugeCommand::UndoGauge] {
        let error = run.change_gauge(&command).unwrap_err();
        assert_eq!(*error.fault, GaugeFault::NoPhase { theory: "klein-gordon" });
    }
    assert_eq!(run.state, before);
}

/// A schedule without links refuses the first ones, and nothing has been turned then.
#[test]
fn what_is_refused_changes_nothing() {
    let mut run = build(&scene(("dirac", "exact"), 2, "periodic", ""), Precision::F64);
    let before = run.state.clone();
    let error = run.change_gauge(&rotate(1.0, 1)).unwrap_err();
    assert!(error.to_string().contains("exact"), "{error}");
    assert_eq!(run.state, before);
    assert!(
        run.gauge.theta(&run.lattice, &Instant::of(&run.clock)).values().iter().all(|t| *t == 0.0)
    );
    // A rotation of the whole needs no links.
    let whole = ThetaSource::Constant(Constant { theta: 0.7, rate: 0.0 });
    change(&mut run, &[GaugeCommand::Rotate(whole)]);
    run.advance(3).unwrap();

    let mut run = build(&scene(("dirac", "unitary"), 2, "periodic", ""), Precision::F64);
    let before = (run.state.clone(), run.parameters.coupling);
    assert!(run.change_gauge(&mode(GaugeMode::Paper)).is_err());
    assert_eq!((run.state.clone(), run.parameters.coupling), before);
    assert_eq!(run.gauge.mode(), GaugeMode::Covariant);

    let mut run = dirac(2, "periodic", "mode: Bare");
    let error = run.change_gauge(&GaugeCommand::Fix(Fix::Landau)).unwrap_err();
    assert_eq!(*error.fault, GaugeFault::Bare);
}

#[test]
fn a_number_that_is_wrong_is_named() {
    let mut run = dirac(2, "periodic", "");
    let refused = |run: &mut Simulation, command: GaugeCommand| {
        let before = run.state.clone();
        let error = run.change_gauge(&command).unwrap_err();
        assert_eq!(run.state, before);
        (error.path.clone(), error.to_string())
    };
    let none = Stroke { radius: 0.0, ..Stroke::default() };
    let (path, text) = refused(&mut run, GaugeCommand::Rotate(ThetaSource::Stroke(none)));
    assert!(path == "radius" && text.contains("positive"), "{text}");
    let wave = Travelling { momentum: vec![1.0], ..Travelling::default() };
    let two = vec![ThetaSource::Travelling(Travelling::default()), ThetaSource::Travelling(wave)];
    let (path, text) = refused(&mut run, GaugeCommand::Drive(two));
    assert!(path == "[1].momentum" && text.contains("1 values given, 2 needed"), "{text}");
    let huge = ThetaSource::Constant(Constant { theta: f64::NAN, rate: 0.0 });
    assert_eq!(refused(&mut run, GaugeCommand::Rotate(huge)).0, "theta");
    let field = Background::UniformB(UniformB { quanta: Some(2.4), ..UniformB::default() });
    let (path, text) = refused(&mut run, GaugeCommand::SetBackground(vec![field]));
    assert!(path == "[0].quanta" && text.contains("the nearest is 2"), "{text}");
}

/// A bump painted on a rotated field reaches the twin unrotated.
#[test]
fn edits_of_the_field_reach_the_twin() {
    let mut run = dirac(2, "periodic", "twin: true, rotate: [Noise(amplitude: 2)]");
    run.advance(3).unwrap();
    let before = run.state.clone();
    let FieldState::F64(fields) = &mut run.state else { unreachable!() };
    fields.phi.row_mut(2, 1)[3] += 0.8;
    fields.pi.row_mut(1, 2)[0] -= 0.3;
    let now = Instant::of(&run.clock);
    assert!(readout::covariance(&run.look()).unwrap() > 0.1);
    run.gauge.follow_edit(&run.lattice, &before, &run.state, &now);
    run.advance(10).unwrap();
    assert!(readout::covariance(&run.look()).unwrap() < 1e-13);
}

/// Other physics reaches the twin as well; a drive survives it.
#[test]
fn a_new_background_is_that_of_both() {
    let mut run = dirac(2, "periodic", "twin: true, drive: [Noise(amplitude: 2)]");
    run.advance(3).unwrap();
    let field = UniformB { quanta: Some(2.0), ..UniformB::default() };
    change(&mut run, &[GaugeCommand::SetBackground(vec![Background::UniformB(field)])]);
    let value = readout::read_one(&run.look(), "plaquettes").unwrap();
    assert!((value.value - std::f64::consts::TAU * 2.0 / 28.0).abs() < 1e-13);
    assert!(value.change.unwrap() < 1e-13);
    run.advance(20).unwrap();
    assert!(readout::covariance(&run.look()).unwrap() < 1e-13);
}

#[test]
fn a_twin_that_comes_and_goes_has_its_columns() {
    let text = scene(("dirac", "staged"), 2, "periodic", "");
    let sets = ["measure.every=2".to_owned()];
    let scene = parse("scene.ron", &text, &sets).unwrap();
    let mut run = scene.build(&BuildOptions::default()).unwrap();
    run.advance(4).unwrap();
    let columns = |run: &Simulation| {
        let names = run.measurements.observables().iter().map(|info| info.name);
        names.collect::<Vec<_>>()
    };
    assert!(!columns(&run).contains(&"covariance"));
    change(&mut run, &[GaugeCommand::Twin(true), rotate(2.0, 1)]);
    run.advance(4).unwrap();
    assert!(columns(&run).ends_with(&["covariance", "density-change"]));
    change(&mut run, &[GaugeCommand::Twin(false)]);
    run.advance(4).unwrap();
    let found: Vec<_> = run.measurements.values("covariance").unwrap().map(|(_, v)| v).collect();
    let there: Vec<bool> = found.iter().map(|value| value.is_finite()).collect();
    assert_eq!(there, [false, false, false, true, true, false, false], "{found:?}");
    let energy = run.measurements.values("energy").unwrap();
    assert!(energy.map(|(_, value)| value).all(f64::is_finite));
}

#[test]
fn commands_have_names_for_a_menu() {
    assert_eq!(stroke(0.0, false).to_string(), "gauge stroke");
    assert_eq!(drive(1.0).to_string(), "drive: Noise");
    assert_eq!(GaugeCommand::Drive(Vec::new()).to_string(), "end of the drive");
    assert_eq!(GaugeCommand::Fix(Fix::Landau).to_string(), "Landau gauge");
    assert_eq!(mode(GaugeMode::Paper).to_string(), "mode: Paper");
}

#[test]
fn commands_are_written_and_read_again() {
    let commands = vec![
        stroke(0.1, true),
        drive(0.7),
        GaugeCommand::UndoGauge,
        GaugeCommand::SetLoop(vec![vec![0, 1], vec![0, 2]]),
        GaugeCommand::SetBackground(vec![Background::UniformB(UniformB {
            field: Some(0.1),
            ..UniformB::default()
        })]),
    ];
    let json = serde_json::to_string(&commands).unwrap();
    assert_eq!(serde_json::from_str::<Vec<GaugeCommand>>(&json).unwrap(), commands);
    let text = ron::to_string(&commands).unwrap();
    assert_eq!(ron::from_str::<Vec<GaugeCommand>>(&text).unwrap(), commands);
}
