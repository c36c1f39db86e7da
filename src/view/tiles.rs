//! The neighbouring periods of a lattice that closes on itself.

use super::Picture;
use super::field_surface::{height_scale, placement};
use super::frame_box::{BoxFrame, Sites};
use crate::lattice::Lattice;
use bevy::math::Vec3;

/// From one period to the next along each axis that is drawn and periodic.
fn steps(picture: &Picture, lattice: &Lattice) -> Vec<Vec3> {
    let periodic = |axis: &usize| lattice.boundary()[*axis].is_periodic();
    let sites = |axis: usize| lattice.shape()[axis] as f32;
    if picture.fills_space() {
        let frame = BoxFrame::new(lattice, &height_scale(picture));
        let all = Sites::new(lattice, picture.cut, &frame);
        let axes = (0..lattice.dim()).filter(periodic);
        return axes.map(|axis| sites(axis) * all.steps[axis]).collect();
    }
    let place = placement(picture, lattice, picture.cut);
    let (along, across) = picture.cut.axes();
    let axes = [(Some(along), place.along), (across, place.across)];
    let drawn = axes.into_iter().filter_map(|(axis, step)| Some((axis?, step)));
    let round = drawn.filter(|(axis, _)| periodic(axis));
    round.map(|(axis, step)| sites(axis) * step).collect()
}

/// Whether there are neighbouring periods to be drawn.
pub fn has_periods(picture: &Picture, lattice: &Lattice) -> bool {
    !steps(picture, lattice).is_empty()
}

/// How far each period that is drawn lies from the lattice itself, which is the first of them.
pub fn tiles(picture: &Picture, lattice: &Lattice) -> Vec<Vec3> {
    let reach = picture.periods as i32;
    let mut found = vec![Vec3::ZERO];
    for step in steps(picture, lattice) {
        let along = |tile: &Vec3| {
            let (tile, others) = (*tile, (1..=reach).flat_map(|number| [number, -number]));
            std::iter::once(0).chain(others).map(move |number| tile + number as f32 * step)
        };
        found = found.iter().flat_map(along).collect();
    }
    found
}

/// The corners of all periods that are drawn, given those of the box of the lattice.
pub fn corners(picture: &Picture, lattice: &Lattice, corners: &[Vec3]) -> Vec<Vec3> {
    let all = tiles(picture, lattice);
    all.iter().flat_map(|tile| corners.iter().map(move |corner| *corner + *tile)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::Subject;

    #[test]
    fn periods_lie_side_by_side_along_the_axes_that_close() {
        for (shape, boundary, view, count) in [
            (&[9][..], r#""periodic""#, "periods: 1", 3),
            (&[9], r#""fixed""#, "periods: 1", 1),
            (&[6, 9], r#""periodic""#, "periods: 2", 25),
            (&[6, 9], r#"["fixed", "periodic"]"#, "periods: 1", 3),
            (&[6, 9], r#""periodic""#, "periods: 0", 1),
            (&[5, 7, 6], r#""periodic""#, "periods: 1", 9),
            (&[5, 7, 6], r#""periodic""#, "periods: 1, surface: \"volume\"", 27),
        ] {
            let subject = Subject::with_boundary(shape, boundary, view, |_| 0.1);
            let all = tiles(&subject.picture, &subject.lattice);
            assert_eq!((all.len(), all[0]), (count, Vec3::ZERO), "{shape:?} {boundary}");
            let apart = |a: &Vec3| all.iter().filter(|b| a.distance(**b) < 1e-3).count();
            assert!(all.iter().all(|tile| apart(tile) == 1));
            assert_eq!(
                has_periods(&subject.picture, &subject.lattice),
                !boundary.starts_with("\"f")
            );
        }
    }

    #[test]
    fn a_period_begins_where_the_lattice_ends() {
        let subject = Subject::new(&[30, 44], "periods: 1", |[x, ..]| 0.2 * x);
        let drawn = subject.drawn();
        let [along, across] = drawn.extent();
        let all = tiles(&subject.picture, &subject.lattice);
        let there = |point: Vec3| all.iter().any(|tile| tile.distance(point) < 1e-5);
        let start = drawn.foot([0.0, 0.0]);
        assert!(there(drawn.foot([along, 0.0]) - start));
        assert!(there(start - drawn.foot([0.0, across])));
        assert!(there(drawn.foot([along, across]) - start));
    }
}
