//! PNG sequence: names, alpha, texts, replacement.

use super::{picture, spec, start};
use fieldloom::record::{Frame, RecordError, open, read_provenance};
use png::ColorType;
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};

fn decode(path: &Path) -> (png::Info<'static>, Vec<u8>) {
    let file = BufReader::new(fs::File::open(path).unwrap());
    let mut reader = png::Decoder::new(file).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    (reader.info().clone(), pixels)
}

fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).unwrap();
    let mut names: Vec<_> =
        entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn names_are_numbered_and_nothing_else_is_left() {
    let dir = tempfile::tempdir().unwrap();
    let done = start(&spec(dir.path().join("out.png"), 3), 3).finish().unwrap();
    assert_eq!(names(dir.path()), ["out_00000.png", "out_00001.png", "out_00002.png"]);
    assert_eq!((done.frames, done.path), (3, dir.path().join("out_00000.png")));
    assert!(done.files.contains("out_00002.png"));
    let sizes = names(dir.path()).into_iter().map(|n| fs::metadata(dir.path().join(n)).unwrap());
    assert_eq!(done.bytes, sizes.map(|m| m.len()).sum::<u64>());
    let many = spec(dir.path().join("many.png"), 100_001);
    start(&many, 1).finish().unwrap();
    assert!(dir.path().join("many_000000.png").exists());
}

#[test]
fn alpha_is_exact() {
    let dir = tempfile::tempdir().unwrap();
    let mut spec = spec(dir.path().join("out.png"), 1);
    spec.transparent = true;
    let mut frame = picture(96, 64, 4);
    for (i, alpha) in frame.rgba.iter_mut().skip(3).step_by(4).enumerate() {
        *alpha = (i * 7) as u8;
    }
    let mut sink = open(&spec).unwrap();
    sink.push(&frame).unwrap();
    sink.finish().unwrap();
    let (info, pixels) = decode(&dir.path().join("out_00000.png"));
    assert_eq!((info.width, info.height, info.color_type), (96, 64, ColorType::Rgba));
    assert!(pixels == frame.rgba);
}

#[test]
fn opaque_pictures_have_no_alpha() {
    let dir = tempfile::tempdir().unwrap();
    start(&spec(dir.path().join("out.png"), 2), 2).finish().unwrap();
    let (info, pixels) = decode(&dir.path().join("out_00001.png"));
    assert_eq!(info.color_type, ColorType::Rgb);
    let frame = picture(96, 64, 1);
    let expected: Vec<u8> = frame.rgba.chunks(4).flat_map(|p| p[..3].to_vec()).collect();
    assert!(pixels == expected);
}

#[test]
fn the_origin_and_the_colour_space_are_in_every_file() {
    let dir = tempfile::tempdir().unwrap();
    let spec = spec(dir.path().join("out.png"), 2);
    start(&spec, 2).finish().unwrap();
    for name in names(dir.path()) {
        let path = dir.path().join(name);
        assert_eq!(read_provenance(&path).unwrap(), spec.provenance);
        let (info, _) = decode(&path);
        assert!(info.srgb.is_some());
        let keywords: Vec<_> = info.utf8_text.iter().map(|text| text.keyword.as_str()).collect();
        assert_eq!(keywords, ["Title", "Software", "Seed", "Scene"]);
    }
}

#[test]
fn any_file_of_the_sequence_stops_it() {
    let dir = tempfile::tempdir().unwrap();
    let old = dir.path().join("out_00017.png");
    fs::write(&old, "precious").unwrap();
    for other in ["out.png", "out_x.png", "about_00001.png", "out_1.png"] {
        fs::write(dir.path().join(other), "other").unwrap();
    }
    let error = open(&spec(dir.path().join("out.png"), 3)).err().unwrap();
    assert!(matches!(&error, RecordError::Exists { path } if *path == old), "{error}");
    assert!(error.to_string().contains("--overwrite"));
    fs::remove_file(&old).unwrap();
    start(&spec(dir.path().join("out.png"), 3), 3).finish().unwrap();
}

#[test]
fn a_replaced_sequence_keeps_nothing_of_the_old_one() {
    let dir = tempfile::tempdir().unwrap();
    start(&spec(dir.path().join("out.png"), 5), 5).finish().unwrap();
    let mut spec = spec(dir.path().join("out.png"), 2);
    spec.overwrite = true;
    start(&spec, 2).finish().unwrap();
    assert_eq!(names(dir.path()), ["out_00000.png", "out_00001.png"]);
}

#[test]
fn a_relative_name_without_directory_works() {
    let name = PathBuf::from(format!("relative-{}.png", std::process::id()));
    let done = start(&spec(&name, 1), 1).finish().unwrap();
    fs::remove_file(&done.path).unwrap();
    assert_eq!(done.path.parent(), Some(Path::new("")));
}

#[test]
fn no_picture_is_no_sequence() {
    let dir = tempfile::tempdir().unwrap();
    let sink = open(&spec(dir.path().join("out.png"), 3)).unwrap();
    assert!(matches!(sink.finish(), Err(RecordError::NoFrames { .. })));
    assert!(names(dir.path()).is_empty());
}

#[test]
fn a_picture_of_another_size_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["out.png", "out.gif", "out.mp4"] {
        let mut sink = open(&spec(dir.path().join(name), 3)).unwrap();
        let error = sink.push(&Frame::new(64, 96)).unwrap_err().to_string();
        assert!(error.contains("64x96") && error.contains("96x64"), "{error}");
    }
}
