//! Fields that are pointed at.

use super::*;
use crate::view::testing::Subject;

/// A hill off the middle, over ground that is nowhere level.
fn hill([x, y, z]: [f64; 3]) -> f64 {
    let square = (x - 2.5).powi(2) + (y + 1.5).powi(2) + (z - 1.0).powi(2);
    1.6 * (-square / 5.0).exp() + 0.15 * (0.4 * x + 0.9 * y - 0.6 * z).sin()
}

/// Several views of the middle, near and far, shifted aside.
fn views(subject: &Subject) -> impl Iterator<Item = Orbit> + use<> {
    let start = Orbit { shift: Vec2::new(0.12, -0.2), ..subject.orbit() };
    let angles = [(0.6, 0.5), (2.5, 0.9), (-1.3, 1.2), (0.0, std::f32::consts::FRAC_PI_2)];
    angles.into_iter().flat_map(move |(yaw, pitch)| {
        [(false, 1.6), (true, 2.4)].map(|(orthographic, distance)| Orbit {
            yaw,
            pitch,
            orthographic,
            distance,
            ..start
        })
    })
}

fn towards(orbit: Orbit, point: Vec3) -> Gaze {
    let size = Vec2::new(900.0, 640.0);
    Gaze { orbit, cursor: orbit.project(point, size.x / size.y), size }
}

fn depth(orbit: &Orbit, point: Vec3) -> f32 {
    (point - orbit.eye()).dot(orbit.rotation() * Vec3::NEG_Z)
}

/// Whether a line of sight goes along the surface rather than through it.
fn grazes(drawn: &Drawn, gaze: &Gaze, [u, v]: [f32; 2]) -> bool {
    let across = |a: [f32; 2], b: [f32; 2]| drawn.world(a) - drawn.world(b);
    let normal = across([u + 0.1, v], [u - 0.1, v]).cross(across([u, v + 0.1], [u, v - 0.1]));
    normal.normalize().dot(*gaze.ray().direction).abs() < 0.1
}

/// Picks every place of a coarse grid back; the share of them that is seen.
fn pick_back(subject: &Subject, orbit: Orbit) -> f32 {
    let drawn = subject.drawn();
    let [wide, high] = drawn.extent();
    let (mut seen, mut all) = (0, 0);
    for i in 1..12 {
        for j in 1..12 {
            let place = [wide * i as f32 / 12.3, high * j as f32 / 12.3];
            let point = drawn.world(place);
            let gaze = towards(orbit, point);
            if grazes(&drawn, &gaze, place) {
                continue;
            }
            let pick = drawn.pick(&gaze).expect("inside");
            let off = (0..2).map(|k| (pick.place[k] - place[k]).abs()).fold(0.0, f32::max);
            // Either the point itself, or one that hides it.
            assert!(
                off < 0.5 || depth(&orbit, pick.world) < depth(&orbit, point),
                "{orbit:?} {place:?} {:?}",
                pick.place
            );
            assert!(pick.on_surface && pick.world.distance(drawn.world(pick.place)) < 1e-5);
            (seen, all) = (seen + usize::from(off < 0.5), all + 1);
        }
    }
    seen as f32 / all as f32
}

#[test]
fn what_is_seen_is_picked_back() {
    for boundary in [r#""periodic""#, r#""fixed""#, r#"["fixed", "periodic"]"#] {
        let subject = Subject::with_boundary(&[30, 44], boundary, "", hill);
        for orbit in views(&subject) {
            assert!(pick_back(&subject, orbit) > 0.8, "{boundary} {orbit:?}");
        }
    }
}

#[test]
fn planes_across_each_axis_are_picked_back() {
    for axis in 0..3 {
        let view = format!("relief: 0.3, plane: (axis: {axis}, index: Some(9))");
        let subject = Subject::new(&[22, 18, 26], &view, hill);
        for orbit in views(&subject).filter(|orbit| orbit.pitch < 1.5) {
            assert!(pick_back(&subject, orbit) > 0.6, "{axis} {orbit:?}");
        }
    }
}

#[test]
fn a_pick_names_the_site_and_where_it_is() {
    let subject = Subject::new(&[22, 18, 26], "plane: (axis: 1, index: Some(5))", hill);
    let drawn = subject.drawn();
    // Along z at index 20 and a bit, along x at index 3 less a bit; h is 0.5.
    let place = [20.2, 2.9];
    let orbit = Orbit { pitch: 0.3, yaw: 0.2, ..subject.orbit() };
    let pick = drawn.pick(&towards(orbit, drawn.world(place))).expect("seen");
    assert_eq!((pick.row, pick.x), (3 * 18 + 5, 20));
    let expected = [(2.9 - 11.0) * 0.5, (5.0 - 9.0) * 0.5, (20.2 - 13.0) * 0.5];
    for (found, expected) in pick.position.into_iter().zip(expected) {
        assert!((found - expected).abs() < 0.02, "{found} {expected}");
    }
}

#[test]
fn what_a_hill_hides_is_not_picked() {
    let field = |[x, y, _]: [f64; 3]| 1.9 * (-(x * x + y * y) / 2.0).exp();
    let subject = Subject::new(&[32, 40], "relief: 0.4", field);
    let drawn = subject.drawn();
    // Lines run along y, away from the viewer; the hill is at (20, 16), the point behind it.
    let orbit = Orbit { yaw: 0.0, pitch: 0.25, ..subject.orbit() };
    let hidden = [27.0, 16.0];
    let pick = drawn.pick(&towards(orbit, drawn.world(hidden))).expect("the hill");
    assert!(pick.place[0] < 23.0 && pick.on_surface, "{:?}", pick.place);
    // From behind it is seen.
    let behind = Orbit { yaw: std::f32::consts::PI, ..orbit };
    let pick = drawn.pick(&towards(behind, drawn.world(hidden))).expect("the ground");
    assert!((pick.place[0] - 27.0).abs() < 0.5, "{:?}", pick.place);
}

#[test]
fn beside_the_lattice_nothing_is_picked() {
    let subject = Subject::new(&[30, 44], "", hill);
    let drawn = subject.drawn();
    for orbit in views(&subject) {
        for place in [[-2.0, 10.0], [46.5, 10.0], [20.0, -2.0], [20.0, 32.5]] {
            // Away from the middle of the lattice in the plane of the sheet: no part of it,
            // however high, is behind such a point when seen from above.
            let above = Orbit { pitch: 1.5, ..orbit };
            assert_eq!(drawn.pick(&towards(above, drawn.foot(place))), None);
        }
        let sky = Gaze { cursor: Vec2::new(0.0, 0.999), ..towards(orbit, Vec3::ZERO) };
        let away = Orbit { target: 9.0 * Vec3::X, ..orbit };
        assert_eq!(drawn.pick(&Gaze { orbit: away, ..sky }), None);
    }
}

#[test]
fn an_edge_that_dips_away_can_still_be_pointed_at() {
    let subject = Subject::new(&[20, 24], "", |_| -1.9);
    let drawn = subject.drawn();
    // Seen flat over the edge: the sheet lies a quarter lower than its plane at height zero.
    let orbit = Orbit { yaw: 0.0, pitch: 0.2, ..subject.orbit() };
    let pick = drawn.pick(&towards(orbit, drawn.foot([12.0, 18.0]))).expect("the plane");
    assert!(!pick.on_surface);
    assert!((pick.place[0] - 12.0).abs() + (pick.place[1] - 18.0).abs() < 0.1);
}

#[test]
fn values_that_are_no_numbers_lie_at_zero() {
    let mut subject = Subject::new(&[20, 24], "", |_| 0.5);
    subject.planes.cut.height.values.fill([f32::NAN; 2]);
    let drawn = subject.drawn();
    let pick = drawn.pick(&towards(subject.orbit(), drawn.foot([12.0, 9.0]))).expect("seen");
    assert!((pick.place[0] - 12.0).abs() + (pick.place[1] - 9.0).abs() < 0.01);
}

#[test]
fn what_fills_space_is_picked_where_it_is_met() {
    // A ball about (1, -0.5, 0.5) whose height falls from 1 to the level 0.5 of its range.
    let middle = [1.0, -0.5, 0.5];
    let ball = move |place: [f64; 3]| {
        let square: f64 = (0..3).map(|mu| (place[mu] - middle[mu]).powi(2)).sum();
        2.0 * (-square / 3.0).exp()
    };
    for mode in ["isosurface", "volume", "points"] {
        let view = format!(
            "surface: {mode:?}, level: 0.5, \
             opacity: (low: 0.49, high: 0.51, strength: 0.999)"
        );
        let subject = Subject::new(&[22, 18, 26], &view, ball);
        let drawn = subject.drawn();
        // The box is 13 long.
        let centre = Vec3::new(1.0, 0.5, 0.5) / 13.0;
        let radius = match mode {
            "points" => (3.0f32 * 5.0f32.ln()).sqrt() / 13.0,
            _ => (3.0f32 * 2.0f32.ln()).sqrt() / 13.0,
        };
        for orbit in views(&subject) {
            let pick = drawn.pick(&towards(orbit, centre)).expect("met");
            let away = pick.world.distance(centre);
            assert!((away - radius).abs() < 0.035, "{mode} {orbit:?}: {away} {radius}");
            assert!(depth(&orbit, pick.world) < depth(&orbit, centre));
            let site = drawn.lattice.site_position(pick.row, pick.x);
            let off = (0..3).map(|mu| (site[mu] - pick.position[mu]).abs()).fold(0.0, f64::max);
            assert!(off < 0.26 && drawn.shows(pick.cut), "{off}");
            let beside = towards(orbit, centre + 0.2 * (orbit.rotation() * Vec3::X));
            assert_eq!(drawn.pick(&beside), None, "{mode} {orbit:?}");
        }
    }
}

#[test]
fn the_nearest_of_three_slices_is_picked() {
    let view = "surface: \"slices\", slices: (Some(5), Some(3), Some(20))";
    let subject = Subject::new(&[22, 18, 26], view, hill);
    let drawn = subject.drawn();
    let orbit = Orbit { yaw: 0.5, pitch: 0.4, ..subject.orbit() };
    for (axis, place) in [(0, [23.0, 1.0]), (1, [24.0, 15.0]), (2, [16.0, 18.0])] {
        let cut = drawn.picture.slices()[axis];
        let pick = drawn.pick(&towards(orbit, drawn.on(cut).foot(place))).expect("a slice");
        let nearer = depth(&orbit, pick.world) < depth(&orbit, drawn.on(cut).foot(place)) - 1e-4;
        let same = (0..2).all(|k| (pick.place[k] - place[k]).abs() < 0.1);
        assert!(nearer || (pick.cut == cut && same), "{axis}: {pick:?}");
    }
}

#[test]
fn a_neighbouring_period_shows_the_sites_of_the_lattice() {
    let subject = Subject::new(&[30, 44], "periods: 1", hill);
    let drawn = subject.drawn();
    let orbit = Orbit { pitch: 1.2, distance: 4.0, ..subject.orbit() };
    let place = [37.2, 8.1];
    for tile in tiles(&subject.picture, &subject.lattice) {
        let point = drawn.world(place) + tile;
        let pick = drawn.pick(&towards(orbit, point)).expect("a period");
        let off = (0..2).map(|k| (pick.place[k] - place[k]).abs()).fold(0.0, f32::max);
        assert!(off < 0.5 && pick.world.distance(point) < 0.02, "{tile} {pick:?}");
        assert_eq!((pick.row, pick.x), (8, 37));
    }
}

#[test]
fn a_ribbon_is_picked_along_its_axis() {
    let wave = |[x, ..]: [f64; 3]| 1.5 * (0.9 * x).cos() + 0.2;
    let subject = Subject::with_boundary(&[48], r#""fixed""#, "", wave);
    let drawn = subject.drawn();
    for orbit in views(&subject).filter(|orbit| orbit.yaw.abs() < 1.0) {
        for i in 1..40 {
            let place = [drawn.extent()[0] * i as f32 / 40.0, 0.0];
            let half_way = drawn.foot(place).lerp(drawn.world(place), 0.5);
            for point in [drawn.foot(place), half_way, drawn.world(place)] {
                let pick = drawn.pick(&towards(orbit, point)).expect("near");
                // Seen from above with perspective, a high rung lies over others.
                let off = (pick.place[0] - place[0]).abs();
                let ends = [pick.world, drawn.foot(pick.place)];
                let hidden = ends.iter().any(|end| depth(&orbit, *end) < depth(&orbit, point));
                assert!(off < 0.5 || hidden, "{place:?} {:?}", pick.place);
                assert!(pick.on_surface && pick.row == 0);
            }
        }
        let mut gaze = towards(orbit, drawn.world([20.0, 0.0]));
        gaze.cursor.y -= 0.9;
        assert_eq!(drawn.pick(&gaze), None);
    }
}

#[test]
fn a_region_of_a_window_has_its_own_coordinates() {
    let region = egui::Rect::from_min_size(egui::pos2(200.0, 40.0), egui::vec2(600.0, 400.0));
    let orbit = Subject::new(&[8, 6], "", |_| 0.1).orbit();
    let gaze = Gaze::new(orbit, region, egui::pos2(350.0, 140.0));
    assert_eq!((gaze.cursor, gaze.aspect()), (Vec2::new(-0.5, 0.5), 1.5));
}
