//! In space: slices, surfaces of a level, volumes, points.

use super::{SIDE, off, phases, shot};
use crate::picture::panes::both;
use crate::picture::{BARE, dirac, fill, klein_gordon, orbit, studio};
use bevy::math::Vec3;
use fieldloom::lattice::{FieldState, Lattice};
use fieldloom::record::Frame;
use fieldloom::view::colours::{MapKind, Oklab, default_map, table};
use fieldloom::view::theme::THEMES;
use fieldloom::view::{Haste, StudioOptions};
use std::f32::consts::TAU;

#[test]
fn slices_lie_where_they_are_put_and_have_the_hues_of_their_phases() {
    let view = "view: (surface: \"slices\", axes: false, contours: 0, slices: (Some(5), Some(3), Some(9))), \
                camera: (yaw: 0, pitch: 90, orthographic: true)";
    let phase = |x: f64, y: f64| f64::from(TAU) * (2.0 * x / 12.0 + y / 10.0) - 0.4;
    let options = StudioOptions { width: 720, height: 640, supersample: 1, ..BARE };
    let mut studio = studio(&dirac(&[24, 20, 16], view), options, |[x, y, _]| {
        [0.6 * phase(x, y).cos(), 0.6 * phase(x, y).sin()]
    });
    let (frame, at) = shot(&mut studio);
    let colours = phases();
    // From above, the slice across z is seen, at its height; the others are lines.
    for (i, j) in (0..24).flat_map(|i| (0..20).map(move |j| (i, j))) {
        let (x, y) = (-5.7 + 0.47 * f64::from(i), -4.7 + 0.46 * f64::from(j));
        let place =
            Vec3::new((x / 12.0) as f32, (9.0 / 16.0 - 0.5) * 8.0 / 12.0, (-y / 12.0) as f32);
        let apart = off(&colours, phase(x, y) as f32, at(place));
        assert!(apart < 2.0, "{x} {y}: {apart}");
    }
    drop(frame);
    // From the front, the slice across y is where its index says, and from the right that across x.
    let side = view.replace("pitch: 90", "pitch: 0");
    let mut studio = crate::picture::studio(&dirac(&[24, 20, 16], &side), SIDE, |_| [0.5, 0.2]);
    let (_, at) = shot(&mut studio);
    assert_eq!(at(Vec3::new(0.45, 0.2, 0.0))[3], 255);
}

/// Largest and smallest distance from the middle at which something is seen, in pixels.
fn disc(frame: &Frame, least_alpha: u8) -> [f32; 2] {
    let (width, height) = (frame.width as f32, frame.height as f32);
    let away = |i: usize| {
        let (x, y) = ((i % frame.width as usize) as f32, (i / frame.width as usize) as f32);
        ((x + 0.5 - 0.5 * width).powi(2) + (y + 0.5 - 0.5 * height).powi(2)).sqrt()
    };
    let seen = |i: &usize| frame.rgba[4 * i + 3] >= least_alpha;
    let pixels = || 0..frame.rgba.len() / 4;
    let outer = pixels().filter(seen).map(away).fold(0.0, f32::max);
    let inner = pixels().filter(|i| !seen(i)).map(away).fold(f32::MAX, f32::min);
    [inner, outer]
}

/// A field that is larger the nearer to the middle.
fn ball([x, y, z]: [f64; 3]) -> f64 {
    (-(x * x + y * y + z * z) / 18.0).exp()
}

#[test]
fn an_isosurface_of_a_ball_has_its_radius_and_its_hue() {
    let view = "view: (surface: \"isosurface\", axes: false, height: \"amplitude1\", colour: \"psi1\", \
                range: Fixed(1.0), colour_range: Fixed(1.0), level: 0.4), \
                camera: (yaw: 20, pitch: 10, orthographic: true, distance: 1.5, fov: 40)";
    let phase = 2.2f64;
    let field = |place: [f64; 3]| [ball(place) * phase.cos(), ball(place) * phase.sin()];
    let mut studio = studio(&dirac(&[40, 40, 40], view), SIDE, field);
    let (frame, at) = shot(&mut studio);
    // exp(-r²/18) = 0.4; the box is 20 wide.
    let radius = (-18.0 * 0.4f64.ln()).sqrt() as f32 / 20.0;
    let orbit = orbit(&mut studio);
    let side = orbit.rotation() * Vec3::X;
    let edge = orbit.project(radius * side, 1.0).x - orbit.project(Vec3::ZERO, 1.0).x;
    let wanted = edge * 240.0;
    let [inner, outer] = disc(&frame, 128);
    assert!(
        (inner - wanted).abs() < 2.5 && (outer - wanted).abs() < 2.5,
        "{inner} {outer} {wanted}"
    );
    assert!(off(&phases(), phase as f32, at(Vec3::ZERO)) < 2.0);
}

#[test]
fn an_isosurface_shows_the_state_as_it_is_now() {
    let view = "view: (surface: \"isosurface\", axes: false, height: \"amplitude1\", colour: \"psi1\", \
                range: Fixed(1.0), level: 0.4)";
    let mut studio = studio(&dirac(&[20, 20, 20], view), SIDE, |_| [0.0; 2]);
    let empty = studio.capture().expect("a frame");
    assert!(empty.rgba.iter().skip(3).step_by(4).all(|alpha| *alpha == 0));
    let world = studio.world_mut();
    let lattice = world.resource::<Lattice>().clone();
    fill(&lattice, &mut world.resource_mut::<FieldState>(), |place| [ball(place), 0.0]);
    let full = studio.capture().expect("a frame");
    assert!(disc(&full, 128)[0] > 20.0);
}

#[test]
fn a_volume_of_a_ball_has_its_radius_its_hue_and_its_opacity() {
    let view = "view: (surface: \"volume\", axes: false, height: \"amplitude1\", colour: \"psi1\", \
                range: Fixed(1.0), colour_range: Fixed(1.0), opacity: (low: 0.4, high: 0.41, strength: 0.5)), \
                camera: (yaw: 20, pitch: 10, orthographic: true, distance: 1.5, fov: 40)";
    let phase = -2.5f64;
    let field = |place: [f64; 3]| [ball(place) * phase.cos(), ball(place) * phase.sin()];
    let mut studio = studio(&dirac(&[40, 40, 40], view), SIDE, field);
    let (frame, at) = shot(&mut studio);
    let radius = (-18.0 * 0.4f64.ln()).sqrt() as f32 / 20.0;
    let orbit = orbit(&mut studio);
    let side = orbit.rotation() * Vec3::X;
    let edge = orbit.project(radius * side, 1.0).x - orbit.project(Vec3::ZERO, 1.0).x;
    let [_, outer] = disc(&frame, 8);
    assert!((outer - edge * 240.0).abs() < 4.0, "{outer} {}", edge * 240.0);
    assert!(off(&phases(), phase as f32, at(Vec3::ZERO)) < 2.0);
    // Through the middle, half of the light is kept back along every tenth.
    for share in [0.0f32, 0.5, 0.8] {
        let way = 2.0 * radius * (1.0 - share * share).sqrt();
        let expected = 255.0 * (1.0 - 0.5f32.powf(10.0 * way));
        let seen = f32::from(at(share * radius * side)[3]);
        assert!((seen - expected).abs() < 9.0, "{share}: {seen} {expected}");
    }
}

#[test]
fn points_lie_on_their_sites_in_their_colours() {
    let view = "view: (surface: \"points\", axes: false, height: \"amplitude1\", colour: \"psi1\", density: 6), \
                camera: (yaw: 0, pitch: 0, orthographic: true)";
    let phase = |x: f64| 0.9 * x + 0.4;
    let mut studio =
        studio(&dirac(&[6, 6, 6], view), SIDE, |[x, ..]| [phase(x).cos(), phase(x).sin()]);
    let (frame, at) = shot(&mut studio);
    for i in 0..6 {
        let x = -1.5 + 0.5 * f64::from(i);
        let place = Vec3::new((x / 3.0) as f32, 0.0, 0.5);
        assert!(off(&phases(), phase(x) as f32, at(place)) < 2.0, "{i}");
        // Half way to the next there is none.
        assert_eq!(at(place + Vec3::new(1.0 / 12.0, 1.0 / 12.0, 0.0))[3], 0);
    }
    drop(frame);
}

#[test]
fn a_real_field_of_either_sign_has_two_isosurfaces() {
    let view = "view: (surface: \"isosurface\", axes: false, height: \"phi1\", colour: \"phi1\", \
                range: Fixed(1.0), level: 0.5), camera: (yaw: 0, pitch: 0, orthographic: true)";
    let lump = |x: f64, y: f64, z: f64| (-(x * x + y * y + z * z) / 6.0).exp();
    let field = |[x, y, z]: [f64; 3]| [lump(x - 4.0, y, z) - lump(x + 4.0, y, z), 0.0];
    let mut studio = studio(&klein_gordon(&[36, 24, 24], view), SIDE, field);
    let (_, at) = shot(&mut studio);
    let [right, left] = [0.22, -0.22].map(|x| at(Vec3::new(x, 0.0, 0.0)));
    assert!(right[0] > right[2] + 40 && left[2] > left[0] + 40, "{right:?} {left:?}");
    assert_eq!(at(Vec3::ZERO)[3], 0);
}

#[test]
fn a_volume_in_haste_is_the_same_picture_at_half_the_resolution() {
    let view =
        "view: (surface: \"volume\", height: \"amplitude1\", colour: \"psi1\", range: Fixed(1.0))";
    let field = |[x, y, z]: [f64; 3]| {
        let size = ball([x - 1.0, y + 2.0, z]);
        [size * (0.8 * x).cos(), size * (0.8 * x).sin()]
    };
    let options = StudioOptions { supersample: 1, width: 400, height: 300, ..SIDE };
    let mut studio = studio(&dirac(&[32, 32, 32], view), options, field);
    let fine = studio.capture().expect("a frame");
    studio.world_mut().insert_resource(Haste(true));
    (0..4).for_each(|_| drop(studio.capture().expect("a frame")));
    let coarse = studio.capture().expect("a frame");
    assert!(coarse != fine);
    let off = |(a, b): (&u8, &u8)| f64::from(a.abs_diff(*b));
    let mean = fine.rgba.iter().zip(&coarse.rgba).map(off).sum::<f64>() / fine.rgba.len() as f64;
    assert!(mean < 2.0, "{mean}");
    studio.world_mut().insert_resource(Haste(false));
    (0..4).for_each(|_| drop(studio.capture().expect("a frame")));
    assert!(studio.capture().expect("a frame") == fine);
}

/// Dark to light of half a box of a medium: what is kept of the light behind it.
const KEPT: f64 = 0.5;

/// A medium that is as opaque as can be wherever the field is not zero, of which half a box lets
/// half of the light through.
fn medium(more: &str) -> String {
    // `strength` is what a tenth of the longest side keeps back.
    let strength = 1.0 - KEPT.powf(0.2);
    format!(
        "view: (surface: \"volume\", {more}, axes: false, contours: 0, height: \"phi1\", \
         colour: \"phi1\", range: Fixed(1.0), colour_range: Fixed(1.0), slices: (Some(3), \
         Some(16), Some(3)), opacity: (low: 0.0, high: 0.1, strength: {strength})), camera: (yaw: \
         0, pitch: 0, orthographic: true)"
    )
}

#[test]
fn a_medium_lies_before_a_shape_and_ends_there() {
    // Seen from the front: one value before the slice across y, the other on it and behind it.
    let field = |[_, y, _]: [f64; 3]| [if y < -0.1 { 1.0 } else { -1.0 }, 0.0];
    let options = StudioOptions { supersample: 1, ..SIDE };
    let seen = |more: &str, haste: bool| {
        let mut studio = studio(&klein_gordon(&[32, 32, 32], &medium(more)), options, field);
        studio.world_mut().insert_resource(Haste(haste));
        (0..4).for_each(|_| drop(studio.capture().expect("a frame")));
        let (_, at) = shot(&mut studio);
        [Vec3::new(0.2, 0.15, 0.0), Vec3::new(0.1, -0.1, 0.0)].map(at)
    };
    let map = table(default_map(MapKind::Diverging), THEMES[0].neutral);
    let [front, slice] = [1.0, 0.0].map(|u| map.at(u).to_linear());
    let kept = KEPT as f32;
    let wanted = [0, 1, 2].map(|k| (1.0 - kept) * front[k] + kept * slice[k]);
    for haste in [false, true] {
        for [r, g, b, alpha] in seen("over: [\"slices\"]", haste) {
            let apart = Oklab::from_srgb([r, g, b]).distance(Oklab::from_linear(wanted));
            assert!(apart < 0.03 && alpha == 255, "{haste}: {apart} {:?}", [r, g, b, alpha]);
        }
        // Without the slice, what is behind lets a quarter of the light through.
        for pixel in seen("over: []", haste) {
            let through = 1.0 - f64::from(pixel[3]) / 255.0;
            assert!((through - KEPT * KEPT).abs() < 0.03, "{haste}: {through}");
        }
    }
}

#[test]
fn in_haste_both_panes_are_drawn_at_half_the_resolution() {
    let view = "view: (surface: \"volume\", height: \"amplitude1\", colour: \"psi1\", compare: \
                \"beside\", over: [\"isosurface\"], level: 0.7), gauge: (twin: true)";
    let packet = |shift: f64| {
        move |[x, y, z]: [f64; 3]| {
            let size = ball([x - shift, y, z + 1.0]);
            [size * (0.8 * x).cos(), size * (0.8 * x).sin()]
        }
    };
    let options = StudioOptions { supersample: 1, width: 602, height: 300, ..SIDE };
    let text = dirac(&[24, 24, 24], view);
    let mut studio = both(&text, options, packet(1.0), packet(-2.0));
    let fine = studio.capture().expect("a frame");
    studio.world_mut().insert_resource(Haste(true));
    (0..4).for_each(|_| drop(studio.capture().expect("a frame")));
    let coarse = studio.capture().expect("a frame");
    assert!(coarse != fine);
    let off = |(a, b): (&u8, &u8)| f64::from(a.abs_diff(*b));
    let mean = fine.rgba.iter().zip(&coarse.rgba).map(off).sum::<f64>() / fine.rgba.len() as f64;
    assert!(mean < 2.5, "{mean}");
    studio.world_mut().insert_resource(Haste(false));
    (0..4).for_each(|_| drop(studio.capture().expect("a frame")));
    assert!(studio.capture().expect("a frame") == fine);
}
