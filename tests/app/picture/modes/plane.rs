//! On a plane: flat maps, their contour lines, arrows.

use super::{SIDE, off, phases, shot};
use crate::picture::{BARE, aspect, dirac, fill_all, orbit, studio, turn};
use bevy::math::Vec3;
use fieldloom::lattice::{FieldState, Lattice};
use fieldloom::record::Frame;
use fieldloom::view::StudioOptions;
use fieldloom::view::colours::{MapKind, Oklab, default_map, table};
use fieldloom::view::theme::THEMES;
use std::f32::consts::TAU;

#[test]
fn a_flat_map_has_the_hues_of_its_phases() {
    let view = "view: (surface: \"flat-map\", axes: false, contours: 0), \
                camera: (yaw: 0, pitch: 90, orthographic: true)";
    let phase = |x: f64, y: f64| f64::from(TAU) * (3.0 * x / 24.0 - 2.0 * y / 16.0) + 0.3;
    let options = StudioOptions { width: 960, height: 640, supersample: 1, ..BARE };
    let mut studio = studio(&dirac(&[48, 32], view), options, |[x, y, _]| {
        [0.7 * phase(x, y).cos(), 0.7 * phase(x, y).sin()]
    });
    let (_, at) = shot(&mut studio);
    let colours = phases();
    let mut worst: f32 = 0.0;
    for (i, j) in (0..80).flat_map(|i| (0..50).map(move |j| (i, j))) {
        // Over the edges where the torus closes and where the angle jumps.
        let (x, y) = (-11.8 + 23.7 * f64::from(i) / 80.0, -7.8 + 15.7 * f64::from(j) / 50.0);
        let seen = at(Vec3::new((x / 24.0) as f32, 0.0, (-y / 24.0) as f32));
        worst = worst.max(off(&colours, phase(x, y) as f32, seen));
    }
    // Half a pixel is 0.7 degrees here; 8 bits a channel leave one.
    assert!(worst < 2.0, "{worst} degrees");
}

/// Columns of a row in which dark lines begin.
fn lines_in_row(frame: &Frame, row: u32, plain: [u8; 4]) -> Vec<(u32, u32)> {
    let pixel = |column: u32| {
        let start = 4 * (row * frame.width + column) as usize;
        frame.rgba[start..start + 3].iter().zip(plain).map(|(a, b)| i32::from(a.abs_diff(b))).sum()
    };
    let marked: Vec<bool> = (0..frame.width)
        .map(|column| {
            let d: i32 = pixel(column);
            d > 40
        })
        .collect();
    let mut runs = Vec::new();
    let mut start = None;
    for (column, on) in marked.iter().copied().chain([false]).enumerate() {
        match (start, on) {
            (None, true) => start = Some(column as u32),
            (Some(first), false) => {
                runs.push((first, column as u32 - first));
                start = None;
            }
            _ => {}
        }
    }
    runs
}

#[test]
fn contours_lie_at_their_levels_and_are_as_wide_on_flat_and_on_steep_ground() {
    // The height grows as the square of x; colour is another component, the same everywhere.
    let view = "view: (surface: \"flat-map\", axes: false, contours: 4, height: \"phi1\", \
                colour: \"phi2\", range: Fixed(1.0), colour_range: Fixed(1.0)), \
                camera: (yaw: 0, pitch: 90, orthographic: true)";
    let text = dirac(&[64, 24], view);
    let text = text.replace("h: 0.5", "h: 0.5, boundary: \"fixed\"");
    let options = StudioOptions { width: 900, height: 400, supersample: 1, ..BARE };
    let height = |x: f64| ((x + 16.0) / 31.5).powi(2);
    let mut studio = studio(&text, options, |[x, ..]| [height(x), 0.0]);
    let (frame, at) = shot(&mut studio);
    let plain = at(Vec3::new(-0.49, 0.0, 0.01));
    let runs = lines_in_row(&frame, 200, plain);
    let runs: Vec<_> = runs.into_iter().filter(|(_, width)| *width < 10).collect();
    let orbit = orbit(&mut studio);
    let levels = [0.125f64, 0.375, 0.625, 0.875];
    assert_eq!(runs.len(), levels.len(), "{runs:?}");
    for (level, (column, width)) in levels.into_iter().zip(runs) {
        let x = (31.5 * level.sqrt() - 15.75) / 31.5;
        let seen = orbit.project(Vec3::new(x as f32, 0.0, 0.0), aspect(&frame));
        let middle = column as f32 + 0.5 * width as f32;
        assert!((middle - (0.5 + 0.5 * seen.x) * 900.0).abs() < 1.6, "{level}: {middle}");
        assert!((1..=3).contains(&width), "{level}: {width}");
    }
}

#[test]
fn arrows_point_along_the_current() {
    for current in [(0.8, 0.5), (-0.6, 0.7), (0.2, -0.9)] {
        points_along("arrows", 8, current);
    }
}

#[test]
fn streamlines_lead_along_the_current_from_edge_to_edge() {
    // So that lines from different seeds do not touch.
    for current in [(0.8, 0.3), (-0.9, 0.2), (0.2, -0.9)] {
        points_along("streamlines", 2, current);
    }
}

/// phi1 + i phi2 and pi such that the current is the same everywhere, at an angle of its own.
fn points_along(mode: &str, density: usize, (a, b): (f32, f32)) {
    let view = format!(
        "view: (surface: {mode:?}, vector: \"current\", axes: false, density: {density}), camera: \
         (yaw: 0, pitch: 90, orthographic: true)"
    );
    let text = dirac(&[24, 24], &view).replace("h: 0.5", "h: 0.5, boundary: \"fixed\"");
    let mut studio = studio(&text, SIDE, |_| [0.0, 0.0]);
    let world = studio.world_mut();
    let lattice = world.resource::<Lattice>().clone();
    // j_1 = -2 phi.X_1 pi and j_2 = -2 phi.X_2 pi with phi = e_1.
    let (phi, pi) = ([1.0, 0.0, 0.0, 0.0], currents(a, b));
    fill_all(&lattice, &mut world.resource_mut::<FieldState>(), phi, pi);
    let (frame, _) = shot(&mut studio);
    let angle = principal_angle(&frame);
    let wanted = f64::from(b).atan2(f64::from(a));
    let apart = turn(wanted as f32, angle as f32).to_degrees();
    assert!(apart.abs() < 2.0, "{mode} {a} {b}: {apart}");
}

#[test]
fn links_have_the_hue_of_their_angle_and_plaquettes_only_where_there_is_flux() {
    let camera = "camera: (yaw: 0, pitch: 90, orthographic: true)";
    let view = format!("view: (surface: \"links\", axes: false), {camera}");
    // The links of a plane wave have the same angle everywhere: Θ_i - Θ_{i+e}.
    let k = [f64::from(TAU) / 3.0, -f64::from(TAU) / 4.0];
    let wave = format!("gauge: (rotate: [PlaneWave(momentum: {k:?})])");
    let text = dirac(&[6, 8], &format!("{view}, {wave}"));
    let (_, at) = shot(&mut studio(&text, SIDE, |_| [0.5, 0.2]));
    let colours = phases();
    let cell = 1.0 / 8.0;
    // Half way along the links from the third site along x and the fourth along y, and the middle of
    // the plaquette they begin.
    let corner = Vec3::new((2.0 - 3.0) * cell, 0.0, -(3.0 - 4.0) * cell);
    for (axis, way) in [Vec3::X, Vec3::NEG_Z].into_iter().enumerate() {
        let apart = off(&colours, (-0.5 * k[axis]) as f32, at(corner + 0.5 * cell * way));
        assert!(apart < 2.0, "axis {axis}: {apart}");
    }
    let middle = corner + 0.5 * cell * (Vec3::X + Vec3::NEG_Z);
    assert_eq!(at(middle)[3], 0, "a gauge has no flux");
    let flux = |quanta: f64| {
        let given = format!("gauge: (background: [UniformB(quanta: {quanta:?})])");
        let text = dirac(&[6, 8], &format!("{view}, {given}"));
        let (_, at) = shot(&mut studio(&text, SIDE, |_| [0.5, 0.2]));
        at(middle)
    };
    let (up, down) = (flux(1.0), flux(-1.0));
    assert!(up[0] > up[2] + 40 && down[2] > down[0] + 40, "{up:?} {down:?}");
}

#[test]
fn scales_by_decades_and_between_two_values_have_their_colours_where_they_should() {
    let camera = "camera: (yaw: 0, pitch: 90, orthographic: true)";
    let colours = table(default_map(MapKind::Sequential), THEMES[0].neutral);
    // From 1 at the left to 1e-3 at the right, where the box ends 31.5 further.
    let field = |[x, ..]: [f64; 3]| [10f64.powf(-3.0 * (x + 16.0) / 31.5), 0.0];
    let part = |x: f64| (x + 16.0) / 31.5;
    let log = |x: f64| 1.0 - part(x);
    let between = |x: f64| (10f64.powf(-3.0 * part(x)) - 0.25) / 0.5;
    let ways: [(&str, &dyn Fn(f64) -> f64); 2] = [
        ("colour_range: Fixed(1.0), colour_scale: Log(3)", &log),
        ("colour_range: Between(0.25, 0.75)", &between),
    ];
    for (range, wanted) in ways {
        let view = format!(
            "view: (surface: \"flat-map\", axes: false, contours: 0, colour: \"amplitude1\", \
             {range}), {camera}"
        );
        let text = dirac(&[64, 24], &view).replace("h: 0.5", "h: 0.5, boundary: \"fixed\"");
        let options = StudioOptions { width: 900, height: 400, supersample: 1, ..BARE };
        let (_, at) = shot(&mut studio(&text, options, field));
        for i in 1..62 {
            let x = -16.0 + 0.5 * f64::from(i);
            let place = Vec3::new(((x + 0.25) / 31.5) as f32, 0.0, 0.0);
            let [r, g, b, _] = at(place);
            let apart = Oklab::from_srgb([r, g, b]).distance(colours.at(wanted(x) as f32));
            assert!(apart < 0.02, "{range} at {x}: {apart}");
        }
    }
}

/// pi for which phi = e_1 has the current (a, b): X_1 = -s1 (x) e, X_2 = e (x) 1.
fn currents(a: f32, b: f32) -> [f32; 4] {
    // X_1 pi has -pi_4 in its first place, X_2 pi has pi_3.
    [0.0, 0.0, -0.5 * b, 0.5 * a]
}

/// The direction of the arrow in the middle of a frame: from where it is thin to where it is wide.
fn principal_angle(frame: &Frame) -> f64 {
    let (width, height) = (frame.width as i32, frame.height as i32);
    let on = |x: i32, y: i32| {
        (0..width).contains(&x)
            && (0..height).contains(&y)
            && frame.rgba[4 * (y * width + x) as usize + 3] > 127
    };
    // All that hangs together with the pixel nearest to the middle.
    let start = (0..width * height)
        .map(|i| (i % width, i / width))
        .filter(|(x, y)| on(*x, *y))
        .min_by_key(|(x, y)| (x - width / 2).pow(2) + (y - height / 2).pow(2))
        .expect("an arrow");
    let (mut seen, mut todo) = (std::collections::HashSet::from([start]), vec![start]);
    while let Some((x, y)) = todo.pop() {
        for next in [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)] {
            if on(next.0, next.1) && seen.insert(next) {
                todo.push(next);
            }
        }
    }
    let count = seen.len() as f64;
    let mean = |f: &dyn Fn(f64, f64) -> f64| {
        seen.iter().map(|(x, y)| f(f64::from(*x), -f64::from(*y))).sum::<f64>() / count
    };
    let (cx, cy) = (mean(&|x, _| x), mean(&|_, y| y));
    let xx = mean(&|x, _| (x - cx).powi(2));
    let yy = mean(&|_, y| (y - cy).powi(2));
    let xy = mean(&|x, y| (x - cx) * (y - cy));
    let axis = 0.5 * (2.0 * xy).atan2(xx - yy);
    // The head is wide and short: more of an arrow lies before the middle of its length.
    let along = |x: f64, y: f64| (x - cx) * axis.cos() + (y - cy) * axis.sin();
    let ends = seen.iter().map(|(x, y)| along(f64::from(*x), -f64::from(*y)));
    let (low, high) = ends.fold((0.0f64, 0.0f64), |(l, h), a| (l.min(a), h.max(a)));
    if high < -low { axis } else { axis + std::f64::consts::PI }
}
