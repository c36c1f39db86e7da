//! The table of commands, called by keys and from menus.

use crate::app::FieldCommand;
use crate::gauge::{Constant, GaugeCommand, ThetaSource};
use crate::quantity::Segment;
use crate::window::charts::ChartZoom;
use crate::window::command::{CommandInfo, MENUS, commands};
use crate::window::testing::{Bench, scene};
use crate::window::{Desk, Measure, Request, Requests, Travel, ViewpointWish};
use bevy_egui::egui::Key;
use bevy_egui::egui::accesskit::Role;
use egui_kittest::kittest::NodeT;

/// A field that every command can be called on: something to undo and redo, a pin, a plane, a
/// phase that is driven and compared with a twin.
pub fn bench() -> Bench {
    let mut bench = Bench::new(scene("dirac", &[14, 10, 12]));
    bench.change::<Requests>(|requests| {
        let drive = vec![ThetaSource::Constant(Constant { theta: 0.3, rate: 0.0 })];
        requests.edit(FieldCommand::Gauge(GaugeCommand::Twin(true)));
        requests.edit(FieldCommand::Gauge(GaugeCommand::Drive(drive)));
        requests.edit(FieldCommand::SetDt(0.05));
        requests.edit(FieldCommand::SetDt(0.02));
        requests.push(Request::Step(40));
    });
    bench.frames(2);
    bench.change::<Requests>(|requests| requests.push(Request::Travel(Travel::To(32))));
    bench.key(Key::A);
    bench.change::<Requests>(|requests| requests.push(Request::Undo));
    bench.change::<Requests>(|requests| {
        for _ in 0..5 {
            requests.push(Request::Viewpoint(ViewpointWish::Keep));
        }
        let (from, to) = ([1.0, 2.0, 3.0], [9.0, 7.0, 4.0]);
        requests.push(Request::Measure(Measure::Line(Segment { from, to })));
    });
    // A chart that does not show all there is.
    bench.change::<Desk>(|desk| {
        desk.charts.show("line");
        desk.charts.zoom = Some(ChartZoom::By(2.0));
    });
    let there = bench.place([6.0, 4.0]);
    bench.click_at(there, 1);
    bench.event(bevy_egui::egui::Event::PointerGone);
    bench.asked();
    bench
}

/// What a command can change.
pub fn effect(bench: &mut Bench) -> (Vec<Request>, String) {
    let mut asked = bench.asked();
    asked.retain(|request| !matches!(request, Request::Region(_)));
    // Gestures are numbered as they come.
    for request in &mut asked {
        if let Request::Edit { gesture: Some(gesture), .. } = request {
            *gesture = 0;
        }
    }
    let desk = bench.get::<Desk>();
    let Desk { settings, tool, hidden, gallery, help, analysis, charts, .. } = desk;
    let Desk { finder, tour, presenter, check, preferences, open_file, .. } = desk;
    let (open, file, finder) = (analysis.open, open_file.is_some(), finder.is_some());
    let one = format!("{settings:?} {tool:?} {hidden} {gallery} {help} {open:?} {charts:?}");
    (asked, format!("{one} {finder} {tour:?} {presenter} {check} {preferences} {file}"))
}

/// The same, as some commands need it.
pub fn prepared(command: &CommandInfo) -> Bench {
    let mut bench = bench();
    match command.id {
        "close" => bench.change::<Desk>(|desk| desk.help = true),
        "tour-next" | "tour-previous" => bench.change::<Desk>(|desk| desk.tour = Some(5)),
        "usual-size" => bench.change::<Desk>(|desk| desk.settings.scale = 1.5),
        _ => {}
    }
    bench
}

#[test]
fn every_command_is_called_by_each_of_its_keys() {
    for command in commands() {
        let nothing = effect(&mut prepared(command));
        let mut called = prepared(command);
        called.call(command);
        let called = effect(&mut called);
        assert!(
            called != nothing || command.id == "close" || command.id == "look",
            "{}",
            command.id
        );
        for keys in command.keys {
            let mut pressed = prepared(command);
            pressed.press(*keys);
            assert_eq!(effect(&mut pressed), called, "{} {keys}", command.id);
        }
    }
}

#[test]
fn keys_are_left_alone_while_somebody_types() {
    let mut bench = bench();
    bench.click_on(Role::SpinButton, "m");
    let before = effect(&mut bench);
    for command in commands() {
        let plain =
            |keys: &&crate::window::command::Keys| !keys.control && keys.key.name().len() == 1;
        command.keys.iter().filter(plain).for_each(|keys| bench.press(*keys));
    }
    bench.key(Key::Space);
    bench.key(Key::Backspace);
    assert_eq!(effect(&mut bench), (Vec::new(), before.1));
}

#[test]
fn the_focus_of_the_keyboard_goes_from_widget_to_widget() {
    let mut bench = bench();
    bench.key(Key::Tab);
    let focused = bench.nodes().iter().filter(|node| node.is_focused()).count();
    assert!(focused > 0 && !bench.get::<Desk>().hidden);
}

#[test]
fn the_menus_list_every_command_with_its_key() {
    for menu in MENUS {
        let mut bench = bench();
        // The first of that name: a part of the panel of controls may share it.
        let titled = |node: &egui_kittest::Node| {
            node.accesskit_node().label().is_some_and(|label| label == menu.title)
        };
        bench.nodes().iter().find(|node| titled(node)).expect("a menu").click();
        bench.frames(4);
        for command in menu.commands {
            let label = bench.shown(|shown| (command.label)(command, shown));
            let keys = command.keys.first().map(ToString::to_string).unwrap_or_default();
            let row = format!("{label} {keys}");
            assert!(bench.reads(&row), "{} {row}", command.id);
        }
    }
}

#[test]
fn a_long_edit_leaves_the_menu_narrow() {
    let mut bench = bench();
    let long = "initial=[Packet(centre: [1, 2, 3], width: 1.5, amplitude: 0.25), Point(), Point()]";
    bench.change::<Requests>(|requests| {
        requests.edit(FieldCommand::Restart { sets: vec![long.to_owned()] });
    });
    bench.click("Edit");
    let rows = bench.nodes().into_iter().filter(|node| {
        let node = node.accesskit_node();
        let label = node.label().filter(|_| node.has_bounds()).unwrap_or_default();
        label.starts_with("Undo") && label.ends_with("Z")
    });
    let widths: Vec<f32> = rows.map(|node| node.rect().width()).collect();
    assert!(widths.len() == 1 && widths[0] < 420.0, "{widths:?}");
}
