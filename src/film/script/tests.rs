//! Scripts: read back exactly, refused with their place.

use super::*;
use crate::app::{Brush, FieldCommand};
use crate::film::CameraKey;
use crate::gauge::{
    Background, Expression, Fix, Formulas, GaugeCommand, GaugeMode, Profile, Stroke, ThetaSource,
    UniformB,
};
use crate::scene::settings::ViewSettings;

fn stroke() -> ThetaSource {
    ThetaSource::Stroke(Stroke {
        centre: vec![1.0 / 3.0, -7e-300],
        radius: 0.1 + 0.2,
        strength: 1.5,
        profile: Profile::Cosine,
        negated: true,
    })
}

fn formula() -> ThetaSource {
    ThetaSource::Expression(Expression { theta: "sin(x) * \"t\"".to_owned() })
}

fn backgrounds() -> Vec<Background> {
    let field = UniformB { quanta: Some(1.0 / 7.0), ..UniformB::default() };
    let formulas = Formulas { a: vec![String::new(), "x^2".to_owned()], a0: "y".to_owned() };
    vec![Background::UniformB(field), Background::Expression(formulas)]
}

fn script() -> FilmScript {
    let brush = Brush {
        centre: [1.0 / 3.0, -2e-17, 0.1],
        radius: 2.0f64.sqrt(),
        amount: -1e5,
        phase: 0.7,
        component: 2,
    };
    let commands = [
        FieldCommand::SetParameter { name: "m".into(), value: 0.1 + 0.2 },
        FieldCommand::SetDt(0.3),
        FieldCommand::Disturb(brush),
        FieldCommand::Gauge(GaugeCommand::Rotate(stroke())),
        FieldCommand::Gauge(GaugeCommand::Drive(vec![stroke(), formula()])),
        FieldCommand::Gauge(GaugeCommand::SetMode(GaugeMode::Bare)),
        FieldCommand::Gauge(GaugeCommand::UndoGauge),
        FieldCommand::Gauge(GaugeCommand::Fix(Fix::Landau)),
        FieldCommand::Gauge(GaugeCommand::Twin(true)),
        FieldCommand::Gauge(GaugeCommand::SetBackground(backgrounds())),
        FieldCommand::Gauge(GaugeCommand::SetLoop(vec![vec![0, 1], vec![0, 2]])),
        FieldCommand::Reset,
        FieldCommand::Restart { sets: vec!["initial=[Noise(amplitude: 0.2)]".into()] },
        FieldCommand::Undo,
        FieldCommand::Redo,
    ];
    let edit = |(at, command)| Logged {
        step: 3 * at as u64,
        gesture: (at % 2 == 1).then_some(u64::MAX - at as u64),
        command,
    };
    let camera = CameraKey {
        yaw: 0.1,
        pitch: -1.0 / 3.0,
        distance: 2.7,
        target: [0.1, -0.2, 1e-9],
        fov: 0.6,
        orthographic: true,
        shift: [0.0, -0.3],
    };
    let view = ViewSettings { height: "phi1".into(), ..ViewSettings::default() };
    FilmScript {
        start: 12,
        ticks_per_frame: Some(3),
        frames: Some(8),
        edits: commands.into_iter().enumerate().map(edit).collect(),
        views: vec![
            ViewKey { frame: 0, view: None, camera: Some(camera) },
            ViewKey { frame: 4, view: Some(view), camera: None },
        ],
    }
}

#[test]
fn a_script_is_read_back_to_the_last_bit() {
    let text = script().to_text();
    let read = ScriptFile::parse("s.ron", &text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    assert_eq!(read.script, script());
    let empty = ScriptFile::parse("s.ron", "()").map(|file| file.script);
    assert_eq!(empty, Ok(FilmScript::default()));
}

#[test]
fn what_is_no_script_is_refused_with_its_place() {
    let cases = [
        ("(start: 1,\n edits: [(step: 3, command: Jump)])", "s.ron:2:", "Jump"),
        ("(begin: 3)", "s.ron:1:", "begin"),
        ("(start: -3)", "s.ron:1:", "no script"),
        ("nonsense", "s.ron:1:", "no script"),
        (
            "(edits: [(step: 4, command: Undo),\n  (step: 3, command: Undo)])",
            "s.ron:2:10:",
            "in order",
        ),
        ("(views: [(frame: 4),\n (frame: 3)])", "s.ron:2:10:", "in order"),
        ("(\nframes: 0)", "s.ron:2:9:", "at least one"),
        (
            "(views: [\n(frame: 0, camera: (yaw: 0, pitch: 0, distance: -1, \
             target: (0, 0, 0), fov: 1))])",
            "s.ron:2:49:",
            "`distance` must be",
        ),
    ];
    for (text, place, part) in cases {
        let said = ScriptFile::parse("s.ron", text).err().expect("a refusal").to_string();
        assert!(said.starts_with(place) && said.contains(part), "{text}: {said}");
    }
}

#[test]
fn the_opening_look_is_that_of_all_keys_of_the_first_frame() {
    let mut script = script();
    script.views[1].frame = 0;
    let look = script.opening();
    assert!(look.view.is_some() && look.camera.is_some());
}
