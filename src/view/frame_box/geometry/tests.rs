//! Where boxes and cuts lie.

use super::*;
use crate::lattice::Boundary;
use crate::scene::settings::Scaling;

fn height(signed: bool, complex: bool) -> HeightScale {
    let norm = Norm::new([0.0, 2.0], signed, Scaling::Linear);
    HeightScale { name: "q".to_owned(), norm, complex, relief: 0.25, time: None }
}

/// Place of the last value of a cut, at height `h`.
fn last(lattice: &Lattice, cut: Cut, placement: &Placement, h: f32) -> Vec3 {
    let (width, lines) = cut.size(lattice);
    let along = placement.along * (width - 1) as f32;
    placement.origin + along + placement.across * (lines - 1) as f32 + placement.up * h
}

#[test]
fn a_surface_without_wrapping_ends_in_the_corners() {
    let lattice = Lattice::new(&[9, 5], 0.5, &[Boundary::Fixed]).expect("a lattice");
    let scale = height(true, false);
    let frame = BoxFrame::new(&lattice, &scale);
    let placement = Placement::new(&lattice, Cut::Whole2D, &frame, &scale);
    assert!(frame.half().distance(Vec3::new(0.5, 0.25, 0.25)) < 1e-6);
    assert!(placement.origin.distance(Vec3::new(-0.5, 0.0, 0.25)) < 1e-6);
    assert!(
        last(&lattice, Cut::Whole2D, &placement, 1.0).distance(Vec3::new(0.5, 0.25, -0.25)) < 1e-6
    );
    assert_eq!(frame.sides[0].ends, [-2.0, 2.0]);
    assert_eq!(frame.sides[2].ends, [1.0, -1.0]);
}

#[test]
fn a_periodic_axis_reaches_to_where_it_meets_itself() {
    let lattice = Lattice::new(&[8, 4], 0.5, &[Boundary::Periodic]).expect("a lattice");
    let scale = height(false, false);
    let frame = BoxFrame::new(&lattice, &scale);
    let placement = Placement::new(&lattice, Cut::Whole2D, &frame, &scale);
    assert_eq!(frame.sides[0].ends, [-2.0, 2.0]);
    assert!((placement.along.length() * 4.0 - 2.0 * frame.half().z).abs() < 1e-6);
    // What cannot be negative stands on the floor.
    assert!((placement.origin.y + frame.half().y).abs() < 1e-6);
    assert_eq!(placement.wraps, [true, true]);
}

#[test]
fn planes_lie_where_their_index_says() {
    let lattice = Lattice::new(&[5, 7, 9], 1.0, &[Boundary::Fixed]).expect("a lattice");
    let scale = height(true, false);
    let frame = BoxFrame::new(&lattice, &scale);
    for (axis, index, normal) in [(0, 4, Vec3::X), (1, 6, Vec3::NEG_Z), (2, 8, Vec3::Y)] {
        let placement = Placement::new(&lattice, Cut::Plane { axis, index }, &frame, &scale);
        assert_eq!(placement.up.normalize(), normal);
        assert!(
            (placement.origin.dot(normal) - frame.half().dot(normal.abs())).abs() < 1e-6,
            "{axis}"
        );
        assert!(placement.along.dot(normal).abs() + placement.across.dot(normal).abs() < 1e-6);
        let end = last(&lattice, Cut::Plane { axis, index }, &placement, 0.0);
        assert!((end.abs() - frame.half()).length() < 1e-6, "{end}");
    }
}

#[test]
fn a_line_has_its_two_parts_across_it() {
    let lattice = Lattice::new(&[16], 1.0, &[Boundary::Periodic]).expect("a lattice");
    let frame = BoxFrame::new(&lattice, &height(true, true));
    assert_eq!([&*frame.sides[1].name, &*frame.sides[2].name], ["Re q", "Im q"]);
    let placement = Placement::new(&lattice, Cut::Line, &frame, &height(true, true));
    assert_eq!((placement.up, placement.aside), (0.25 * Vec3::Y, 0.25 * Vec3::Z));
}

#[test]
fn a_scale_that_does_not_begin_at_zero_stands_on_the_floor() {
    let lattice = Lattice::new(&[8, 4], 0.5, &[Boundary::Periodic]).expect("a lattice");
    for (scaling, ends) in [(Scaling::Linear, [0.25, 2.0]), (Scaling::Log(3), [0.0, 8f64.log10()])]
    {
        let norm = Norm::new([0.25, 2.0], false, scaling);
        let scale = HeightScale { norm, ..height(false, false) };
        let frame = BoxFrame::new(&lattice, &scale);
        let placement = Placement::new(&lattice, Cut::Whole2D, &frame, &scale);
        let side = &frame.sides[1];
        assert!(side.ends.iter().zip(ends).all(|(a, b)| (a - b).abs() < 1e-6), "{side:?}");
        assert!((placement.origin.y + side.half).abs() < 1e-6);
        let top = placement.origin.y + norm.of(2.0) * placement.up.y;
        assert!((top - side.half).abs() < 1e-6);
    }
}
