//! Curves that lie on the surface.

use crate::quantity::Cut;
use crate::view::surface::Drawn;
use bevy::math::Vec3;
use std::f32::consts::TAU;

/// Points of a ring.
const POINTS: usize = 96;

/// From the middle of a cross to its ends, in the world.
const ARM: f32 = 0.045;

/// Points of an arm.
const ARM_POINTS: usize = 16;

/// The ring of some radius, in the units of the lattice, about a place; on a line its two ends, as
/// marks across the axis. What is beyond a fixed edge is left out, what is beyond a periodic one
/// lies at the other side.
pub fn ring(drawn: &Drawn, [along, across]: [f32; 2], radius: f64) -> Vec<Vec<Vec3>> {
    let sites = (radius / drawn.lattice.spacing()) as f32;
    if drawn.cut == Cut::Line {
        let ends = [along - sites, along + sites].map(|place| mark(drawn, [place, 0.0]));
        return ends.into_iter().flatten().collect();
    }
    let point = |i: usize| {
        let angle = TAU * i as f32 / POINTS as f32;
        [along + sites * angle.cos(), across + sites * angle.sin()]
    };
    on_surface(drawn, (0..=POINTS).map(point))
}

/// Lines along both axes through a place; on a line, from the axis to the curve.
pub fn cross(drawn: &Drawn, place: [f32; 2]) -> Vec<Vec<Vec3>> {
    if drawn.cut == Cut::Line {
        return vec![vec![drawn.foot(place), drawn.world(place)]];
    }
    let steps = [drawn.placement.along, drawn.placement.across].map(|step| ARM / step.length());
    let line = |axis: usize| {
        (0..=2 * ARM_POINTS).map(move |i| {
            let mut point = place;
            point[axis] += steps[axis] * (i as f32 / ARM_POINTS as f32 - 1.0);
            point
        })
    };
    [0, 1].into_iter().flat_map(|axis| on_surface(drawn, line(axis))).collect()
}

/// A mark across the axis of a line, upright and aside.
fn mark(drawn: &Drawn, place: [f32; 2]) -> Vec<Vec<Vec3>> {
    let Some((place, _)) = drawn.inside(place) else { return Vec::new() };
    let foot = drawn.foot(place);
    [Vec3::Y, Vec3::Z].map(|way| vec![foot - ARM * way, foot + ARM * way]).into()
}

/// Points between two sites of a path.
const STEP_POINTS: u8 = 4;

/// The path from site to site, closed or not, of a lattice's sites that a cut holds; what is
/// elsewhere is left out. A step round a circle goes over its end. On a line it lies on the axis,
/// where it does not cover the curve.
pub fn path(drawn: &Drawn, sites: &[Vec<usize>], closed: bool) -> Vec<Vec<Vec3>> {
    let count = if closed { sites.len() } else { sites.len().saturating_sub(1) };
    let step = |at: usize| {
        let ends = [&sites[at], &sites[(at + 1) % sites.len()]];
        let [from, to] = ends.map(|site| place_of(drawn, site));
        Some(between(drawn, from?, to?))
    };
    let lift = |place| lift(drawn, place);
    (0..count).filter_map(step).flat_map(|places| lifted(drawn, places.into_iter(), lift)).collect()
}

/// Where a place of a path is drawn.
pub(super) fn lift(drawn: &Drawn, place: [f32; 2]) -> Vec3 {
    if drawn.cut == Cut::Line { drawn.foot(place) } else { drawn.world(place) }
}

/// The place of a site, where the cut holds it.
pub fn place_of(drawn: &Drawn, site: &[usize]) -> Option<[f32; 2]> {
    let shape = drawn.lattice.shape();
    let (last, leading) = (site.len().checked_sub(1)?, site.iter().zip(shape));
    let row = leading.take(last).fold(0, |row, (index, extent)| row * extent + index);
    drawn.place_of((row, site[last]))
}

/// Places from one site to the one beside it.
fn between(drawn: &Drawn, from: [f32; 2], to: [f32; 2]) -> Vec<[f32; 2]> {
    let (extent, wraps) = (drawn.extent(), drawn.size.wraps);
    let way = [0, 1].map(|axis| {
        let way = to[axis] - from[axis];
        if wraps[axis] && way.abs() > 1.5 { way - way.signum() * extent[axis] } else { way }
    });
    let part = |i: u8| f32::from(i) / f32::from(STEP_POINTS);
    // Just short of the end of a circle, which is its beginning.
    let place = |i: u8| [0, 1].map(|axis| from[axis] + 0.9999 * part(i) * way[axis]);
    (0..=STEP_POINTS).map(place).collect()
}

/// Lifts a run of places onto the surface.
fn on_surface(drawn: &Drawn, places: impl Iterator<Item = [f32; 2]>) -> Vec<Vec<Vec3>> {
    lifted(drawn, places, |place| drawn.world(place))
}

/// Takes a run of places into the world: one curve for each part that is not interrupted.
fn lifted(
    drawn: &Drawn,
    places: impl Iterator<Item = [f32; 2]>,
    lift: impl Fn([f32; 2]) -> Vec3,
) -> Vec<Vec<Vec3>> {
    let mut curves: Vec<Vec<Vec3>> = Vec::new();
    let mut last = None;
    for place in places {
        let inside = drawn.inside(place);
        let rounds = inside.map(|(_, rounds)| rounds);
        if rounds != last {
            curves.push(Vec::new());
            last = rounds;
        }
        if let (Some((place, _)), Some(curve)) = (inside, curves.last_mut()) {
            curve.push(lift(place));
        }
    }
    curves.retain(|curve| curve.len() > 1);
    curves
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::Subject;

    fn field([x, y, z]: [f64; 3]) -> f64 {
        0.8 * (0.5 * x).sin() + 0.4 * (0.7 * y + 0.3 * z).cos()
    }

    /// The place on the sheet below a point of the world.
    fn place(drawn: &Drawn, point: Vec3) -> [f32; 2] {
        let from = point - drawn.placement.origin;
        let onto = |axis: Vec3| from.dot(axis) / axis.length_squared();
        [onto(drawn.placement.along), onto(drawn.placement.across)]
    }

    #[test]
    fn a_ring_lies_on_the_surface_at_its_radius() {
        for (shape, view) in [
            (&[30, 44][..], ""),
            (&[22, 18, 26], "relief: 0.3, plane: (axis: 0, index: Some(9))"),
            (&[22, 18, 26], "plane: (axis: 2, index: Some(3))"),
        ] {
            let subject = Subject::new(shape, view, field);
            let drawn = subject.drawn();
            let middle = [10.3, 8.8];
            let curves = ring(&drawn, middle, 2.0);
            assert_eq!((curves.len(), curves[0].len()), (1, POINTS + 1));
            for point in &curves[0] {
                let at = place(&drawn, *point);
                assert!(point.distance(drawn.world(at)) < 1e-4);
                // A spacing of 0.5 makes four sites of it.
                assert!(((at[0] - middle[0]).hypot(at[1] - middle[1]) - 4.0).abs() < 1e-3);
            }
            assert!(curves[0][0].distance(curves[0][POINTS]) < 1e-5);
        }
    }

    #[test]
    fn a_ring_ends_at_a_fixed_edge_and_goes_round_a_periodic_one() {
        let make = |boundary| Subject::with_boundary(&[30, 44], boundary, "", field);
        let near_edge = [20.0, 28.0];
        let (fixed, periodic) = (make(r#""fixed""#), make(r#""periodic""#));
        let points = |subject: &Subject| {
            let curves = ring(&subject.drawn(), near_edge, 2.0);
            curves.iter().flatten().map(|point| place(&subject.drawn(), *point)).collect::<Vec<_>>()
        };
        let (fixed, periodic) = (points(&fixed), points(&periodic));
        assert!(fixed.iter().all(|at| (23.9..=29.01).contains(&at[1])));
        assert!(fixed.len() < periodic.len());
        assert!(periodic.iter().any(|at| at[1] < 2.1));
        assert_eq!(ring(&make(r#""periodic""#).drawn(), near_edge, 2.0).len(), 3);
    }

    #[test]
    fn a_cross_follows_the_surface() {
        let subject = Subject::with_boundary(&[30, 44], r#""fixed""#, "", field);
        let drawn = subject.drawn();
        let curves = cross(&drawn, [12.0, 17.0]);
        assert_eq!(curves.len(), 2);
        for point in curves.iter().flatten() {
            let at = place(&drawn, *point);
            assert!(point.distance(drawn.world(at)) < 1e-4);
            assert!((at[0] - 12.0).abs().min((at[1] - 17.0).abs()) < 1e-4);
        }
        // In the corner only two halves are left.
        let corner: usize = cross(&drawn, [0.0, 0.0]).iter().map(Vec::len).sum();
        assert_eq!(corner, 2 * (ARM_POINTS + 1));
    }

    #[test]
    fn a_path_goes_from_site_to_site_and_over_the_end_of_a_circle() {
        let subject = Subject::with_boundary(&[30, 44], r#""periodic""#, "", field);
        let drawn = subject.drawn();
        let sites = [[29, 5], [0, 5], [0, 6], [29, 6]].map(|site| site.to_vec());
        let curves = path(&drawn, &sites, true);
        for point in curves.iter().flatten() {
            let at = place(&drawn, *point);
            assert!(point.distance(drawn.world(at)) < 1e-4);
            assert!((4.99..6.01).contains(&at[0]) && (at[1] < 0.01 || at[1] > 28.99), "{at:?}");
        }
        assert!(curves.len() >= 4);
        let open: usize = path(&drawn, &sites, false).iter().map(Vec::len).sum();
        assert!(open < curves.iter().map(Vec::len).sum());
    }

    #[test]
    fn on_a_line_a_path_lies_on_the_axis() {
        let subject = Subject::with_boundary(&[48], r#""periodic""#, "", field);
        let drawn = subject.drawn();
        let ring: Vec<Vec<usize>> = (0..48).map(|x| vec![x]).collect();
        let points: Vec<Vec3> = path(&drawn, &ring, true).into_iter().flatten().collect();
        assert!(points.len() > 4 * 48);
        for point in points {
            let along = place(&drawn, point)[0];
            assert!(point.distance(drawn.foot([along, 0.0])) < 1e-4);
        }
    }

    #[test]
    fn of_a_path_in_space_the_part_in_the_plane_is_drawn() {
        let subject = Subject::new(&[22, 18, 26], "plane: (axis: 1, index: Some(5))", field);
        let drawn = subject.drawn();
        let sites = [[3, 5, 7], [4, 5, 7], [4, 6, 7], [3, 6, 7]].map(|site| site.to_vec());
        assert_eq!(path(&drawn, &sites, true).len(), 1);
        assert_eq!(place_of(&drawn, &[3, 5, 7]), Some([7.0, 3.0]));
        assert_eq!(place_of(&drawn, &[3, 6, 7]), None);
    }

    #[test]
    fn on_a_line_a_brush_is_two_marks_on_the_axis() {
        let subject = Subject::with_boundary(&[48], r#""fixed""#, "", field);
        let drawn = subject.drawn();
        let marks = ring(&drawn, [20.0, 0.0], 3.0);
        assert_eq!(marks.len(), 4);
        for (mark, sites) in marks.iter().zip([14.0, 14.0, 26.0, 26.0]) {
            assert!((0.5 * (mark[0] + mark[1])).distance(drawn.foot([sites, 0.0])) < 1e-6);
        }
        assert_eq!(ring(&drawn, [2.0, 0.0], 3.0).len(), 2, "the other end is beyond the edge");
        let cross = cross(&drawn, [20.0, 0.0]);
        assert_eq!(cross, [[drawn.foot([20.0, 0.0]), drawn.world([20.0, 0.0])]]);
    }
}
