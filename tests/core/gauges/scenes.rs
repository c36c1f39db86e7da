//! Gauges in scenes: what is read, what is set, what is expected.

use super::support::*;
use fieldloom::gauge::{Background, GaugeMode};
use fieldloom::scene::{BuildOptions, SceneError, parse};

fn read(gauge: &str, sets: &[&str]) -> Result<fieldloom::scene::Scene, SceneError> {
    let text = scene(("dirac", "staged"), 2, "periodic", gauge);
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    parse("s.ron", &text, &sets)
}

fn refused(gauge: &str, sets: &[&str]) -> String {
    read(gauge, sets).expect_err(gauge).to_string()
}

#[test]
fn every_setting_is_read() {
    let gauge = "background: [UniformB(quanta: 2)], mode: Bare, twin: true, \
                 rotate: [Vortex(centre: [0.4, 0.4], winding: 2), Constant(theta: 1)], \
                 drive: [Travelling(momentum: [0.3, 0], frequency: 0.2)], \
                 wilson_loop: [[0, 0], [0, 1], [1, 1], [1, 0]]";
    let scene = read(gauge, &[]).unwrap();
    assert_eq!((scene.gauge.rotate.len(), scene.gauge.mode), (2, GaugeMode::Bare));
    let run = scene.build(&BuildOptions::default()).unwrap();
    assert_eq!(run.gauge.mode(), GaugeMode::Bare);
    assert_eq!(run.gauge.drive().len(), 1);
    assert_eq!(run.gauge.wilson_loop().sites().len(), 4);
    assert_eq!(run.gauge.twin().unwrap().since(), 0);
    assert!(matches!(run.gauge.background(), [Background::UniformB(_)]));
    assert_eq!(run.measurements.series().len(), 1, "measurements begin when all is in place");
    let fixed = read("background: [Step(height: 1)], fix: Temporal", &[]).unwrap();
    assert!(fixed.build(&BuildOptions::default()).unwrap().gauge.is_temporal());
}

#[test]
fn values_are_set_by_their_path() {
    let scene = read("background: [UniformB(quanta: 2)]", &["gauge.background[0].quanta=3"]);
    let run = scene.unwrap().build(&BuildOptions::default()).unwrap();
    let Background::UniformB(field) = &run.gauge.background()[0] else { panic!() };
    assert_eq!(field.quanta, Some(3.0));
    let scene = read("", &["gauge.twin=true", "gauge.drive=[Noise(amplitude: 2)]"]).unwrap();
    assert!(scene.gauge.twin && scene.gauge.drive.len() == 1);
    let without = "(theory: (name: \"dirac\"), lattice: (shape: [9]), \
                   schedule: (name: \"staged\", dt: 0.2))";
    let scene = parse("s.ron", without, &["gauge.mode=Paper".to_owned()]).unwrap();
    assert_eq!(scene.gauge.mode, GaugeMode::Paper);
}

#[test]
fn mistakes_are_answered_where_they_are() {
    let message = refused("background: [UniformB(quanta: 2)]", &["gauge.background[0].quanta=2.5"]);
    assert!(message.starts_with("in --set gauge.background[0].quanta=2.5: "), "{message}");
    assert!(refused("bakground: []", &[]).contains("did you mean `background`?"));
    assert!(refused("mode: Covarant", &[]).contains("did you mean `Covariant`?"));
    assert!(refused("rotate: [Vortx()]", &[]).contains("did you mean `Vortex`?"));
    assert!(refused("rotate: [Vortex(windng: 1)]", &[]).contains("did you mean `winding`?"));
    assert!(refused("rotate: [Stroke(radius: -1)]", &[]).contains("-1 is not possible"));
    assert!(refused("drive: [Expression(theta: \"x +* 2\")]", &[]).contains("expected"));
    assert!(refused("mode: Bare, fix: Landau", &[]).contains("choose the mode Covariant"));
    assert!(refused("wilson_loop: [[0, 0], [2, 2]]", &[]).contains("must be beside"));
    let scalar = "(theory: (name: \"klein-gordon\", potential: \"mass\"), lattice: (shape: [9]), \
                  schedule: (name: \"staged\", dt: 0.2),\n gauge: (twin: true))";
    let message = parse("s.ron", scalar, &[]).unwrap_err().to_string();
    assert!(message.starts_with("s.ron:2:9: ") && message.contains("no phase"), "{message}");
}

/// A schedule that cannot carry links is refused when the scene is built.
#[test]
fn a_schedule_without_links_is_refused() {
    let text = scene(("dirac", "exact"), 2, "periodic", "background: [UniformB(quanta: 1)]");
    let scene = parse("s.ron", &text, &[]).unwrap();
    let error = scene.build(&BuildOptions::default()).unwrap_err().to_string();
    assert!(error.contains("exact") && error.contains("use staged, unitary"), "{error}");
    let text = super::support::scene(("dirac", "unitary"), 2, "periodic", "mode: Paper");
    let scene = parse("s.ron", &text, &[]).unwrap();
    let error = scene.build(&BuildOptions::default()).unwrap_err().to_string();
    assert!(error.contains("(5.5)"), "{error}");
}

fn check(gauge: &str, expect: &str) -> Vec<bool> {
    let text = scene(("dirac", "staged"), 2, "periodic", gauge);
    let text = format!("{}, expect: [{expect}])", text.strip_suffix(')').unwrap());
    let scene = parse("s.ron", &text, &[]).unwrap_or_else(|error| panic!("{error}"));
    let rows = scene.check(&BuildOptions::default()).unwrap();
    rows.iter().map(|row| row.pass).collect()
}

const EXPECT: &str = "Bounded(observable: \"covariance\", below: 1e-12, ticks: 40), \
     Exceeds(observable: \"covariance\", above: 1e-2, tick: 40), \
     Unchanged(of: \"density\", below: 1e-12, ticks: 40), \
     Unchanged(of: \"plaquettes\", below: 1e-12, ticks: 40), \
     Changed(of: \"density\", above: 1e-3, tick: 40), \
     Changed(of: \"phase\", above: 0.1, tick: 40)";

#[test]
fn a_scene_checks_what_stays_and_what_moves() {
    let noise = "twin: true, drive: [Noise(amplitude: 2)]";
    assert_eq!(check(noise, EXPECT), [true, false, true, true, false, true]);
    let bare = format!("{noise}, mode: Bare");
    assert_eq!(check(&bare, EXPECT), [false, true, false, true, true, true]);
}

#[test]
fn what_compares_with_a_twin_needs_one() {
    let with = |expect: &str| {
        let text = scene(("dirac", "staged"), 2, "periodic", "");
        let text = format!("{}, expect: [{expect}])", text.strip_suffix(')').unwrap());
        parse("s.ron", &text, &[]).unwrap_err().to_string()
    };
    for expect in [
        "Bounded(observable: \"covariance\", below: 1, ticks: 4)",
        "Changed(of: \"phase\", above: 1, tick: 4)",
    ] {
        assert!(with(expect).contains("add gauge: (twin: true)"), "{}", with(expect));
    }
    assert!(
        with("Unchanged(of: \"densty\", below: 1, ticks: 4)").contains("did you mean `density`?")
    );
}

/// What a background that changes with time does is no error of the run.
#[test]
fn energy_is_not_promised_where_a_field_does_work() {
    let energy = |gauge: &str| dirac(2, "fixed", gauge).measurements.drift("energy").unwrap().bound;
    assert!(energy("background: [UniformB(quanta: 0.7)]").is_some());
    assert!(energy("drive: [Noise(amplitude: 2)]").is_some(), "another gauge does no work");
    assert!(energy("background: [UniformE(field: 0.1)]").is_none());
    let charge = |gauge: &str| dirac(2, "fixed", gauge).measurements.drift("charge").unwrap().bound;
    let exact = charge("background: [UniformB(quanta: 0.7)]").unwrap();
    assert!(exact < 1e-13 && charge("background: [Step(height: 0.3)]").unwrap() > 1e-3);
}
