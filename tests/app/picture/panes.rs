//! Two panes: the same field looks the same in both, and what differs differs by what it should.

use super::{BARE, aspect, dirac, fill, hue, orbit, pixel, studio, turn};
use bevy::math::Vec3;
use fieldloom::app::{Session, run_ticks};
use fieldloom::gauge::{Gauge, GaugeCommand};
use fieldloom::record::Frame;
use fieldloom::scene::{self, BuildOptions};
use fieldloom::simulation::Level;
use fieldloom::view::colours::{colour_map, table};
use fieldloom::view::readout::Readout;
use fieldloom::view::{Studio, StudioOptions};
use std::f32::consts::TAU;

fn packet([x, y, z]: [f64; 3]) -> [f64; 2] {
    let size = (-((x - 1.0).powi(2) + (y + 0.5).powi(2) + z * z) / 9.0).exp();
    let phase = 0.8 * x - 0.5 * y + 0.3 * z;
    [size * phase.cos(), size * phase.sin()]
}

/// A studio in which the first field runs and the second is its twin.
pub fn both(
    text: &str,
    options: StudioOptions,
    first: impl Fn([f64; 3]) -> [f64; 2],
    second: impl Fn([f64; 3]) -> [f64; 2],
) -> Studio {
    let scene = scene::parse("measured.ron", text, &[]).unwrap_or_else(|error| panic!("{error}"));
    let mut run = scene.build(&BuildOptions::default()).expect("a simulation");
    fill(&run.lattice, &mut run.state, second);
    for begins in [false, true] {
        run.change_gauge(&GaugeCommand::Twin(begins)).expect("a twin");
    }
    fill(&run.lattice, &mut run.state, first);
    Studio::new(&scene, run, options).unwrap_or_else(|error| panic!("{error}"))
}

/// The two halves of a frame, beside or above each other.
fn halves(frame: &Frame, stacked: bool) -> [Frame; 2] {
    let (width, height) = (frame.width as usize, frame.height as usize);
    let (wide, high) = if stacked { (width, height / 2) } else { (width / 2, height) };
    [0, 1].map(|half| {
        let (left, top) =
            if stacked { (0, half * (height - high)) } else { (half * (width - wide), 0) };
        let line = |y: usize| &frame.rgba[4 * ((top + y) * width + left)..][..4 * wide];
        let rgba = (0..high).flat_map(line).copied().collect();
        Frame { width: wide as u32, height: high as u32, rgba }
    })
}

/// Whether two pictures are the same, but for what rounding leaves at the edges of triangles.
fn alike(a: &Frame, b: &Frame) -> bool {
    let apart = a.rgba.iter().zip(&b.rgba).map(|(a, b)| a.abs_diff(*b));
    (a.width, a.height) == (b.width, b.height) && apart.max().unwrap_or(0) <= 1
}

#[test]
fn equal_fields_look_equal_to_the_last_pixel() {
    for (shape, size, stacked) in [
        (&[20, 26][..], (640, 300), false),
        (&[20, 26], (641, 300), false),
        (&[20, 26], (300, 521), true),
        (&[60], (640, 300), false),
        (&[12, 14, 10], (640, 300), false),
    ] {
        for theme in ["dark", "light"] {
            let text = dirac(
                shape,
                &format!("gauge: (twin: true), view: (compare: \"beside\", theme: {theme:?})"),
            );
            let options = StudioOptions { width: size.0, height: size.1, ..BARE };
            let mut studio = both(&text, options, packet, packet);
            let frame = studio.capture().expect("a frame");
            let [first, second] = halves(&frame, stacked);
            assert!(alike(&first, &second), "{shape:?} {size:?} {theme}");
            let background = pixel(&first, -0.999, 0.999);
            assert!(
                first.rgba.as_chunks::<4>().0.iter().filter(|p| **p != background).count() > 900
            );
        }
    }
}

#[test]
fn a_turned_phase_is_a_turned_hue_and_nothing_else() {
    let angle = 1.3f32;
    let wave = |[x, y, _]: [f64; 3], by: f32| {
        let phase = TAU * (3.0 * x as f32 / 24.0 + 2.0 * y as f32 / 16.0) + by;
        [0.7 * f64::from(phase.cos()), 0.7 * f64::from(phase.sin())]
    };
    let text = dirac(
        &[48, 32],
        "gauge: (twin: true), view: (axes: false, compare: \"beside\"), \
         camera: (yaw: 0, pitch: 88.8, orthographic: true)",
    );
    let options = StudioOptions { width: 1280, height: 440, supersample: 1, ..BARE };
    let mut studio = both(&text, options, |at| wave(at, 0.0), |at| wave(at, -angle));
    let [first, second] = halves(&studio.capture().expect("a frame"), false);
    let orbit = orbit(&mut studio);
    for (i, j) in (0..40).flat_map(|i| (0..26).map(move |j| (i, j))) {
        let (x, y) = (-11.0 + 22.0 * i as f32 / 40.0, -7.0 + 14.0 * j as f32 / 26.0);
        let seen = orbit.project(Vec3::new(x / 24.0, 0.125, -y / 24.0), aspect(&first));
        let [a, b] = [&first, &second].map(|half| hue(pixel(half, seen.x, seen.y)));
        // Eight bits a channel leave a degree or two.
        assert!((turn(a, b) + angle).abs().to_degrees() < 3.0, "{x} {y}: {}", turn(a, b));
    }
}

#[test]
fn scales_are_those_of_both_fields() {
    // A weak field beside a strong one is drawn weak, and the strong one as high as it is.
    let weak = |at: [f64; 3]| packet(at).map(|part| 0.4 * part);
    let text = dirac(&[20, 26], "gauge: (twin: true), view: (compare: \"beside\")");
    let options = StudioOptions { width: 640, height: 300, ..BARE };
    let frame = |first: f64, second: f64| {
        let scaled = |by: f64| move |at: [f64; 3]| packet(at).map(|part| by * part);
        both(&text, options, scaled(first), scaled(second)).capture().expect("a frame")
    };
    let [strong, faint] = halves(&frame(1.0, 0.4), false);
    let [left, right] = halves(&frame(0.4, 1.0), false);
    assert!(alike(&faint, &left) && alike(&strong, &right) && !alike(&strong, &faint));
    let mut alone = studio(&text.replace("beside", "none"), options, weak);
    let [alone, _] = halves(&alone.capture().expect("a frame"), false);
    assert!(!alike(&alone, &faint));
}

#[test]
fn a_twin_that_ends_leaves_an_empty_pane() {
    let text = dirac(&[20, 26], "gauge: (twin: true), view: (compare: \"beside\", axes: false)");
    let options = StudioOptions { width: 640, height: 300, ..BARE };
    let mut studio = both(&text, options, packet, packet);
    let background = |half: &Frame| pixel(half, -0.999, 0.999);
    let empty =
        |half: &Frame| half.rgba.as_chunks::<4>().0.iter().all(|pixel| *pixel == background(half));
    let [first, second] = halves(&studio.capture().expect("a frame"), false);
    assert!(!empty(&first) && !empty(&second));
    let world = studio.world_mut();
    world.insert_resource(Gauge::default());
    let [first, second] = halves(&studio.capture().expect("a frame"), false);
    assert!(!empty(&first) && empty(&second));
}

#[test]
fn nothing_is_compared_with_a_twin_that_is_not_there() {
    for view in ["compare: \"beside\"", "compare: \"difference\"", "readout: true"] {
        let text = dirac(&[20, 26], &format!("view: ({view})"));
        let refused = scene::parse("measured.ron", &text, &[]).expect_err(view).to_string();
        assert!(refused.contains("twin: true"), "{refused}");
        // A twin may end while it runs.
        let text = text.replace("view:", "gauge: (twin: true), view:");
        let scene = scene::parse("measured.ron", &text, &[]).expect("a scene");
        let mut run = scene.build(&BuildOptions::default()).expect("a simulation");
        run.change_gauge(&GaugeCommand::Twin(false)).expect("the end of a twin");
        let Err(refused) = Studio::new(&scene, run, BARE) else { panic!("{view}") };
        assert!(refused.to_string().contains("twin: true"), "{refused}");
    }
}

#[test]
fn the_difference_is_flat_for_equal_fields_and_rises_with_what_is_apart() {
    let text =
        dirac(&[20, 26], "gauge: (twin: true), view: (compare: \"difference\", axes: false)");
    let options = StudioOptions { width: 640, height: 300, ..BARE };
    let shown = |by: f64| {
        let changed = move |at: [f64; 3]| packet(at).map(|part| (1.0 + by) * part);
        let frame = both(&text, options, changed, packet).capture().expect("a frame");
        halves(&frame, false)
    };
    let [same, none] = shown(0.0);
    let frames = [1e-12, 1e-6, 0.1].map(|by| shown(by)[1].clone());
    assert!(!alike(&same, &none));
    // Highest row that is drawn: the higher, the more is apart.
    let background = pixel(&none, -0.999, 0.999);
    let top = |frame: &Frame| {
        let rows = frame.rgba.chunks_exact(4 * frame.width as usize);
        let drawn = |row: &[u8]| row.as_chunks::<4>().0.iter().any(|pixel| *pixel != background);
        rows.into_iter().position(drawn).expect("a surface")
    };
    let [first, second, third] = frames.each_ref().map(top);
    // Single precision does not tell a field from one that is larger by 1e-12.
    assert_eq!(first, top(&none));
    assert!(first > second + 8 && second > third + 8, "{first} {second} {third}");
}

#[test]
fn an_angle_is_coloured_as_a_phase() {
    let angle = 1.3f32;
    let text = dirac(
        &[48, 32],
        "gauge: (rotate: [Constant(theta: 1.3)]), \
         view: (axes: false, surface: \"flat-map\", height: \"density\", colour: \"gauge-angle\"), \
         camera: (yaw: 0, pitch: 88.8, orthographic: true)",
    );
    let options = StudioOptions { width: 640, height: 440, supersample: 1, ..BARE };
    let frame = studio(&text, options, packet).capture().expect("a frame");
    let colours = table(colour_map("phase").expect("the default map"), 0.5);
    for (x, y) in [(0.0, 0.0), (-0.5, 0.3), (0.4, -0.4)] {
        let off = turn(colours.at_phase(angle).hue(), hue(pixel(&frame, x, y)));
        assert!(off.abs().to_degrees() < 2.5, "{x} {y}: {}", off.to_degrees());
    }
}

/// Part of the pixels in the readout that are written on, and the readout itself.
fn read_out(mode: &str, theme: &str, (width, height): (u32, u32)) -> (f32, Readout) {
    let text = dirac(
        &[20, 26],
        &format!(
            "initial: [Packet(centre: [0.5, -1.0], width: 1.5, momentum: [0.6, 0.3])], \
             gauge: (twin: true, mode: {mode}, rotate: [Noise(amplitude: 1.5, seed: 2)]), \
             view: (compare: \"beside\", readout: true, theme: {theme:?})"
        ),
    );
    let scene = scene::parse("measured.ron", &text, &[]).unwrap_or_else(|error| panic!("{error}"));
    let options = StudioOptions { width, height, supersample: 1, ..BARE };
    let session = Session::begin(scene, BuildOptions::default()).expect("a session");
    let mut studio = Studio::of_session(session, options).expect("a studio");
    studio.capture().expect("a frame");
    run_ticks(studio.world_mut(), 4).expect("a sound run");
    let frame = studio.capture().expect("a frame");
    let background = pixel(&frame, -0.999, 0.999);
    let start = 4 * (width * height * 4 / 5) as usize;
    let below = frame.rgba[start..].as_chunks::<4>().0;
    let written = below.iter().filter(|pixel| **pixel != background).count();
    let readout = studio.world_mut().resource::<Readout>().clone();
    (written as f32 / below.len() as f32, readout)
}

#[test]
fn the_readout_stands_below_and_tells_the_modes_apart() {
    for (theme, size) in [("dark", (1280, 720)), ("light", (1920, 1080)), ("dark", (500, 700))] {
        let (written, readout) = read_out("Covariant", theme, size);
        assert!(written > 0.01, "{theme} {size:?}: {written}");
        assert_eq!(readout.worst(), Some(Level::Green));
        assert!(readout.largest(true) < 1e-5 && readout.largest(false) > 0.5);
        assert!(readout.head.is_some_and(|head| head.turned > 1.0));
        assert_eq!(readout.trace.moments().count(), 2);
    }
    let (_, readout) = read_out("Bare", "dark", (640, 360));
    assert_eq!(readout.worst(), Some(Level::Red));
    assert!(readout.largest(true) > 0.01);
    assert_eq!(readout.head.map(|head| head.mode), Some("Bare"));
}
