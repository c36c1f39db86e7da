//! The tour, presenting, checks and settings.

use crate::app::OpenedScene;
use crate::window::command::Keys;
use crate::window::panel::PANELS;
use crate::window::testing::{Bench, scene};
use crate::window::{Checked, Checks, Desk, Request, Rig, stops};
use bevy_egui::egui::Key;
use bevy_egui::egui::accesskit::Role;
use std::time::{Duration, Instant};

fn bench() -> Bench {
    Bench::new(scene("dirac", &[26, 18]))
}

fn wait(bench: &mut Bench, what: &str, done: impl Fn(&Bench) -> bool) {
    let begun = Instant::now();
    while !done(bench) {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::sleep(Duration::from_millis(5));
        bench.frames(1);
    }
    bench.frames(3);
}

#[test]
fn the_tour_goes_from_scene_to_scene_by_keys() {
    let mut bench = bench();
    bench.key(Key::PageDown);
    assert_eq!(bench.get::<Desk>().tour, None, "no tour, no stop");
    bench.key(Key::F8);
    for (at, stop) in stops().iter().enumerate().take(3) {
        wait(&mut bench, &stop.title, |bench| bench.get::<OpenedScene>().0.name() == stop.scene);
        assert_eq!(bench.get::<Desk>().tour, Some(at));
        assert!(bench.reads(&stop.title) && bench.reads(&stop.caption));
        assert!(
            bench.reads(&stop.attempt) && bench.reads(&format!("{} of {}", at + 1, stops().len()))
        );
        bench.key(Key::PageDown);
    }
    bench.key(Key::PageUp);
    assert_eq!(bench.get::<Desk>().tour, Some(2));
    bench.click("End the tour");
    assert!(bench.get::<Desk>().tour.is_none() && !bench.reads("of 12"));
}

#[test]
fn the_caption_takes_its_room_and_hides_nothing() {
    let mut bench = bench();
    let before = bench.get::<Rig>().region;
    bench.key(Key::F8);
    wait(&mut bench, "the first stop", |bench| {
        bench.get::<OpenedScene>().0.name() == stops()[0].scene
    });
    let caption = bench.widget(Role::Pane, "Caption").rect();
    let field = bench.get::<Rig>().region;
    assert!(field.max.y <= caption.min.y + 0.5 && field.height() < before.height());
}

#[test]
fn who_presents_has_large_captions_and_shows_keys() {
    let mut bench = bench();
    bench.key(Key::F11);
    let open = |bench: &mut Bench| -> Vec<&str> {
        bench.shown_at(|shown, desk| {
            PANELS
                .iter()
                .filter(|panel| (panel.open)(shown, desk))
                .map(|panel| panel.name)
                .collect()
        })
    };
    assert_eq!(open(&mut bench), vec!["tour"]);
    assert!(bench.reads("A test field"));
    bench.key(Key::Num7);
    assert!(bench.reads("Top"), "the key and what it does");
    bench.key(Key::Escape);
    assert!(!bench.get::<Desk>().presenter && open(&mut bench).len() > 4);
}

#[test]
fn a_check_shows_what_was_measured() {
    let text = "expect=[Drift(observable: \"charge\", below: 1e-12, ticks: 20), \
                Value(observable: \"charge\", tick: 3, value: 12.5, tolerance: 0.25)]";
    let with = scene("dirac", &[26, 18]).with_sets(&[text.to_owned(), "precision=F64".to_owned()]);
    let mut bench = Bench::new(with.expect("a scene"));
    bench.key(Key::F7);
    let source = bench.get::<OpenedScene>().0.source.clone();
    wait(&mut bench, "the check", |bench| {
        matches!(bench.get::<Checks>().of(&source), Some(Checked::Rows(_)))
    });
    for word in ["measured", "expected", "tolerance", "pass", "MISS", "12.5", "0.25"] {
        assert!(bench.reads(word), "{word}");
    }
    assert!(bench.reads("relative drift of charge in 20 ticks"));
    bench.key(Key::F7);
    assert!(!bench.reads("MISS"));
}

#[test]
fn the_gallery_checks_a_scene_without_leaving_the_one_that_is_shown() {
    let mut bench = bench();
    bench.key(Key::G);
    bench.click_on(Role::TextInput, "Search");
    bench.type_text("light cone");
    bench.frames(3);
    bench.click("Check light-cone");
    assert!(bench.get::<Desk>().gallery, "the card itself was not chosen");
    let source = crate::scene::builtin_text("light-cone").expect("built in");
    wait(&mut bench, "the check", |bench| {
        matches!(bench.get::<Checks>().of(source), Some(Checked::Rows(_)))
    });
    assert!(bench.reads("phi1 at") && bench.reads("pass"));
    assert!(bench.asked().iter().all(|asked| !matches!(asked, Request::Open(_))));
}

#[test]
fn the_interface_is_larger_and_smaller_and_the_field_stays_where_it_is() {
    let mut bench = bench();
    let size = |bench: &Bench| bench.widget(Role::Button, "One tick").rect().width();
    let usual = size(&bench);
    bench.press(Keys::control(Key::Plus));
    bench.press(Keys::control(Key::Equals));
    bench.frames(3);
    assert_eq!(bench.get::<Desk>().settings.scale(), 1.2);
    assert!((size(&bench) / usual - 1.2).abs() < 1e-3, "in pixels");
    let region = bench.get::<Rig>().region;
    assert!(region.max.x <= 1280.0 / 1.2 + 1.0, "{region:?}");
    let place = bench.get::<crate::view::camera::PictureRegion>().0;
    assert!((place.max.x - 1.0).abs() < 1e-3, "the field reaches the edge: {place:?}");
    bench.press(Keys::control(Key::Num0));
    assert_eq!(bench.get::<Desk>().settings.scale(), 1.0);
}

#[test]
fn settings_are_set() {
    let mut bench = bench();
    bench.press(Keys::control(Key::Comma));
    bench.choose("Surroundings", "light");
    assert_eq!(bench.get::<Desk>().settings.theme.as_deref(), Some("light"));
    assert_eq!(bench.get::<crate::view::Picture>().theme.name, "light");
    let reduced = bench.get::<Desk>().settings.reduced_motion;
    bench.click_on(Role::CheckBox, "Reduced motion");
    assert_ne!(bench.get::<Desk>().settings.reduced_motion, reduced);
    bench.click_on(Role::CheckBox, "Keep the session");
    assert!(!bench.get::<Desk>().settings.keeps_session);
    assert!(bench.reads("coarser while it moves"));
    bench.key(Key::Escape);
    assert!(!bench.get::<Desk>().preferences);
}

#[test]
fn a_fresh_start_brings_back_everything() {
    let mut bench = bench();
    for key in [Key::C, Key::P, Key::L, Key::N] {
        bench.key(key);
    }
    bench.press(Keys::control(Key::N));
    wait(&mut bench, "the first scene", |bench| {
        bench.get::<OpenedScene>().0.name() == crate::scene::DEFAULT_SCENE
    });
    let desk = bench.get::<Desk>();
    assert!(desk.settings.controls && desk.settings.plots && desk.analysis.open.is_none());
    assert_eq!((desk.settings.theme.as_deref(), desk.tour), (None, None));
    assert_eq!(bench.get::<crate::view::Picture>().theme.name, "dark");
}

#[test]
fn a_file_is_chosen_by_its_path() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("mine.ron");
    let text = crate::scene::builtin_text("light-cone").expect("built in");
    std::fs::write(&path, text).expect("written");
    let mut bench = bench();
    bench.press(Keys::control(Key::O));
    bench.change::<Desk>(|desk| {
        desk.open_file = Some(crate::window::panel::OpenFile::at(dir.path()))
    });
    assert!(bench.has(Role::Button, "mine.ron"));
    bench.click("mine.ron");
    let title = "A light cone without an error";
    wait(&mut bench, "the file", |bench| bench.get::<OpenedScene>().0.title == title);
    assert!(bench.get::<Desk>().open_file.is_none());
}
