//! Every scene in `scenes/` keeps what it promises.

use fieldloom::scene::{BuildOptions, DEFAULT_SCENE, builtin, builtin_text, parse};

#[test]
fn every_built_in_scene_keeps_its_promises() {
    for (name, text) in builtin() {
        let scene = parse(name, text, &[]).unwrap_or_else(|error| panic!("{error}"));
        assert!(!scene.expect.is_empty(), "{name} promises nothing");
        let rows = scene.check(&BuildOptions::default()).unwrap_or_else(|error| panic!("{error}"));
        for row in &rows {
            println!("{name}: {}: {:e} (expected {:e})", row.what, row.measured, row.expected);
        }
        let missed: Vec<_> = rows.iter().filter(|row| !row.pass).collect();
        assert!(missed.is_empty(), "{name}: {missed:?}");
    }
}

#[test]
fn every_built_in_scene_says_what_it_shows() {
    for (name, text) in builtin() {
        let scene = parse(name, text, &[]).unwrap();
        assert!((4..=60).contains(&scene.title.chars().count()), "{name}: {}", scene.title);
        let story = scene.story();
        assert!(story.about.len() >= 60, "{name} needs to say what it is");
        assert!(story.watch.len() >= 20, "{name} needs to say what to watch");
        assert!(story.attempt.len() >= 20, "{name} needs to say what to try");
        assert!(
            (20..=320).contains(&story.first_sentence().len()),
            "{name} begins with a sentence"
        );
    }
}

#[test]
fn the_list_is_that_of_the_folder() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenes");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ron"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(builtin().iter().map(|(name, _)| *name).collect::<Vec<_>>(), names);
    assert!(builtin_text(DEFAULT_SCENE).is_some());
}
