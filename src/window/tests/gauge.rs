//! The gauge in one's hands.

use crate::app::{FieldCommand, History};
use crate::gauge::{Gauge, GaugeCommand, GaugeMode, Instant, ThetaSource};
use crate::lattice::{FieldState, Lattice};
use crate::simulation::{Clock, Level};
use crate::window::command::{Keys, MENUS};
use crate::window::gauge::{Residuals, scene_as_it_is};
use crate::window::testing::{Bench, SHAPES, scene};
use crate::window::{Desk, Request, Requests, Tool};
use bevy_egui::egui::accesskit::Role;
use bevy_egui::egui::{Key, Modifiers, PointerButton, Pos2, vec2};

const PRIMARY: PointerButton = PointerButton::Primary;
const SECONDARY: PointerButton = PointerButton::Secondary;
const NONE: Modifiers = Modifiers::NONE;
const UNDO: Keys = Keys::control(Key::Z);

fn bench(shape: &[usize]) -> Bench {
    Bench::new(scene("dirac", shape))
}

/// A way over the field.
fn way(bench: &mut Bench) -> Vec<Pos2> {
    let line = bench.get::<Lattice>().dim() == 1;
    let from = bench.place(if line { [15.0, 0.0] } else { [8.0, 5.0] });
    (0..=5).map(|i| from + vec2(14.0, if line { 0.0 } else { 7.0 }) * i as f32).collect()
}

/// The worst level, once all that has changed is read.
fn level(bench: &mut Bench) -> Option<Level> {
    // A reading waits for some time on the wall, as much as the last ones took.
    std::thread::sleep(std::time::Duration::from_millis(60));
    bench.frames(3);
    bench.get::<Residuals>().level()
}

/// Lets the field run for so many ticks.
fn run(bench: &mut Bench, ticks: u32) {
    bench.change::<Requests>(|requests| requests.push(Request::Step(ticks)));
    bench.frames(ticks as usize / 4 + 4);
}

fn largest_theta(bench: &Bench) -> f64 {
    let (lattice, clock) = (bench.get::<Lattice>(), bench.get::<Clock>());
    let theta = bench.get::<Gauge>().theta(lattice, &Instant::of(clock));
    theta.values().iter().fold(0.0, |most, theta| f64::max(most, theta.abs()))
}

fn strokes(bench: &mut Bench) -> Vec<bool> {
    let asked = bench.asked().into_iter();
    let strokes = asked.filter_map(|request| match request {
        Request::Edit {
            command: FieldCommand::Gauge(GaugeCommand::Rotate(ThetaSource::Stroke(stroke))),
            ..
        } => Some(stroke.negated),
        _ => None,
    });
    strokes.collect()
}

#[test]
fn a_stroke_turns_the_phase_of_a_running_field_and_nothing_that_can_be_measured() {
    for shape in SHAPES {
        let mut bench = bench(shape);
        bench.key(Key::T);
        assert_eq!(bench.get::<Desk>().tool, Tool::Gauge);
        assert!(bench.get::<Gauge>().twin().is_some());
        run(&mut bench, 8);
        let before = bench.get::<FieldState>().clone();
        let way = way(&mut bench);
        bench.drag(&way, PRIMARY, NONE);
        assert!(largest_theta(&bench) > 0.5 && *bench.get::<FieldState>() != before);
        assert_eq!(bench.get::<History>().undo_depth(), 2, "the twin and the stroke");
        let dabs = strokes(&mut bench);
        assert!(dabs.len() > 2 && dabs.iter().all(|negated| !negated), "{shape:?} {dabs:?}");
        run(&mut bench, 20);
        assert_eq!(level(&mut bench), Some(Level::Green), "{shape:?}");
        bench.press(UNDO);
        assert!(*bench.get::<FieldState>() == before, "{shape:?}: undone to the last bit");
        assert_eq!(largest_theta(&bench), 0.0);
    }
}

#[test]
fn the_right_button_turns_back() {
    let mut bench = bench(&[26, 18]);
    bench.key(Key::T);
    let way = way(&mut bench);
    bench.drag(&way, PRIMARY, NONE);
    let turned = largest_theta(&bench);
    strokes(&mut bench);
    bench.drag(&way, SECONDARY, NONE);
    assert!(strokes(&mut bench).iter().all(|negated| *negated));
    assert!(largest_theta(&bench) < 0.2 * turned);
}

#[test]
fn a_bare_stroke_turns_the_readout_red_until_it_is_undone() {
    let mut bench = bench(&[26, 18]);
    bench.key(Key::T);
    bench.key(Key::M);
    bench.key(Key::F3);
    assert_eq!(bench.get::<Gauge>().mode(), GaugeMode::Bare);
    let way = way(&mut bench);
    bench.drag(&way, PRIMARY, NONE);
    assert_eq!(level(&mut bench), Some(Level::Red));
    assert!(bench.reads("the same in every gauge") && bench.reads("depends on the gauge"));
    bench.key(Key::Z);
    assert_eq!(level(&mut bench), Some(Level::Green), "at the same tick all is as before");
    bench.key(Key::F2);
    bench.drag(&way, PRIMARY, NONE);
    run(&mut bench, 12);
    assert_eq!(level(&mut bench), Some(Level::Green));
}

#[test]
fn a_drawn_loop_keeps_its_angle_under_the_brush() {
    let mut bench = bench(&[26, 18]);
    let field = "[UniformB(quanta: 3)]";
    let list = ron::from_str(&field.replace("(quanta", "((quanta").replace("3)", "Some(3)))"));
    let background = GaugeCommand::SetBackground(list.expect("a background"));
    bench.change::<Requests>(|requests| requests.edit(FieldCommand::Gauge(background)));
    bench.key(Key::W);
    let corners = [[4.0, 4.0], [12.0, 4.0], [12.0, 12.0], [4.0, 12.0]];
    let way: Vec<Pos2> = corners.into_iter().map(|place| bench.place(place)).collect();
    bench.drag(&way, PRIMARY, NONE);
    let path = bench.get::<Gauge>().wilson_loop().clone();
    assert!((24..=44).contains(&path.sites().len()), "{:?}", path.sites());
    let angle = path.angle(bench.get::<FieldState>());
    assert!(angle.abs() > 0.1);
    bench.key(Key::T);
    bench.drag(&way, PRIMARY, NONE);
    assert!(largest_theta(&bench) > 0.5);
    assert!((path.angle(bench.get::<FieldState>()) - angle).abs() < 1e-5);
    bench.click("The first Wilson loop");
    assert!(bench.get::<Gauge>().wilson_loop() != &path);
}

#[test]
fn the_mode_is_in_sight_and_one_click_from_the_next() {
    let mut bench = bench(&[26, 18]);
    let sees = |bench: &Bench, mode: &str| bench.has(Role::Button, &format!("Gauge mode: {mode}"));
    assert!(sees(&bench, "Covariant"));
    bench.click("Gauge mode: Covariant");
    assert!(sees(&bench, "Bare") && bench.get::<Gauge>().mode() == GaugeMode::Bare);
    bench.key(Key::H);
    assert!(sees(&bench, "Bare"), "with all bars hidden too");
    bench.key(Key::F4);
    assert!(sees(&bench, "Paper"));
    let real = Bench::new(scene("klein-gordon", &[26, 18]));
    assert!(!sees(&real, "Covariant"), "a real field has no phase");
}

#[test]
fn a_flux_that_is_not_whole_is_refused_with_the_nearest_that_is() {
    let mut bench = Bench::tall(scene("dirac", &[26, 18]));
    bench.click("Background");
    bench.choose("Add a background", "UniformB");
    assert_eq!(bench.get::<Gauge>().background().len(), 1);
    assert!(bench.reads("4 quanta of flux through the torus"));
    bench.type_number("background[0].quanta", "6.4");
    assert!(bench.reads("the nearest is 6"));
    assert!(bench.reads("4 quanta of flux"), "the field is as it was");
    bench.type_number("background[0].quanta", "-2");
    assert!(bench.reads("\u{2212}2 quanta of flux") || bench.reads("-2 quanta of flux"));
    bench.click("Remove background[0]");
    assert!(bench.get::<Gauge>().background().is_empty());
}

#[test]
fn patterns_turn_and_drive_with_their_own_numbers() {
    let mut bench = Bench::tall(scene("dirac", &[26, 18]));
    bench.click("Pattern and drive");
    bench.choose("Pattern", "Travelling");
    bench.type_number("pattern.amplitude", "0.75");
    bench.click("Turn now");
    assert!((0.5..=0.75).contains(&largest_theta(&bench)));
    bench.click("Drive");
    bench.type_number("drive[0].amplitude", "1.5");
    let ThetaSource::Travelling(wave) = &bench.get::<Gauge>().drive()[0] else { panic!() };
    assert_eq!(wave.amplitude, 1.5);
    run(&mut bench, 12);
    assert_eq!(level(&mut bench), Some(Level::Green));
    bench.choose("Pattern", "Expression");
    bench.click("Drive");
    assert_eq!(bench.get::<Gauge>().drive().len(), 2);
    bench.click_on(Role::TextInput, "drive[1].theta");
    bench.press(Keys::control(Key::A));
    bench.type_text("2*sin(x");
    bench.key(Key::Enter);
    assert!(bench.reads("theta"), "a formula that is none is refused");
    bench.click("Remove drive[0]");
    assert!(matches!(bench.get::<Gauge>().drive(), [ThetaSource::Expression(_)]));
    bench.click("Stop");
    assert!(bench.get::<Gauge>().drive().is_empty());
}

#[test]
fn a_saved_scene_begins_in_the_gauge_there_is() {
    let mut bench = bench(&[26, 18]);
    bench.key(Key::T);
    let way = way(&mut bench);
    bench.drag(&way, PRIMARY, NONE);
    bench.key(Key::E);
    bench.press(UNDO);
    bench.drag(&way[..3], SECONDARY, NONE);
    let mass = FieldCommand::SetParameter { name: "m".to_owned(), value: 0.45 };
    bench.change::<Requests>(|requests| requests.edit(mass));
    let saved = scene_as_it_is(bench.world()).expect("a scene");
    assert!(saved.gauge.twin && saved.gauge.rotate.len() > 5);
    assert_eq!(saved.parameters.couplings.m, 0.45);
    let again = saved.build(&Default::default()).expect("a field");
    let (lattice, at) = (&again.lattice, Instant::of(&again.clock));
    let theta = bench.get::<Gauge>().theta(lattice, &at);
    assert_eq!(again.gauge.theta(lattice, &at), theta, "angle for angle");
    bench.key(Key::F3);
    assert!(scene_as_it_is(bench.world()).is_err_and(|why| why.contains("one mode")));
}

#[test]
fn a_field_without_a_phase_has_no_gauge() {
    let mut bench = Bench::new(scene("klein-gordon", &[26, 18]));
    let menu = MENUS.iter().find(|menu| menu.title == "Gauge").expect("a menu");
    for command in menu.commands {
        bench.call(command);
    }
    assert!(bench.asked().iter().all(|request| !matches!(request, Request::Edit { .. })));
    assert_eq!(bench.get::<Desk>().tool, Tool::Look);
    assert!(bench.get::<Gauge>().twin().is_none());
}
