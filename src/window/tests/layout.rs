//! Whether everything has its room.

use crate::window::Desk;
use crate::window::testing::{Bench, SHAPES, THEORIES, scene};
use bevy_egui::egui::accesskit::Role;
use bevy_egui::egui::{Key, Rect, pos2, vec2};
use egui_kittest::kittest::NodeT;

const SIZES: [[f32; 2]; 3] = [[1280.0, 720.0], [1920.0, 1080.0], [800.0, 500.0]];

/// Bars and panels.
fn panels(bench: &Bench) -> Vec<Rect> {
    let panes = bench.nodes().into_iter();
    panes
        .filter(|node| node.accesskit_node().role() == Role::Pane)
        .map(|node| node.rect())
        .collect()
}

/// Everything that is read or used, and where it is.
fn widgets(bench: &Bench) -> Vec<(String, Rect)> {
    let boxes = [Role::Window, Role::Pane, Role::GenericContainer, Role::Splitter, Role::ScrollBar];
    let nodes = bench.nodes().into_iter().filter(|node| {
        let node = node.accesskit_node();
        !boxes.contains(&node.role())
            && node.bounding_box().is_some()
            && node.role() != Role::Unknown
    });
    let name = |node: &egui_kittest::Node| {
        let (node, rect) = (node.accesskit_node(), node.rect());
        (format!("{:?} {:?} {:?}", node.role(), node.label(), node.value()), rect)
    };
    nodes.map(|node| name(&node)).collect()
}

/// Nothing of a bar leaves it, nothing leaves the screen, and nothing covers anything else.
fn check(bench: &Bench, size: [f32; 2], what: &str) {
    let screen = Rect::from_min_size(pos2(0.0, 0.0), size.into()).expand(0.5);
    let panels = panels(bench);
    for (i, panel) in panels.iter().enumerate() {
        assert!(screen.contains_rect(*panel), "{what}: {panel:?}");
        for other in &panels[i + 1..] {
            assert!(!panel.shrink(0.5).intersects(*other), "{what}: {panel:?} {other:?}");
        }
    }
    // The panel of controls scrolls: what lies below its lower edge can be reached.
    let scrolls = |rect: &Rect| {
        panels.iter().any(|panel| {
            panel.height() > 150.0 && rect.center().x < panel.max.x && panel.min.x == 0.0
        })
    };
    let all = widgets(bench);
    for (i, (name, rect)) in all.iter().enumerate() {
        assert!(rect.min.x >= -0.5 && rect.max.x <= size[0] + 0.5, "{what}: {name} {rect:?}");
        if scrolls(rect) {
            let room = panels.iter().find(|panel| panel.min.x == 0.0 && panel.height() > 150.0);
            assert!(
                room.is_none_or(|room| rect.max.x <= room.max.x + 0.5),
                "{what}: {name} {rect:?}"
            );
            continue;
        }
        assert!(screen.contains_rect(*rect), "{what}: {name} {rect:?}");
        for (other, there) in &all[i + 1..] {
            let field = [name, other].iter().any(|name| name.contains("\"Field\""));
            assert!(
                field || !rect.shrink(1.5).intersects(there.shrink(1.5)),
                "{what}: {name} {rect:?} covers {other} {there:?}"
            );
        }
    }
}

#[test]
fn everything_has_its_room_at_every_size() {
    for (theory, shape) in THEORIES.iter().flat_map(|t| SHAPES.map(|shape| (*t, shape))) {
        for size in SIZES {
            let what = format!("{theory} {shape:?} {size:?}");
            let mut bench = Bench::sized(scene(theory, shape), size.into());
            bench.call(crate::window::command::command("play").expect("there"));
            bench.frames(12);
            check(&bench, size, &what);
            bench.key(Key::P);
            bench.key(Key::C);
            check(&bench, size, &what);
        }
    }
}

#[test]
fn long_names_have_their_room() {
    for size in SIZES {
        let mut long = scene("dirac", &[14, 10, 12]);
        long.title =
            "A title so long that no bar of any window has the room for all of it, and longer"
                .to_owned();
        let mut bench = Bench::sized(long, size.into());
        bench.change::<crate::window::Machine>(|machine| {
            machine.adapter =
                "A graphics adapter with a long name (and all versions of it, 1.2.3.4.5)"
                    .to_owned();
        });
        bench.change::<crate::simulation::Clock>(|clock| clock.tick = 123_456_789);
        bench.change::<crate::app::Playback>(|playback| {
            playback.pace = crate::app::Pace::PerFrame(1000)
        });
        check(&bench, size, "long");
    }
}

#[test]
fn windows_over_the_field_stay_on_the_screen() {
    for size in SIZES {
        let mut bench = Bench::sized(scene("dirac", &[26, 18]), size.into());
        let text = "A long story of what was refused, and why, and what would be right instead. "
            .repeat(4);
        bench.change::<Desk>(|desk| {
            ["a", "b", "c", "d"]
                .iter()
                .for_each(|about| desk.messages.refused(about, text.clone()));
        });
        bench.frames(3);
        let screen = Rect::from_min_size(pos2(0.0, 0.0), vec2(size[0], size[1])).expand(0.5);
        let close = format!("Close: {text}");
        for node in bench.nodes() {
            let ours = node.accesskit_node().label().is_some_and(|label| label == close);
            assert!(!ours || screen.contains_rect(node.rect()), "{size:?} {:?}", node.rect());
        }
        for key in [Key::G, Key::Questionmark] {
            bench.key(key);
            for node in
                bench.nodes().iter().filter(|node| node.accesskit_node().bounding_box().is_some())
            {
                let rect = node.rect();
                assert!(
                    rect.min.x >= -0.5 && rect.max.x <= size[0] + 0.5,
                    "{size:?} {key:?} {rect:?} {node:?}"
                );
            }
            bench.key(Key::Escape);
        }
    }
}
