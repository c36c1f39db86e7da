//! Colours mean what the legend says.

use super::{BARE, aspect, dirac, hue, orbit, pixel, studio, turn};
use bevy::math::Vec3;
use fieldloom::view::StudioOptions;
use fieldloom::view::colours::{colour_map, table};
use std::f32::consts::{PI, TAU};

/// Straight down, without perspective.
const FROM_ABOVE: &str = "camera: (yaw: 0, pitch: 88.8, orthographic: true)";

/// A wave with three periods along x and two along y, whose magnitude is the same everywhere.
fn wave([x, y, _]: [f64; 3]) -> [f64; 2] {
    let phase = phase(x as f32, y as f32);
    [0.7 * f64::from(phase.cos()), 0.7 * f64::from(phase.sin())]
}

fn phase(x: f32, y: f32) -> f32 {
    TAU * (3.0 * x / 24.0 + 2.0 * y / 16.0) + 0.3
}

#[test]
fn hue_is_phase_everywhere_and_has_no_seam() {
    for (zero, theme) in [(0.0, "dark"), (1.1, "light")] {
        let view =
            format!("view: (axes: false, phase_zero: {zero:?}, theme: {theme:?}), {FROM_ABOVE}");
        let options = StudioOptions { width: 960, height: 640, supersample: 1, ..BARE };
        let mut studio = studio(&dirac(&[48, 32], &view), options, wave);
        let frame = studio.capture().expect("a frame");
        let orbit = orbit(&mut studio);
        let colours = table(colour_map("phase").expect("the default map"), 0.5);
        let mut worst: f32 = 0.0;
        for (i, j) in (0..90).flat_map(|i| (0..60).map(move |j| (i, j))) {
            // Everywhere but at the very edge, on sites and between them.
            let (x, y) = (-11.5 + 23.0 * i as f32 / 90.0, -7.5 + 15.0 * j as f32 / 60.0);
            // The box is 24 wide; the surface lies at the top of it, since the magnitude is even.
            let place = Vec3::new(x / 24.0, 0.125, -y / 24.0);
            let seen = orbit.project(place, aspect(&frame));
            let expected = colours.at_phase(phase(x, y) - zero).hue();
            worst = worst.max(turn(expected, hue(pixel(&frame, seen.x, seen.y))).abs());
        }
        // Half a pixel is almost one degree of phase here, and 8 bits a channel leave one more.
        assert!(worst.to_degrees() < 2.5, "{theme}: {} degrees", worst.to_degrees());
    }
}

#[test]
fn a_ribbon_winds_as_often_as_its_phase() {
    let (turns, length) = (5.0, 64.0);
    let text = dirac(&[128], "view: (axes: false), camera: (yaw: 0, pitch: 0, orthographic: true)");
    let options = StudioOptions { width: 640, height: 240, ..BARE };
    let phase = |x: f64| std::f64::consts::TAU * turns * x / length;
    let mut studio = studio(&text, options, |[x, ..]| [0.8 * phase(x).cos(), 0.8 * phase(x).sin()]);
    let frame = studio.capture().expect("a frame");
    let orbit = orbit(&mut studio);
    let colours = table(colour_map("phase").expect("the default map"), 0.5);
    let (mut wound, mut last) = (0.0, None);
    for i in 0..1200 {
        let x = -31.0 + 62.0 * f64::from(i) / 1200.0;
        let phase = phase(x);
        if phase.cos().abs() < 0.5 {
            continue;
        }
        // Half way from the axis to the curve.
        let place =
            Vec3::new((x / length) as f32, 0.125 * phase.cos() as f32, 0.125 * phase.sin() as f32);
        let seen = orbit.project(place, aspect(&frame));
        let hue = hue(pixel(&frame, seen.x, seen.y));
        let error = turn(colours.at_phase(phase as f32).hue(), hue);
        assert!(error.abs() < 0.09, "at {x}: {} degrees", error.to_degrees());
        wound += last.map_or(0.0, |last| turn(last, hue));
        last = Some(hue);
    }
    let expected = TAU * turns as f32 * 62.0 / 64.0;
    assert!((wound - expected).abs() < 0.3 * PI, "{} turns", wound / TAU);
}

#[test]
fn what_is_no_number_has_a_colour_of_its_own() {
    let view = format!("view: (axes: false), {FROM_ABOVE}");
    let mut studio =
        studio(
            &dirac(&[24, 24], &view),
            BARE,
            |[x, ..]| {
                if x > 2.0 { [f64::NAN; 2] } else { [0.5, 0.1] }
            },
        );
    let frame = studio.capture().expect("a frame");
    let orbit = orbit(&mut studio);
    let at = |x: f32| {
        let seen = orbit.project(Vec3::new(x / 12.0, 0.0, 0.0), aspect(&frame));
        pixel(&frame, seen.x, seen.y)
    };
    let ([r, g, b, _], number) = (at(4.5), at(-3.0));
    assert!(r > 150 && g < 60 && b > 130, "{r} {g} {b}");
    assert!(number[1] > 60, "{number:?}");
}
