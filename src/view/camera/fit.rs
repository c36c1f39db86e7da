//! How near the eye can go.

use super::Orbit;
use bevy::math::{Rect, Vec2, Vec3};

/// Room kept free at the edges of the picture, in normalised coordinates.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Clearance {
    /// At the left and the right edge.
    pub sides: Vec2,
    /// At the lower and the upper edge.
    pub ends: Vec2,
}

/// What must be seen, and what it must not cover.
#[derive(Clone, Debug)]
pub struct Framing {
    /// Width over height of the picture.
    pub aspect: f32,
    /// Corners of what must be seen.
    pub corners: Vec<Vec3>,
    /// Room at the edges.
    pub clearance: Clearance,
    /// Places of captions and legends, in normalised coordinates.
    pub taken: Vec<Rect>,
    /// Whether the eye will go all the way round: then no direction may break the rules.
    pub turns: bool,
}

/// Directions looked at for a turning eye.
const DIRECTIONS: usize = 24;

/// The same direction from as near as possible, the picture shifted to make best use of the room.
/// Where there is no room beside what is written, the whole picture is used.
pub fn fit(orbit: Orbit, framing: &Framing) -> Orbit {
    let whole =
        || Framing { clearance: Clearance::default(), taken: Vec::new(), ..framing.clone() };
    nearest(orbit, framing).or_else(|| nearest(orbit, &whole())).unwrap_or(orbit)
}

/// The nearest distance at which all rules are kept; `None` when there is none.
fn nearest(orbit: Orbit, framing: &Framing) -> Option<Orbit> {
    let (mut near, mut far) = (0.3f32, 40.0f32);
    let mut best = None;
    for _ in 0..24 {
        let distance = (near * far).sqrt();
        match place(Orbit { distance, ..orbit }, framing) {
            Some(placed) => (best, far) = (Some(placed), distance),
            None => near = distance,
        }
    }
    best
}

/// The least shift at this distance that keeps all rules.
fn place(orbit: Orbit, framing: &Framing) -> Option<Orbit> {
    let orbit = Orbit { shift: Vec2::ZERO, ..orbit };
    let outlines: Vec<Vec<Vec2>> = directions(orbit, framing.turns)
        .map(|view| outline(&view, framing))
        .collect::<Option<_>>()?;
    let points = || outlines.iter().flatten().copied();
    let (low, high) =
        points().fold((Vec2::MAX, Vec2::MIN), |(low, high), p| (low.min(p), high.max(p)));
    let Clearance { sides, ends } = framing.clearance;
    let least = Vec2::new(-1.0 + sides.x, -1.0 + ends.x) - low;
    let most = Vec2::new(1.0 - sides.y, 1.0 - ends.y) - high;
    if least.cmpgt(most).any() {
        return None;
    }
    let free = |shift: &Vec2| outlines.iter().all(|outline| clear(outline, *shift, &framing.taken));
    candidates(least, most).into_iter().find(free).map(|shift| Orbit { shift, ..orbit })
}

/// The views that must all fit.
fn directions(orbit: Orbit, turns: bool) -> impl Iterator<Item = Orbit> {
    let count = if turns { DIRECTIONS } else { 1 };
    (0..count).map(move |i| orbit.orbited(std::f32::consts::TAU * i as f32 / count as f32, 0.0))
}

/// The corners as seen; `None` when one is behind the eye.
fn outline(view: &Orbit, framing: &Framing) -> Option<Vec<Vec2>> {
    let matrix = view.clip_from_world(framing.aspect);
    let seen = |corner: &Vec3| {
        let clip = matrix * corner.extend(1.0);
        (clip.w > 0.05).then(|| clip.truncate().truncate() / clip.w)
    };
    framing.corners.iter().map(seen).collect()
}

/// Shifts between the bounds, the middle first.
fn candidates(least: Vec2, most: Vec2) -> Vec<Vec2> {
    const STEPS: i32 = 4;
    let middle = 0.5 * (least + most);
    let mut steps: Vec<(i32, i32)> =
        (-STEPS..=STEPS).flat_map(|x| (-STEPS..=STEPS).map(move |y| (x, y))).collect();
    steps.sort_by_key(|(x, y)| x * x + y * y);
    let reach = 0.5 * (most - least) / STEPS as f32;
    steps.into_iter().map(|(x, y)| middle + reach * Vec2::new(x as f32, y as f32)).collect()
}

/// Whether a shifted convex outline leaves all rectangles free.
fn clear(outline: &[Vec2], shift: Vec2, taken: &[Rect]) -> bool {
    taken.iter().all(|rect| apart(outline, Rect { min: rect.min - shift, max: rect.max - shift }))
}

/// Whether a line separates a convex outline (given by points in any order) from a rectangle.
fn apart(outline: &[Vec2], rect: Rect) -> bool {
    let corners =
        [rect.min, Vec2::new(rect.max.x, rect.min.y), rect.max, Vec2::new(rect.min.x, rect.max.y)];
    let separates = |normal: Vec2| {
        let highest = outline.iter().map(|p| p.dot(normal)).fold(f32::MIN, f32::max);
        corners.iter().all(|corner| corner.dot(normal) > highest)
    };
    let edges = outline.iter().flat_map(|p| outline.iter().map(move |q| (*q - *p).perp()));
    [Vec2::X, Vec2::Y, Vec2::NEG_X, Vec2::NEG_Y].into_iter().chain(edges).any(separates)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::settings::CameraSettings;

    fn framing(aspect: f32, turns: bool) -> Framing {
        let signs = [-1.0, 1.0];
        let corners = signs.iter().flat_map(|x| {
            signs.iter().flat_map(move |y| signs.map(|z| Vec3::new(0.5 * x, 0.25 * y, 0.4 * z)))
        });
        Framing {
            aspect,
            corners: corners.collect(),
            clearance: Clearance { sides: Vec2::new(0.1, 0.05), ends: Vec2::new(0.12, 0.06) },
            taken: vec![Rect::new(0.65, 0.4, 1.0, 1.0), Rect::new(-1.0, 0.8, -0.2, 1.0)],
            turns,
        }
    }

    #[test]
    fn the_box_fits_and_leaves_the_legend_free() {
        let start = Orbit::from_settings(&CameraSettings::default());
        for (aspect, turns) in [(1.78, false), (1.0, false), (0.56, false), (1.78, true)] {
            let framing = framing(aspect, turns);
            let fitted = fit(start, &framing);
            for view in directions(fitted, turns) {
                let seen = outline(&view, &framing).expect("in front of the eye");
                assert!(clear(&seen, Vec2::ZERO, &framing.taken), "{aspect}");
                for p in seen {
                    assert!(
                        p.x > -0.901 && p.x < 0.951 && p.y > -0.881 && p.y < 0.941,
                        "{aspect} {p}"
                    );
                }
            }
            // As near as can be: a tenth nearer no longer fits.
            assert!(place(Orbit { distance: 0.9 * fitted.distance, ..fitted }, &framing).is_none());
        }
    }

    #[test]
    fn without_room_beside_what_is_written_the_whole_picture_is_used() {
        let start = Orbit::from_settings(&CameraSettings::default());
        let full = Framing { taken: vec![Rect::new(-1.0, -1.0, 1.0, 1.0)], ..framing(1.3, false) };
        let fitted = fit(start, &full);
        let seen = outline(&fitted, &full).expect("in front of the eye");
        let widest = seen.iter().map(|p| p.abs().max_element()).fold(0.0, f32::max);
        assert!((0.9..1.001).contains(&widest), "{widest}");
    }

    #[test]
    fn overlap_is_seen_and_a_gap_is_seen() {
        let triangle = [Vec2::new(0.0, 0.0), Vec2::new(1.0, 0.0), Vec2::new(0.0, 1.0)];
        assert!(!apart(&triangle, Rect::new(0.4, 0.4, 1.0, 1.0)));
        assert!(apart(&triangle, Rect::new(0.6, 0.6, 1.0, 1.0)));
        assert!(!apart(&triangle, Rect::new(0.1, 0.1, 0.2, 0.2)));
    }
}
