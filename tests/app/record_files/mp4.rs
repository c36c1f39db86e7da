//! mp4: structure, pictures, colour, interruption.

use super::boxes::{self, TABLES, find, kinds, numbers, u32_at};
use super::{picture, psnr, spec, start};
use fieldloom::record::{Frame, RecordError, open, read_provenance};
use std::fs;

#[test]
fn every_picture_decodes_and_looks_right() {
    let dir = tempfile::tempdir().unwrap();
    let spec = spec(dir.path().join("a.mp4"), 61);
    let done = start(&spec, 61).finish().unwrap();
    assert_eq!((done.frames, done.bytes), (61, fs::metadata(&spec.path).unwrap().len()));
    let pictures = boxes::finished(&fs::read(&spec.path).unwrap()).decode();
    assert_eq!(pictures.len(), 61);
    for (number, decoded) in (0..).zip(&pictures) {
        let quality = psnr(decoded, picture(96, 64, number).rgba.as_chunks().0);
        assert!(quality > 38.0, "picture {number}: {quality} dB");
    }
}

#[test]
fn flat_colours_survive() {
    let dir = tempfile::tempdir().unwrap();
    let mut spec = spec(dir.path().join("a.mp4"), 12);
    (spec.width, spec.height) = (50, 34);
    let colours: Vec<[u8; 4]> =
        (0..12u8).map(|i| [i * 23, 255 - i * 19, (i * 101) ^ 85, 255]).collect();
    let mut sink = open(&spec).unwrap();
    for colour in &colours {
        let rgba = colour.repeat(50 * 34);
        sink.push(&Frame { width: 50, height: 34, rgba }).unwrap();
    }
    sink.finish().unwrap();
    let pictures = boxes::finished(&fs::read(&spec.path).unwrap()).decode();
    assert_eq!(pictures.len(), 12);
    for (colour, picture) in colours.iter().zip(pictures) {
        assert_eq!(picture.len(), 50 * 34);
        for (i, pixel) in picture.into_iter().enumerate() {
            let far = (0..3).map(|c| pixel[c].abs_diff(colour[c])).max();
            assert!(far <= Some(3), "{colour:?} became {pixel:?} at {i}");
        }
    }
}

#[test]
fn the_finished_file_is_an_ordinary_mp4() {
    let dir = tempfile::tempdir().unwrap();
    let spec = spec(dir.path().join("a.mp4"), 100);
    start(&spec, 100).finish().unwrap();
    let file = fs::read(&spec.path).unwrap();
    assert_eq!(kinds(&file), ["ftyp", "free", "moov", "mdat"]);
    let moov = find(&file, "moov");
    assert_eq!(kinds(moov), ["mvhd", "trak", "udta"], "no fragments are announced");
    let table = |kind: &str| find(moov, &format!("{TABLES}/{kind}"));
    let mdhd = numbers(find(moov, "trak/mdia/mdhd"), 12);
    assert_eq!(mdhd[0], 24 * 1000, "timescale");
    assert_eq!(mdhd[1], 100 * 1000, "duration");
    assert_eq!(numbers(table("stts"), 4), [1, 100, 1000]);
    assert_eq!(numbers(table("stss"), 4), [3, 1, 49, 97]);
    let head = kinds(moov).len();
    assert_eq!(head, 3);
    let mdat = file.len() - find(&file, "mdat").len();
    let first = numbers(table("stco"), 8)[0] as usize;
    assert!(first > mdat, "pictures lie in the mdat");
    let movie = boxes::finished(&file);
    for (number, sample) in movie.samples.iter().enumerate() {
        let kind = sample[4] & 31;
        assert_eq!(kind == 5, number % 48 == 0, "unit {kind} in picture {number}");
    }
    let dates = [numbers(find(moov, "mvhd"), 4), numbers(find(moov, "trak/tkhd"), 4)];
    assert!(dates.iter().all(|date| date[..2] == [0, 0]), "no dates");
}

#[test]
fn colour_is_tagged_in_stream_and_container() {
    let dir = tempfile::tempdir().unwrap();
    let spec = spec(dir.path().join("a.mp4"), 1);
    start(&spec, 1).finish().unwrap();
    let file = fs::read(&spec.path).unwrap();
    let colr = find(&file, &format!("moov/{TABLES}/stsd@8/avc1@78/colr"));
    assert_eq!(colr, b"nclx\0\x01\0\x01\0\x01\0");
    let movie = boxes::finished(&file);
    assert_eq!(boxes::colour_description(&movie.sps), (0, 1, 1, 1));
}

#[test]
fn a_killed_recording_plays_after_every_picture() {
    let dir = tempfile::tempdir().unwrap();
    let spec = spec(dir.path().join("a.mp4"), 100);
    let mut sink = open(&spec).unwrap();
    for number in 0..52 {
        sink.push(&picture(96, 64, number)).unwrap();
        let file = fs::read(&spec.path).unwrap();
        assert_eq!(kinds(&file)[..3], ["ftyp", "free", "moov"]);
        assert_eq!(boxes::fragmented(&file).samples.len() as u32, number + 1);
    }
    let killed = dir.path().join("killed.mp4");
    fs::copy(&spec.path, &killed).unwrap();
    let file = fs::read(&killed).unwrap();
    let moov = find(&file, "moov");
    assert_eq!(kinds(moov), ["mvhd", "trak", "mvex", "udta"]);
    let defaults = numbers(find(moov, "mvex/trex"), 4);
    assert_eq!(defaults, [1, 1, 1000, 0, 0x0101_0000]);
    assert_eq!(boxes::fragmented(&file).decode().len(), 52);
    assert_eq!(read_provenance(&killed).unwrap(), spec.provenance);
}

#[test]
fn finished_and_killed_hold_the_same_pictures() {
    let dir = tempfile::tempdir().unwrap();
    let spec = spec(dir.path().join("a.mp4"), 7);
    let sink = start(&spec, 7);
    let before = boxes::fragmented(&fs::read(&spec.path).unwrap());
    sink.finish().unwrap();
    let after = boxes::finished(&fs::read(&spec.path).unwrap());
    assert_eq!(before.samples, after.samples);
    assert_eq!((before.sps, before.pps), (after.sps, after.pps));
}

#[test]
fn more_pictures_than_planned_move_the_tables_to_the_end() {
    let dir = tempfile::tempdir().unwrap();
    let spec = spec(dir.path().join("a.mp4"), 2);
    start(&spec, 60).finish().unwrap();
    let file = fs::read(&spec.path).unwrap();
    assert_eq!(kinds(&file), ["ftyp", "mdat", "moov"]);
    assert_eq!(boxes::finished(&file).decode().len(), 60);
    assert_eq!(read_provenance(&spec.path).unwrap(), spec.provenance);
}

#[test]
fn equal_pictures_give_equal_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let [a, b] = ["a.mp4", "b.mp4"].map(|name| {
        let spec = spec(dir.path().join(name), 30);
        start(&spec, 30).finish().unwrap();
        fs::read(&spec.path).unwrap()
    });
    assert!(a == b);
}

#[test]
fn the_origin_is_in_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let spec = spec(dir.path().join("a.mp4"), 3);
    start(&spec, 3).finish().unwrap();
    assert_eq!(read_provenance(&spec.path).unwrap(), spec.provenance);
    let file = fs::read(&spec.path).unwrap();
    let title = find(&file, "moov/udta/meta@4/ilst/©nam/data");
    assert_eq!((u32_at(title, 0), &title[8..]), (1, "Ripples, naïve".as_bytes()));
}

#[test]
fn sizes_that_do_not_exist_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let mut odd = spec(dir.path().join("a.mp4"), 3);
    (odd.width, odd.height) = (641, 360);
    let message = open(&odd).err().unwrap().to_string();
    assert!(message.contains("641x360"), "{message}");
    assert!(message.contains("640x360 or 642x360"), "{message}");
    for (width, height) in [(8, 64), (64, 14), (4096, 64), (2162, 2162)] {
        let mut spec = spec(dir.path().join("a.mp4"), 3);
        (spec.width, spec.height) = (width, height);
        assert!(matches!(open(&spec), Err(RecordError::Size { .. })), "{width}x{height}");
    }
    assert!(!odd.path.exists());
}

#[test]
fn transparency_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let mut spec = spec(dir.path().join("a.mp4"), 3);
    spec.transparent = true;
    let error = open(&spec).err().unwrap();
    assert!(matches!(error, RecordError::NoTransparency) && error.is_usage());
}
