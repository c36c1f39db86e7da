//! How the part that a picture fills is divided.

use bevy::math::{Rect, Vec2};

/// Least and greatest height of the readout, in points, and its part of the whole in between.
const READOUT: ([f32; 2], f32) = ([150.0, 260.0], 0.28);

/// The parts of a picture, in points.
#[derive(Clone, Debug, PartialEq)]
pub struct Division {
    /// The panes, all of one size.
    pub panes: Vec<Rect>,
    /// The readout below them.
    pub readout: Option<Rect>,
}

/// Divides a region of a target that has `scale` pixels to a point. The panes begin at whole
/// pixels, so that equal fields look equal in them to the last one.
///
/// # Conventions
/// Two panes lie beside each other where the region is wide; one above the other where it is high,
/// and for `lines`, which are long and flat and are compared place by place.
pub fn divide(region: Rect, count: usize, lines: bool, readout: bool, scale: f32) -> Division {
    let whole = |points: f32| (points * scale).floor() / scale;
    let below = if readout { whole(readout_height(region.height())) } else { 0.0 };
    let upper = Rect { max: region.max - Vec2::new(0.0, below), ..region };
    let stacked = lines || upper.height() > upper.width();
    let parts = count as f32;
    let size = match stacked {
        true => Vec2::new(upper.width(), whole(upper.height() / parts)),
        false => Vec2::new(whole(upper.width() / parts), upper.height()),
    };
    let pane = |i: usize| {
        // The pixels that are left over lie between the panes.
        let room = upper.size() - size;
        let corner = upper.min + room * i as f32 / (count.max(2) - 1) as f32;
        Rect::from_corners(corner, corner + size)
    };
    Division {
        panes: (0..count).map(pane).collect(),
        readout: readout.then(|| Rect { min: Vec2::new(region.min.x, upper.max.y), ..region }),
    }
}

fn readout_height(height: f32) -> f32 {
    let ([least, most], part) = READOUT;
    // A region too small for both keeps half for the field.
    (part * height).clamp(least, most).min(0.5 * height)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZES: [(u32, u32, f32); 5] =
        [(1280, 720, 1.0), (1920, 1080, 1.5), (1281, 719, 1.0), (720, 1280, 1.0), (641, 363, 0.75)];

    fn region((width, height, scale): (u32, u32, f32)) -> Rect {
        let size = Vec2::new(width as f32, height as f32) / scale;
        Rect::from_corners(Vec2::new(30.0, 12.0), Vec2::new(30.0, 12.0) + size)
    }

    #[test]
    fn panes_are_alike_lie_inside_and_do_not_meet() {
        for size in SIZES {
            for (lines, readout) in [(false, false), (false, true), (true, false), (true, true)] {
                let whole = region(size);
                let Division { panes, readout: below } = divide(whole, 2, lines, readout, size.2);
                assert_eq!(below.is_some(), readout);
                let all: Vec<Rect> = panes.iter().copied().chain(below).collect();
                for (i, part) in all.iter().enumerate() {
                    assert!(whole.inflate(1e-3).contains(part.min), "{size:?} {part:?}");
                    assert!(whole.inflate(1e-3).contains(part.max), "{size:?} {part:?}");
                    for other in &all[i + 1..] {
                        assert!(part.intersect(*other).inflate(-1e-3).is_empty(), "{size:?}");
                    }
                }
                let sizes = [panes[0], panes[1]].map(|pane| size.2 * pane.size());
                assert!(sizes[0].distance(sizes[1]) < 1e-3);
                let apart = size.2 * (panes[1].min - panes[0].min);
                assert!((apart - apart.round()).length() < 1e-2, "{size:?} {apart}");
                let area: f32 = panes.iter().map(|pane| pane.size().element_product()).sum();
                assert!(area > 0.45 * whole.size().element_product());
            }
        }
    }

    #[test]
    fn wide_pictures_have_panes_beside_each_other_and_lines_lie_above_each_other() {
        for (size, lines, stacked) in
            [(SIZES[0], false, false), (SIZES[0], true, true), (SIZES[3], false, true)]
        {
            let Division { panes, .. } = divide(region(size), 2, lines, false, size.2);
            assert_eq!(panes[0].min.x == panes[1].min.x, stacked);
            assert_eq!(panes[0].min.y == panes[1].min.y, !stacked);
        }
    }

    #[test]
    fn one_pane_is_all_there_is() {
        let whole = region(SIZES[0]);
        assert_eq!(divide(whole, 1, false, false, 1.0).panes, [whole]);
    }
}
