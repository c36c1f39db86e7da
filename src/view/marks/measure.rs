//! The line and the box of sites that are measured.

use crate::lattice::Lattice;
use crate::quantity::{Cut, Region, Segment};
use crate::view::field_surface::height_scale;
use crate::view::frame_box::{BoxFrame, Sites};
use crate::view::surface::Drawn;
use bevy::math::Vec3;

/// Points of an edge of a box.
const POINTS: usize = 24;

/// How far beyond the middle of its last sites the outline of a box lies, in sites.
const BEYOND: f64 = 0.4;

/// The points of a line, and its two ends.
pub fn segment(drawn: &Drawn, line: &Segment) -> (Vec<Vec3>, [Vec3; 2]) {
    let world = world(drawn);
    let points = line.places().into_iter().map(&world).collect();
    (points, [line.from, line.to].map(&world))
}

/// The edges of a box of sites; of a flat one its outline.
pub fn outline(drawn: &Drawn, region: &Region) -> Vec<Vec<Vec3>> {
    let lattice = drawn.lattice;
    let (world, dim) = (world(drawn), lattice.dim());
    let ends = |mu: usize| ends(lattice, region, mu);
    let corners = 1usize << dim;
    let corner = |number: usize, mu: usize| ends(mu)[number >> mu & 1];
    let edges = (0..corners).flat_map(|number| {
        let up = (0..dim).filter(move |mu| number >> mu & 1 == 0);
        up.map(move |mu| (number, number | 1 << mu))
    });
    let edge = |(from, to): (usize, usize)| {
        let place = |part: f64| {
            [0, 1, 2].map(|mu| match mu < dim {
                true => corner(from, mu) + part * (corner(to, mu) - corner(from, mu)),
                false => 0.0,
            })
        };
        (0..=POINTS).map(|i| world(place(i as f64 / POINTS as f64))).collect()
    };
    edges.map(edge).collect()
}

/// Where a box begins and ends along an axis, a little beyond its sites where there is room.
fn ends(lattice: &Lattice, region: &Region, mu: usize) -> [f64; 2] {
    let last = (lattice.shape()[mu] - 1) as f64;
    let [first, end] = [region.first[mu] as f64, region.last[mu] as f64];
    [(first - BEYOND).max(0.0), (end + BEYOND).min(last)]
}

/// Where a place, in sites along each axis, is in the world: on the surface where that shows it.
fn world<'a>(drawn: &'a Drawn) -> impl Fn([f64; 3]) -> Vec3 + 'a {
    let frame = BoxFrame::new(drawn.lattice, &height_scale(drawn.picture));
    let sites = Sites::new(drawn.lattice, drawn.cut, &frame);
    let fills = drawn.picture.fills_space();
    move |place| {
        let (along, across) = drawn.cut.axes();
        let on_cut = [place[along] as f32, across.map_or(0.0, |axis| place[axis] as f32)];
        match drawn.cut {
            Cut::Line => drawn.foot(on_cut),
            Cut::Plane { axis, index } if fills || (place[axis] - index as f64).abs() > 0.5 => {
                sites.at(place.map(|at| at as f32))
            }
            _ => drawn.world(on_cut),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::Subject;

    fn field([x, y, z]: [f64; 3]) -> f64 {
        0.5 + 0.2 * (0.7 * x).sin() * (0.4 * y).cos() + 0.1 * z
    }

    #[test]
    fn a_line_lies_on_the_surface_that_shows_it() {
        let subject = Subject::new(&[30, 44], "", field);
        let drawn = subject.drawn();
        let line = Segment { from: [3.0, 40.0, 0.0], to: [27.0, 8.0, 0.0] };
        let (points, ends) = segment(&drawn, &line);
        assert_eq!(ends, [drawn.world([40.0, 3.0]), drawn.world([8.0, 27.0])]);
        assert_eq!((points[0], points[points.len() - 1]), (ends[0], ends[1]));
        let half = points[points.len() / 2];
        assert!(half.distance(drawn.world([24.0, 15.0])) < 0.02, "{half}");
    }

    #[test]
    fn a_line_through_space_is_straight() {
        let subject = Subject::new(&[22, 18, 26], "surface: \"volume\"", field);
        let line = Segment { from: [2.0, 3.0, 20.0], to: [20.0, 15.0, 4.0] };
        let (points, [from, to]) = segment(&subject.drawn(), &line);
        for point in points {
            let part = point.distance(from) / to.distance(from);
            assert!(point.distance(from.lerp(to, part)) < 1e-5);
        }
        // The box is 13 long, its middle the site of index 11, 9, 13; the second axis goes away.
        let drawn = subject.drawn();
        let cut = Cut::Plane { axis: 0, index: 2 };
        assert!(from.distance(drawn.on(cut).foot([20.0, 3.0])) < 1e-5);
    }

    #[test]
    fn a_box_has_an_edge_between_neighbouring_corners() {
        for (shape, edges) in [(&[30][..], 1), (&[30, 44], 4), (&[22, 18, 26], 12)] {
            let subject = Subject::new(shape, "", field);
            let region = Region { first: [2, 3, 4], last: [9, 11, 13] }.within(&subject.lattice);
            let outline = outline(&subject.drawn(), &region);
            assert_eq!(outline.len(), edges);
            for curve in &outline {
                assert!(curve.len() > 2 && curve.iter().all(|point| point.is_finite()));
            }
        }
    }
}
