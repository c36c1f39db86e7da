//! What those hear who cannot see the window.

use crate::window::Desk;
use crate::window::panel::SECTIONS;
use crate::window::testing::{Bench, SHAPES, THEORIES, scene};
use bevy_egui::egui::Key;
use bevy_egui::egui::accesskit::{Action, Role};
use egui_kittest::kittest::NodeT;

/// What can be pressed, moved or written in, but cannot be told from others.
fn nameless(bench: &Bench) -> Vec<String> {
    let acts = |node: &egui_kittest::Node| {
        let node = node.accesskit_node();
        let moved = [Role::ScrollBar, Role::Splitter, Role::Pane, Role::Window];
        let acts = node.data().supports_action(Action::Click);
        acts && !moved.contains(&node.role()) && node.label().is_none_or(|name| name.is_empty())
    };
    let all = bench.nodes().into_iter().filter(acts);
    all.map(|node| format!("{:?} {:?}", node.accesskit_node().role(), node.rect())).collect()
}

#[test]
fn everything_that_can_be_used_has_a_name() {
    for (theory, shape) in THEORIES.iter().flat_map(|t| SHAPES.map(|shape| (*t, shape))) {
        let mut bench = Bench::tall(scene(theory, shape));
        for section in SECTIONS.iter().filter(|section| !section.unfolded) {
            bench.click(section.title);
        }
        let there = bench.place([5.0, if shape.len() == 1 { 0.0 } else { 4.0 }]);
        bench.click_at(there, 1);
        bench.change::<Desk>(|desk| desk.messages.refused("test", "A message"));
        assert_eq!(nameless(&bench), Vec::<String>::new(), "{theory} {shape:?}");
        for key in [Key::N, Key::D, Key::O, Key::U] {
            bench.key(key);
            for _ in 0..40 {
                std::thread::sleep(std::time::Duration::from_millis(2));
                bench.frames(1);
            }
            assert_eq!(nameless(&bench), Vec::<String>::new(), "{theory} {shape:?} {key:?}");
        }
        for key in [Key::G, Key::Questionmark] {
            bench.key(key);
            assert_eq!(nameless(&bench), Vec::<String>::new(), "{theory} {shape:?} {key:?}");
            bench.key(Key::Escape);
        }
    }
}

#[test]
fn dark_and_light_are_told_and_taken() {
    let mut bench = Bench::new(scene("klein-gordon", &[26, 18]));
    let fill = |bench: &Bench| bench.style().visuals.panel_fill;
    let dark = fill(&bench);
    bench.key(Key::L);
    assert!(bench.get::<crate::view::Picture>().theme.name == "light" && fill(&bench) != dark);
    assert_eq!(bench.get::<Desk>().settings.theme.as_deref(), Some("light"));
    bench.key(Key::L);
    assert_eq!(fill(&bench), dark);
}
