//! `record`: films that are exact, the same every time, and whole however the program ends.

use crate::program::{Bench, Said, signal, wait_until};
use crate::record_files::boxes::{finished, fragmented};

/// Number of pictures that decode from a finished mp4.
fn frames(file: &[u8]) -> usize {
    finished(file).decode().len()
}

#[test]
fn a_film_has_the_frames_it_should_and_prints_its_path() {
    let bench = Bench::new();
    let said = bench.run(&["record", "scene.ron", "-o", "film.mp4", "--frames", "7"]);
    said.expect(0, &["7 frames in "]);
    assert_eq!(said.out, "film.mp4\n");
    assert_eq!(frames(&bench.read("film.mp4")), 7);
    let provenance = fieldloom::record::read_provenance(&bench.path("film.mp4")).unwrap();
    assert_eq!(provenance.scene, crate::program::SCENE);
    assert_eq!((provenance.title.as_str(), provenance.seed), ("A packet to test with", 3));
}

#[test]
fn two_recordings_are_the_same_to_the_last_byte() {
    let bench = Bench::new();
    for name in ["mp4", "gif"] {
        let (a, b) = (format!("a.{name}"), format!("b.{name}"));
        bench.run(&["record", "scene.ron", "-o", &a]).expect(0, &[]);
        bench.run(&["record", "scene.ron", "-o", &b, "--threads", "1"]).expect(0, &[]);
        assert!(bench.read(&a) == bench.read(&b), "two {name} files differ");
    }
}

#[test]
fn the_first_picture_is_the_field_before_any_tick() {
    let bench = Bench::new();
    let args = ["--frames", "2", "--ticks-per-frame"];
    for (name, ticks) in [("slow", "1"), ("fast", "40"), ("still", "0")] {
        let png = format!("{name}.png");
        let said = bench.run(&[&["record", "scene.ron", "-o", &png], &args[..], &[ticks]].concat());
        said.expect(0, &[]);
    }
    let frame = |name: &str, at: u32| bench.read(&format!("{name}_{at:05}.png"));
    assert_eq!(frame("slow", 0), frame("fast", 0));
    assert_ne!(frame("slow", 1), frame("fast", 1));
    assert_eq!(frame("still", 0), frame("still", 1));
}

/// Width and height in the header of a PNG.
fn png_size(file: &[u8]) -> (u32, u32) {
    let word = |at: usize| u32::from_be_bytes(file[at..at + 4].try_into().unwrap());
    (word(16), word(20))
}

#[test]
fn size_and_rate_are_those_of_the_command_line() {
    let bench = Bench::new();
    let args = ["--size", "90x50", "--frames", "1", "--supersample", "2", "--fps", "24", "--json"];
    let said = bench.run(&[&["record", "scene.ron", "-o", "one.png"], &args[..]].concat());
    said.expect(0, &[]);
    let report = said.json();
    assert_eq!(png_size(&bench.read(report["path"].as_str().map(name_of).unwrap())), (90, 50));
    assert_eq!((report["frames"].as_u64(), report["fps"].as_u64()), (Some(1), Some(24)));
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

#[test]
fn legend_and_caption_can_be_left_out() {
    let bench = Bench::new();
    let record = |name: &str, more: &[&str]| {
        let args = ["record", "scene.ron", "-o", name, "--frames", "1", "--size", "320x240"];
        bench.run(&[&args[..], more].concat()).expect(0, &[]);
        bench.read(name_of(&name.replace(".png", "_00000.png")))
    };
    let full = record("full.png", &[]);
    let no_legend = record("no-legend.png", &["--no-legend"]);
    let no_caption = record("no-caption.png", &["--no-caption"]);
    assert!(full != no_legend && full != no_caption && no_legend != no_caption);
}

#[test]
fn a_film_that_is_there_is_not_replaced_unless_told() {
    let bench = Bench::new();
    bench.write("film.gif", b"mine");
    let args = ["record", "scene.ron", "-o", "film.gif"];
    bench.run(&args).expect(6, &["film.gif", "--overwrite"]);
    assert_eq!(bench.read("film.gif"), b"mine");
    bench.run(&[&args[..], &["--overwrite"]].concat()).expect(0, &[]);
    assert!(bench.read("film.gif").starts_with(b"GIF89a"));
}

#[test]
fn outputs_that_cannot_be_are_refused() {
    let bench = Bench::new();
    let cases = [("film.avi", 2, ".mp4"), ("film", 2, ".mp4"), ("nowhere/film.mp4", 6, "nowhere")];
    for (path, code, part) in cases {
        bench.run(&["record", "scene.ron", "-o", path]).expect(code, &[part]);
    }
    bench.run(&["record", "scene.ron", "-o", "a.mp4", "--size", "63x48"]).expect(2, &["even"]);
    bench.run(&["record", "scene.ron", "-o", "a.mp4", "--size", "big"]).expect(2, &["1280x720"]);
    bench.run(&["record", "scene.ron", "-o", "a.mp4", "--frames", "0"]).expect(2, &[]);
    bench.run(&["record", "scene.ron", "-o", "a.mp4", "--transparent"]).expect(2, &[]);
    assert!(!bench.has("a.mp4"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let bench = Bench::new();
    std::os::unix::fs::symlink("/dev/full", bench.path("full.mp4")).unwrap();
    let said = bench.run(&["record", "scene.ron", "-o", "full.mp4", "--overwrite"]);
    said.expect(6, &["full.mp4", "full"]);
}

#[test]
fn view_settings_that_do_not_fit_are_a_bad_scene() {
    let bench = Bench::replacing("seed: 3,", "seed: 3,\n    view: (height: \"nothing\"),");
    bench.run(&["record", "scene.ron", "-o", "a.mp4"]).expect(3, &["scene.ron:8:", "nothing"]);
    assert!(!bench.has("a.mp4"));
}

#[test]
fn without_an_adapter_nothing_is_recorded_or_left_behind() {
    let bench = Bench::new();
    let mut command = bench.command(&["record", "scene.ron", "-o", "film.mp4"]);
    let output = command.env("VK_ICD_FILENAMES", "/nowhere").output().unwrap();
    Said::from(output).expect(4, &["no graphics adapter", "mesa-vulkan-drivers"]);
    assert!(!bench.has("film.mp4"));
}

#[test]
fn a_field_that_blows_up_ends_the_film_where_it_was_whole() {
    let bench = Bench::replacing("dt: 0.2", "dt: 0.9, allow_unstable: true");
    let args = ["record", "scene.ron", "-o", "film.mp4", "--frames", "500"];
    let said = bench.run(&[&args[..], &["--ticks-per-frame", "20"]].concat());
    said.expect(5, &["at tick ", "at site [", "of 500 frames are in film.mp4"]);
    let file = bench.read("film.mp4");
    let told = said.err.split(" of 500 frames").next().unwrap().rsplit(' ').next().unwrap();
    assert_eq!(frames(&file).to_string(), told);
}

/// Begins a film that takes minutes and waits until there are pictures of it.
fn begin(bench: &Bench) -> std::process::Child {
    let child = bench.spawn(&["record", "scene.ron", "-o", "film.mp4", "--frames", "20000"]);
    await_pictures(bench, "film.mp4");
    child
}

fn await_pictures(bench: &Bench, film: &str) {
    let pictures = |file: Vec<u8>| file.windows(4).filter(|&name| name == b"moof").count();
    let written = || std::fs::read(bench.path(film)).is_ok_and(|file| pictures(file) > 2);
    wait_until("the first pictures", written);
}

#[test]
fn an_interrupted_film_is_finished() {
    let bench = Bench::new();
    let child = begin(&bench);
    signal(&child, "INT");
    let said = Said::from(child.wait_with_output().unwrap());
    said.expect(130, &["finishing the files", "of 20000 frames are in film.mp4"]);
    let file = bench.read("film.mp4");
    let told = said.err.split(" of 20000 frames").next().unwrap().rsplit(' ').next().unwrap();
    assert_eq!(frames(&file).to_string(), told);
}

#[test]
fn a_killed_film_plays_up_to_its_last_picture() {
    let bench = Bench::new();
    let mut child = begin(&bench);
    signal(&child, "KILL");
    child.wait().unwrap();
    let movie = fragmented(whole(&bench.read("film.mp4")));
    let pictures = movie.decode();
    assert!(!pictures.is_empty());
    assert_eq!(pictures.len(), movie.samples.len());
}

/// The file up to its last whole fragment: a kill may fall into the middle of one.
fn whole(file: &[u8]) -> &[u8] {
    let mut end = 0;
    let mut at = 0;
    while let Some(size) = file.get(at..at + 4) {
        let size = u32::from_be_bytes(size.try_into().unwrap()) as usize;
        if size < 8 || at + size > file.len() {
            break;
        }
        let kind = &file[at + 4..at + 8];
        at += size;
        end = if kind == b"moof" { end } else { at };
    }
    &file[..end]
}
