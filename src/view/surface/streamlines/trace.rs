//! Following a vector field.
//!
//! # Equation
//! `dx/ds = v/|v|`, s in sites, by the classical fourth-order Runge-Kutta method; v is linear along
//! each axis between the sites, and goes round where the lattice closes on itself.

/// Part of the longest vector below which there is no way to go on.
const STILL: f32 = 1e-4;

/// A vector field on all sites of a lattice.
#[derive(Clone, Copy, Debug)]
pub struct VectorField<'a> {
    /// Sites along each axis; 1 along those there are not.
    pub shape: [usize; 3],
    /// Whether each axis closes on itself.
    pub wraps: [bool; 3],
    /// The vectors, the last axis contiguous.
    pub values: &'a [[f32; 3]],
    /// Axes along which lines do not go: those there are not, and that across a plane.
    pub frozen: [bool; 3],
    /// The longest vector.
    pub largest: f32,
}

impl VectorField<'_> {
    /// The vector at a place counted in sites.
    pub fn at(&self, place: [f32; 3]) -> [f32; 3] {
        let ends = [0, 1, 2].map(|axis| self.ends(axis, place[axis]));
        let mut sum = [0.0; 3];
        for corner in 0..8usize {
            let ahead = [0, 1, 2].map(|axis| corner >> axis & 1);
            let weight: f32 = (0..3).map(|axis| ends[axis].1[ahead[axis]]).product();
            if weight > 0.0 {
                let [i, j, k] = [0, 1, 2].map(|axis| ends[axis].0[ahead[axis]]);
                let value = self.values[(i * self.shape[1] + j) * self.shape[2] + k];
                (0..3).for_each(|axis| sum[axis] += weight * value[axis]);
            }
        }
        [0, 1, 2].map(|axis| if self.frozen[axis] { 0.0 } else { sum[axis] })
    }

    /// The sites before and behind a place along an axis, and what they count for.
    fn ends(&self, axis: usize, place: f32) -> ([usize; 2], [f32; 2]) {
        let (sites, base) = (self.shape[axis] as i64, place.floor());
        let site = |offset: i64| match self.wraps[axis] {
            true => (base as i64 + offset).rem_euclid(sites) as usize,
            false => (base as i64 + offset).clamp(0, sites - 1) as usize,
        };
        ([site(0), site(1)], [1.0 - (place - base), place - base])
    }

    /// Whether a place lies in the lattice.
    fn holds(&self, place: [f32; 3]) -> bool {
        (0..3).all(|axis| {
            self.wraps[axis] || (0.0..=(self.shape[axis] - 1) as f32).contains(&place[axis])
        })
    }

    /// The direction at a place; none where the field is still.
    fn direction(&self, place: [f32; 3]) -> Option<[f32; 3]> {
        let vector = self.at(place);
        let length = vector.iter().map(|part| part * part).sum::<f32>().sqrt();
        (length > STILL * self.largest).then(|| vector.map(|part| part / length))
    }

    /// One step along the field; `None` where it ends.
    fn step(&self, place: [f32; 3], step: f32) -> Option<[f32; 3]> {
        let moved = |way: [f32; 3], by: f32| [0, 1, 2].map(|axis| place[axis] + by * way[axis]);
        let first = self.direction(place)?;
        let second = self.direction(moved(first, 0.5 * step))?;
        let third = self.direction(moved(second, 0.5 * step))?;
        let fourth = self.direction(moved(third, step))?;
        let mean = [0, 1, 2]
            .map(|axis| (first[axis] + 2.0 * (second[axis] + third[axis]) + fourth[axis]) / 6.0);
        Some(moved(mean, step)).filter(|place| self.holds(*place))
    }

    /// The line through a place: so many steps of a length each way, or fewer where it ends; from
    /// where it comes to where it goes. Places are not brought back into the lattice.
    pub fn line(&self, seed: [f32; 3], steps: usize, step: f32) -> Vec<[f32; 3]> {
        let follow = |step: f32| {
            let next = move |place: &[f32; 3]| self.step(*place, step);
            std::iter::successors(Some(seed), next).take(steps + 1)
        };
        let mut line: Vec<[f32; 3]> = follow(-step).skip(1).collect();
        line.reverse();
        line.extend(follow(step));
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(shape: [usize; 3], value: impl Fn([f32; 3]) -> [f32; 3]) -> Vec<[f32; 3]> {
        let [a, b, c] = shape;
        let sites = (0..a).flat_map(|i| (0..b).flat_map(move |j| (0..c).map(move |k| [i, j, k])));
        sites.map(|site| value(site.map(|i| i as f32))).collect()
    }

    #[test]
    fn lines_of_a_rotation_are_circles() {
        let shape = [21, 25, 1];
        // Linear in the place, so nothing is lost between the sites.
        let values = field(shape, |[x, y, _]| [-0.7 * (y - 12.0), 0.7 * (x - 10.0), 0.4]);
        let (wraps, frozen) = ([false; 3], [false, false, true]);
        let field = VectorField { shape, wraps, values: &values, frozen, largest: 10.0 };
        for radius in [2.5f32, 6.0] {
            let line = field.line([10.0 + radius, 12.0, 0.0], 40, 0.25);
            assert_eq!(line.len(), 81);
            for (i, [x, y, z]) in line.into_iter().enumerate() {
                let angle = 0.25 * (i as f32 - 40.0) / radius;
                let wanted = [10.0 + radius * angle.cos(), 12.0 + radius * angle.sin()];
                assert!((x - wanted[0]).hypot(y - wanted[1]) < 2e-4, "{radius} {i}: {x} {y}");
                assert_eq!(z, 0.0);
            }
        }
    }

    #[test]
    fn lines_go_round_a_torus_and_end_at_an_edge() {
        let shape = [5, 7, 6];
        let values = field(shape, |_| [0.3, -0.4, 1.2]);
        for (wraps, count) in [([true; 3], 61), ([true, true, false], 11)] {
            let frozen = [false; 3];
            let field = VectorField { shape, wraps, values: &values, frozen, largest: 1.3 };
            let line = field.line([1.0, 2.0, 2.5], 30, 0.5);
            assert_eq!(line.len(), count, "{wraps:?}");
            for pair in line.windows(2) {
                for (axis, part) in [0.3, -0.4, 1.2].into_iter().enumerate() {
                    let moved = pair[1][axis] - pair[0][axis];
                    assert!((moved - 0.5 * part / 1.3).abs() < 1e-5);
                }
            }
        }
    }

    #[test]
    fn a_field_that_is_still_has_no_lines() {
        let shape = [4, 4, 4];
        let values = field(shape, |_| [0.0; 3]);
        let (wraps, frozen) = ([true; 3], [false; 3]);
        let field = VectorField { shape, wraps, values: &values, frozen, largest: 0.0 };
        assert_eq!(field.line([1.0; 3], 10, 0.5), [[1.0; 3]]);
    }
}
