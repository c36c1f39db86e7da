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

/// Panels in which what has no room is scrolled to.
fn scrolled(bench: &Bench) -> Vec<Rect> {
    let named = |node: &egui_kittest::Node| {
        let label = node.accesskit_node().label().unwrap_or_default();
        node.accesskit_node().role() == Role::Pane && ["Controls", "Analysis"].contains(&&*label)
    };
    bench.nodes().into_iter().filter(named).map(|node| node.rect()).collect()
}

/// Something that is read or used.
struct Seen {
    name: String,
    rect: Rect,
    /// Whether it may be scrolled to: it lies beyond the edge of a panel that scrolls.
    scrolls: bool,
}

fn widgets(bench: &Bench) -> Vec<Seen> {
    let boxes = [
        Role::Window,
        Role::Pane,
        Role::GenericContainer,
        Role::Splitter,
        Role::ScrollBar,
        Role::Unknown,
    ];
    let nodes = bench.nodes().into_iter().filter(|node| {
        let node = node.accesskit_node();
        let field = node.label().is_some_and(|name| name == "Field");
        !field && !boxes.contains(&node.role()) && node.has_bounds()
    });
    let rolls = scrolled(bench);
    let seen = nodes.map(|node| {
        let (rect, node) = (node.rect(), node.accesskit_node());
        let name = format!("{:?} {:?} {:?}", node.role(), node.label(), node.value());
        let below =
            |room: Rect| room.x_range().contains(rect.center().x) && rect.max.y > room.min.y;
        let scrolls = rolls.iter().any(|room| below(*room) && !room.contains_rect(rect));
        Seen { name, rect, scrolls }
    });
    seen.collect()
}

/// Nothing of a bar leaves it, nothing leaves the screen, and nothing covers anything else.
fn check(bench: &Bench, size: [f32; 2], what: &str) {
    let screen = Rect::from_min_size(pos2(0.0, 0.0), size.into()).expand(0.5);
    let panels = panels(bench);
    assert!(panels.len() >= 3, "{panels:?}");
    for (i, panel) in panels.iter().enumerate() {
        assert!(screen.contains_rect(*panel), "{what}: {panel:?}");
        let covers = panels[i + 1..].iter().find(|other| other.intersects(panel.shrink(0.5)));
        assert_eq!(covers, None, "{what}: {panel:?}");
    }
    let all = widgets(bench);
    for (i, Seen { name, rect, scrolls }) in all.iter().enumerate() {
        let (left, right) = (rect.min.x, rect.max.x);
        assert!(left >= -0.5 && right <= size[0] + 0.5, "{what}: {name} {rect:?}");
        assert!(*scrolls || screen.contains_rect(*rect), "{what}: {name} {rect:?}");
        let covered = all[i + 1..].iter().find(|other| {
            !(other.scrolls || *scrolls) && other.rect.shrink(1.5).intersects(rect.shrink(1.5))
        });
        if let Some(other) = covered {
            panic!("{what}: {name} {rect:?} covers {} {:?}", other.name, other.rect);
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
            for key in [Key::C, Key::P] {
                bench.key(key);
                check(&bench, size, &what);
            }
        }
    }
}

#[test]
fn the_analysis_has_its_room_at_every_size() {
    for (theory, shape) in THEORIES.iter().flat_map(|t| SHAPES.map(|shape| (*t, shape))) {
        for size in SIZES {
            let mut bench = Bench::sized(scene(theory, shape), size.into());
            for key in [Key::N, Key::D, Key::O, Key::U] {
                bench.key(key);
                // What is computed beside the frames comes when it comes.
                for _ in 0..40 {
                    std::thread::sleep(std::time::Duration::from_millis(2));
                    bench.frames(1);
                }
                check(&bench, size, &format!("{theory} {shape:?} {size:?} {key:?}"));
                let field = bench.get::<crate::window::Rig>().region;
                assert!(field.width() > 90.0 && field.height() > 90.0, "{size:?} {field:?}");
            }
        }
    }
}

#[test]
fn charts_have_their_room_at_every_size() {
    for size in SIZES {
        for info in crate::window::charts::CHARTS {
            let mut bench = Bench::sized(scene("dirac", &[26, 18]), size.into());
            let there = bench.place([8.0, 9.0]);
            bench.click_at(there, 1);
            bench.event(bevy_egui::egui::Event::PointerGone);
            bench.change::<Desk>(|desk| desk.charts.show(info.name));
            bench.frames(12);
            check(&bench, size, &format!("{} {size:?}", info.name));
            let field = bench.get::<crate::window::Rig>().region;
            assert!(field.width() > 90.0 && field.height() > 90.0, "{size:?} {field:?}");
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
        let mut nodes = bench.nodes().into_iter();
        let named = |node: &egui_kittest::Node| {
            node.accesskit_node().label().is_some_and(|label| label == close)
        };
        let last = nodes.rfind(named).expect("it can be closed").rect();
        assert!(screen.contains_rect(last), "{size:?} {last:?}");
        bench.key(Key::G);
        for node in bench.nodes().iter().filter(|node| node.accesskit_node().has_bounds()) {
            let rect = node.rect();
            let inside = rect.min.x >= -0.5 && rect.max.x <= size[0] + 0.5;
            assert!(inside, "{size:?} {rect:?} {node:?}");
        }
    }
}
