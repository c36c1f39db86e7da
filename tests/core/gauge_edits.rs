//! Edits of the gauge that a scene makes at ticks of its own.

use fieldloom::gauge::{GaugeCommand, GaugeMode, Noise, ThetaSource};
use fieldloom::scene::export::{Exporter, import};
use fieldloom::scene::{BuildOptions, parse};
use fieldloom::simulation::Simulation;

const EDITS: &str = "edits: [
    (tick: 9, command: SetMode(Bare)),
    (tick: 4, command: Rotate(Noise(amplitude: 2, seed: 3))),
    (tick: 4, command: Drive([Travelling(amplitude: 1, momentum: [0, 0.5], frequency: 0.3)])),
    (tick: 11, command: Rotate(Stroke(centre: [0.4, 0], radius: 1.5, strength: 2))),
    (tick: 15, command: UndoGauge),
]";

fn scene(schedule: &str, gauge: &str) -> String {
    format!(
        "(theory: (name: \"dirac\", m: 0.37), lattice: (shape: [4, 7], h: 0.83), \
         schedule: (name: \"{schedule}\", dt: 0.2), seed: 5, precision: F64, \
         initial: [Noise(amplitude: 0.6)], gauge: (twin: true, {gauge}))"
    )
}

fn build(text: &str) -> Simulation {
    let scene = parse("scene.ron", text, &[]).unwrap_or_else(|error| panic!("{error}"));
    scene.build(&BuildOptions::default()).unwrap_or_else(|error| panic!("{error}"))
}

fn refused(schedule: &str, gauge: &str) -> String {
    let scene = parse("scene.ron", &scene(schedule, gauge), &[]);
    scene.and_then(|scene| scene.build(&BuildOptions::default())).unwrap_err().to_string()
}

#[test]
fn a_scene_edits_as_a_hand_would() {
    let mut scripted = build(&scene("staged", EDITS));
    let mut by_hand = build(&scene("staged", ""));
    let script = scripted.gauge.script().to_vec();
    for tick in 0..20 {
        for edit in script.iter().filter(|edit| edit.tick == tick) {
            by_hand.change_gauge(&edit.command).unwrap();
        }
        by_hand.step().unwrap();
        scripted.step().unwrap();
        assert_eq!(scripted.state, by_hand.state, "tick {tick}");
        assert_eq!(scripted.gauge.mode(), by_hand.gauge.mode());
    }
    assert_eq!(scripted.gauge.mode(), GaugeMode::Bare);
    let untouched = build(&scene("staged", "mode: Bare"));
    assert_ne!(scripted.state, untouched.state);
}

#[test]
fn edits_of_the_same_tick_keep_their_order() {
    let noise = |seed| GaugeCommand::Rotate(ThetaSource::Noise(Noise { amplitude: 1.0, seed }));
    let both = "edits: [(tick: 0, command: SetMode(Bare)), \
                (tick: 0, command: Rotate(Noise(amplitude: 1, seed: 2)))]";
    let mut scripted = build(&scene("staged", both));
    let mut by_hand = build(&scene("staged", ""));
    scripted.step().unwrap();
    by_hand.change_gauge(&GaugeCommand::SetMode(GaugeMode::Bare)).unwrap();
    by_hand.change_gauge(&noise(2)).unwrap();
    by_hand.step().unwrap();
    assert_eq!(scripted.state, by_hand.state);
}

#[test]
fn a_run_goes_on_with_its_edits() {
    let (text, folder) = (scene("staged", EDITS), tempfile::tempdir().unwrap());
    let mut whole = build(&text);
    whole.advance(8).unwrap();
    Exporter::new(folder.path(), &text, 5).unwrap().write(&whole).unwrap();
    let mut again = import(folder.path(), &BuildOptions::default()).unwrap().simulation;
    assert_eq!(again.gauge.script(), whole.gauge.script());
    whole.advance(12).unwrap();
    again.advance(12).unwrap();
    assert_eq!(again.state, whole.state);
}

#[test]
fn what_would_be_refused_then_is_refused_at_once() {
    let at_its_place = |schedule: &str, gauge: &str, place: &str, says: &str| {
        let (message, text) = (refused(schedule, gauge), scene(schedule, gauge));
        let column = text.find(place).unwrap() + 1;
        assert!(message.starts_with(&format!("scene.ron:1:{column}: ")), "{message}");
        assert!(message.contains(says), "{message}");
    };
    let paper = "edits: [(tick: 5, command: UndoGauge), (tick: 7, command: SetMode(Paper))]";
    at_its_place("unitary", paper, "SetMode(Paper)", "the additive coupling");
    let infinite = "edits: [(tick: 3, command: Rotate(Expression(theta: \"1/(t - t)\")))]";
    assert!(refused("staged", infinite).starts_with("scene.ron:1:"));
    let stroke = "edits: [(tick: 3, command: Rotate(Stroke(centre: [1, 2, 3], radius: 2)))]";
    at_its_place("staged", stroke, "Rotate(Stroke", "3 values given, 2 needed");
    let unknown = refused("staged", "edits: [(tick: 5, command: Rotat(Noise()))]");
    assert!(unknown.contains("there is no `Rotat`; did you mean `Rotate`?"), "{unknown}");
    let negative = refused("staged", "edits: [(tick: -5, command: UndoGauge)]");
    assert!(negative.contains("a whole number that is not negative"), "{negative}");
}
