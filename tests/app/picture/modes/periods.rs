//! The neighbouring periods of a lattice that closes on itself.

use super::{SIDE, off, phases, shot};
use crate::picture::{BARE, dirac, klein_gordon, studio};
use bevy::math::Vec3;
use fieldloom::view::StudioOptions;
use std::f32::consts::TAU;

#[test]
fn a_wave_goes_on_through_the_neighbouring_periods() {
    let phase = |x: f64, y: f64| f64::from(TAU) * (3.0 * x / 24.0 - 2.0 * y / 16.0) + 0.3;
    let options = StudioOptions { width: 960, height: 640, supersample: 1, ..BARE };
    for surface in ["flat-map", "height-field"] {
        // A sheet seen from above with a height that is the same everywhere is flat, too.
        let view = format!(
            "view: (surface: {surface:?}, axes: false, contours: 0, periods: 1, relief: 0.0), \
             camera: (yaw: 0, pitch: 90, orthographic: true)"
        );
        let mut studio = studio(&dirac(&[48, 32], &view), options, |[x, y, _]| {
            [0.7 * phase(x, y).cos(), 0.7 * phase(x, y).sin()]
        });
        let (_, at) = shot(&mut studio);
        let colours = phases();
        for (i, j) in (0..60).flat_map(|i| (0..40).map(move |j| (i, j))) {
            // As far as one and a half periods from the middle, over every seam.
            let (x, y) = (-35.5 + 71.0 * f64::from(i) / 59.0, -23.5 + 47.0 * f64::from(j) / 39.0);
            let seen = at(Vec3::new((x / 24.0) as f32, 0.0, (-y / 24.0) as f32));
            let apart = off(&colours, phase(x, y) as f32, seen);
            assert!(apart < 4.0, "{surface} {x} {y}: {apart} degrees");
        }
    }
}

#[test]
fn what_fills_space_is_there_again_in_every_period() {
    // A ball off the middle; the box is 12 long, 10 high and 8 deep.
    let ball = |[x, y, z]: [f64; 3]| {
        [2.0 * (-((x - 1.0).powi(2) + (y + 0.5).powi(2) + z * z) / 2.0).exp(), 0.0]
    };
    for mode in ["volume", "isosurface", "points"] {
        let view = format!(
            "view: (surface: {mode:?}, axes: false, height: \"phi1\", colour: \"phi1\", \
             level: 0.4, periods: 1), camera: (yaw: 0, pitch: 0, orthographic: true)"
        );
        let text = klein_gordon(&[24, 16, 20], &view);
        let mut alone = studio(&text.replace("periods: 1", "periods: 0"), SIDE, ball);
        let (_, of_one) = shot(&mut alone);
        let mut many = studio(&text, SIDE, ball);
        let (_, of_all) = shot(&mut many);
        let middle = Vec3::new(1.0, 0.0, 0.5) / 12.0;
        let seen = of_one(middle);
        assert!(seen[3] > 200, "{mode}: {seen:?}");
        for (dx, dz) in [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (1, -1)] {
            // Along x, and along z, which is up.
            let shift = Vec3::new(dx as f32, dz as f32 * 10.0 / 12.0, 0.0);
            let there = of_all(middle + shift);
            let apart = (0..3).map(|k| seen[k].abs_diff(there[k])).max();
            // Of a medium there are three in a row, of which the nearest hides most of the others.
            assert!(there[3] > 200 && apart < Some(40), "{mode} {dx} {dz}: {seen:?} {there:?}");
            let beside = middle + shift + Vec3::new(0.4, 0.3, 0.0);
            assert!(of_all(beside)[3] < 40, "{mode} {dx} {dz}");
            assert!(dx == 0 && dz == 0 || of_one(middle + shift)[3] < 40, "{mode}");
        }
    }
}
