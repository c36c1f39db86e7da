//! GIF: palette, timing, changes, transparency.

use super::{BACKGROUND, picture, psnr, spec, start};
use fieldloom::record::{Frame, RecordError, open, read_provenance};
use gif::{DisposalMethod, Frame as Part, Repeat};
use std::fs;
use std::path::Path;

/// Background and edge of every decoded part, and the pictures that a viewer shows.
struct Decoded {
    parts: Vec<Part<'static>>,
    shown: Vec<Vec<[u8; 4]>>,
    repeat: Repeat,
}

/// Decodes as many whole pictures as there are.
fn decode(file: &[u8]) -> Decoded {
    let mut decoder = gif::DecodeOptions::new().read_info(file).unwrap();
    let width = usize::from(decoder.width());
    let palette = decoder.global_palette().unwrap().to_vec();
    assert_eq!(palette.len(), 256 * 3);
    let mut canvas = vec![[0; 4]; width * usize::from(decoder.height())];
    let (mut parts, mut shown) = (Vec::new(), Vec::new());
    while let Ok(Some(part)) = decoder.read_next_frame() {
        let part = part.clone();
        let columns = usize::from(part.width);
        for (i, &index) in part.buffer.iter().enumerate() {
            let x = usize::from(part.left) + i % columns;
            let y = usize::from(part.top) + i / columns;
            if Some(index) != part.transparent {
                let rgb = &palette[3 * usize::from(index)..][..3];
                canvas[y * width + x] = [rgb[0], rgb[1], rgb[2], 255];
            }
        }
        shown.push(canvas.clone());
        if part.dispose == DisposalMethod::Background {
            canvas.fill([0; 4]);
        }
        parts.push(part);
    }
    Decoded { parts, shown, repeat: decoder.repeat() }
}

fn decode_file(path: &Path) -> Decoded {
    decode(&fs::read(path).unwrap())
}

#[test]
fn pictures_look_right_with_one_palette() {
    let dir = tempfile::tempdir().unwrap();
    let spec = spec(dir.path().join("a.gif"), 30);
    assert_eq!(start(&spec, 30).finish().unwrap().frames, 30);
    let decoded = decode_file(&spec.path);
    assert_eq!(decoded.shown.len(), 30);
    assert_eq!(decoded.repeat, Repeat::Infinite);
    assert!(decoded.parts.iter().all(|part| part.palette.is_none()), "one palette");
    for (number, shown) in (0..).zip(&decoded.shown) {
        let original = picture(96, 64, number);
        let original = original.rgba.as_chunks::<4>().0;
        let quality = psnr(shown, original);
        assert!(quality > 30.0, "picture {number}: {quality} dB");
        for (shown, original) in shown.iter().zip(original) {
            assert!(*original != BACKGROUND || *shown == BACKGROUND, "the background is exact");
        }
    }
}

#[test]
fn delays_add_up_to_the_right_time() {
    let dir = tempfile::tempdir().unwrap();
    for (fps, least, largest) in [(30, 3, 4), (24, 4, 5), (7, 14, 15), (50, 2, 2)] {
        let mut spec = spec(dir.path().join(format!("{fps}.gif")), 47);
        spec.fps = fps;
        start(&spec, 47).finish().unwrap();
        let delays: Vec<u16> = decode_file(&spec.path).parts.iter().map(|p| p.delay).collect();
        assert_eq!(delays.len(), 47);
        assert!(delays.iter().all(|&d| (least..=largest).contains(&d)), "{fps}: {delays:?}");
        let mut time = 0;
        for (count, delay) in (1..).zip(delays) {
            time += i64::from(delay);
            let off = 2 * (time * i64::from(fps) - count * 100);
            assert!(off.abs() <= i64::from(fps), "{fps}: {time} after {count}");
        }
    }
}

#[test]
fn only_what_changes_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let spec = spec(dir.path().join("a.gif"), 3);
    let mut sink = open(&spec).unwrap();
    let mut frame = picture(96, 64, 0);
    sink.push(&frame).unwrap();
    sink.push(&frame).unwrap();
    for x in [70, 75] {
        frame.rgba[4 * (50 * 96 + x)] = 250;
    }
    sink.push(&frame).unwrap();
    sink.finish().unwrap();
    let area = |p: &Part| (p.left, p.top, p.width, p.height);
    let parts = decode_file(&spec.path).parts;
    assert_eq!(area(&parts[0]), (0, 0, 96, 64));
    assert_eq!(area(&parts[1]), (0, 0, 1, 1));
    assert_eq!(area(&parts[2]), (70, 50, 6, 1));
    let clear = parts[2].transparent.unwrap();
    assert_eq!(parts[2].buffer[1..5], [clear; 4]);
}

#[test]
fn transparency_comes_and_goes() {
    let dir = tempfile::tempdir().unwrap();
    let mut spec = spec(dir.path().join("a.gif"), 4);
    spec.transparent = true;
    let mut sink = open(&spec).unwrap();
    let visible = |number: usize, i: usize| (i + 13 * number) % 96 < 40;
    for number in 0..4 {
        let mut frame = picture(96, 64, number as u32);
        for (i, pixel) in frame.rgba.as_chunks_mut::<4>().0.iter_mut().enumerate() {
            pixel[3] = if visible(number, i) { 128 } else { 127 };
        }
        sink.push(&frame).unwrap();
    }
    sink.finish().unwrap();
    for (number, shown) in decode_file(&spec.path).shown.iter().enumerate() {
        for (i, pixel) in shown.iter().enumerate() {
            assert_eq!(pixel[3] == 255, visible(number, i), "pixel {i} of picture {number}");
        }
    }
}

#[test]
fn a_hint_brings_colours_that_come_later() {
    let dir = tempfile::tempdir().unwrap();
    let mut spec = spec(dir.path().join("a.gif"), 2);
    (spec.width, spec.height) = (32, 32);
    let later = |i: usize| [(40 + i / 8) as u8, (220 - i / 8) as u8, 128];
    spec.gif_hint = (0..1024).map(later).collect();
    let mut sink = open(&spec).unwrap();
    let rgba = BACKGROUND.repeat(1024);
    sink.push(&Frame { width: 32, height: 32, rgba }).unwrap();
    let rgba = (0..1024).flat_map(|i| [&later(i)[..], &[255]].concat()).collect();
    let second = Frame { width: 32, height: 32, rgba };
    sink.push(&second).unwrap();
    sink.finish().unwrap();
    let quality = psnr(&decode_file(&spec.path).shown[1], second.rgba.as_chunks().0);
    assert!(quality > 38.0, "{quality} dB");
}

#[test]
fn a_killed_recording_plays_after_every_picture() {
    let dir = tempfile::tempdir().unwrap();
    let spec = spec(dir.path().join("a.gif"), 9);
    let mut sink = open(&spec).unwrap();
    for number in 0..9 {
        sink.push(&picture(96, 64, number)).unwrap();
        let decoded = decode_file(&spec.path);
        assert_eq!(decoded.shown.len() as u32, number + 1);
    }
    assert_eq!(read_provenance(&spec.path).unwrap(), spec.provenance);
}

#[test]
fn equal_pictures_give_equal_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let [a, b] = ["a.gif", "b.gif"].map(|name| {
        let spec = spec(dir.path().join(name), 12);
        start(&spec, 12).finish().unwrap();
        fs::read(&spec.path).unwrap()
    });
    assert!(a == b && a.ends_with(b";"));
}

#[test]
fn rates_that_players_slow_down_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let mut spec = spec(dir.path().join("a.gif"), 9);
    spec.fps = 51;
    let error = open(&spec).err().unwrap();
    assert!(matches!(error, RecordError::Rate { fps: 51, largest: 50, .. }) && error.is_usage());
    assert!(!spec.path.exists());
}
