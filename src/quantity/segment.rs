//! Values along a straight line through a lattice.

use super::sample::at_each;
use super::{QuantityInfo, Sight};
use crate::lattice::Lattice;

/// A site around a place, as row and place in it, and its weight.
type Corner = ((usize, usize), f64);

/// A straight line between two places, which are given in sites along each axis; 0 along axes the
/// lattice does not have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment {
    /// Where it begins.
    pub from: [f64; 3],
    /// Where it ends.
    pub to: [f64; 3],
}

/// Samples to a step from site to site.
const FINE: f64 = 2.0;

/// Most samples of a line.
const MOST: usize = 2048;

impl Segment {
    /// Between two positions on the lattice.
    pub fn between(lattice: &Lattice, [from, to]: [[f64; 3]; 2]) -> Self {
        let place = |position: [f64; 3]| {
            [0, 1, 2].map(|mu| match mu < lattice.dim() {
                true => (position[mu] - lattice.position(mu, 0)) / lattice.spacing(),
                false => 0.0,
            })
        };
        Self { from: place(from), to: place(to) }
    }

    /// Both ends as positions on the lattice.
    pub fn positions(&self, lattice: &Lattice) -> [[f64; 3]; 2] {
        [self.from, self.to].map(|place| position(lattice, place))
    }

    /// Its length, in the units of the spacing.
    pub fn length(&self, lattice: &Lattice) -> f64 {
        let way = [0, 1, 2].map(|mu| self.to[mu] - self.from[mu]);
        lattice.spacing() * way.iter().map(|part| part * part).sum::<f64>().sqrt()
    }

    /// Places from end to end, evenly apart, about two to a site.
    pub fn places(&self) -> Vec<[f64; 3]> {
        let longest = (0..3).map(|mu| (self.to[mu] - self.from[mu]).abs()).fold(0.0, f64::max);
        let steps = ((FINE * longest).ceil() as usize).clamp(1, MOST - 1);
        (0..=steps).map(|step| self.at(step as f64 / steps as f64)).collect()
    }

    /// The place a part of the way along.
    pub fn at(&self, part: f64) -> [f64; 3] {
        [0, 1, 2].map(|mu| self.from[mu] + part * (self.to[mu] - self.from[mu]))
    }
}

/// A place, in sites, as a position on the lattice; that along an axis there is not is 0.
pub fn position(lattice: &Lattice, place: [f64; 3]) -> [f64; 3] {
    [0, 1, 2].map(|mu| match mu < lattice.dim() {
        true => lattice.position(mu, 0) + lattice.spacing() * place[mu],
        false => 0.0,
    })
}

/// The values of a quantity along a line, each with its distance from the beginning.
///
/// # Conventions
/// Between the sites linear along each axis; a complex value by its parts, so that its phase has no
/// seam. Beyond a periodic edge the lattice goes on at its other side, beyond another edge the last
/// site counts.
pub fn profile(quantity: &QuantityInfo, sight: &Sight, line: &Segment) -> Vec<(f64, [f64; 2])> {
    let lattice = sight.lattice;
    let places = line.places();
    let corners: Vec<Vec<Corner>> = places.iter().map(|place| corners(lattice, *place)).collect();
    let sites: Vec<(usize, usize)> = corners.iter().flatten().map(|(site, _)| *site).collect();
    let mut values = at_each(quantity, sight, &sites).into_iter();
    let step = line.length(lattice) / (places.len() - 1) as f64;
    let mix = |(number, corners): (usize, &Vec<Corner>)| {
        let parts = corners.iter().zip(values.by_ref());
        let value = parts.fold([0.0; 2], |[re, im], ((_, weight), value)| {
            [re + weight * value[0], im + weight * value[1]]
        });
        (step * number as f64, value)
    };
    corners.iter().enumerate().map(mix).collect()
}

/// The sites around a place, and how much each of them counts.
fn corners(lattice: &Lattice, place: [f64; 3]) -> Vec<Corner> {
    let dim = lattice.dim();
    let mut found = Vec::with_capacity(1 << dim);
    for corner in 0..1usize << dim {
        let (mut site, mut weight) = ([0usize; 3], 1.0);
        for mu in 0..dim {
            let base = place[mu].floor();
            let ahead = corner >> mu & 1;
            let part = place[mu] - base;
            weight *= if ahead == 1 { part } else { 1.0 - part };
            site[mu] = index(lattice, mu, base as i64 + ahead as i64);
        }
        if weight > 0.0 {
            found.push((of_row(lattice, &site), weight));
        }
    }
    found
}

/// The index along an axis of a site that may lie beyond its edge.
fn index(lattice: &Lattice, mu: usize, at: i64) -> usize {
    let sites = lattice.shape()[mu] as i64;
    let wraps = lattice.boundary()[mu].is_periodic();
    (if wraps { at.rem_euclid(sites) } else { at.clamp(0, sites - 1) }) as usize
}

/// Row of a site, and its place in the row.
pub(super) fn of_row(lattice: &Lattice, site: &[usize; 3]) -> (usize, usize) {
    let last = lattice.dim() - 1;
    let row = (0..last).fold(0, |row, mu| row * lattice.shape()[mu] + site[mu]);
    (row, site[last])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::testing::{Field, field};
    use crate::quantity::{Given, quantity};

    /// A function that is linear along each axis, off the edges.
    fn linear([x, y, z]: [f64; 3]) -> f64 {
        0.3 * x - 0.7 * y + 0.2 * z + 0.05 * x * y - 0.04 * y * z
    }

    fn of(field: &Field, line: &Segment) -> Vec<(f64, [f64; 2])> {
        let dim = field.lattice.dim();
        let phi = quantity("phi1", "klein-gordon", dim, Given::default()).expect("there");
        profile(phi, &field.sight(), line)
    }

    #[test]
    fn a_profile_of_a_linear_field_is_that_field() {
        for shape in [&[14][..], &[9, 14], &[9, 7, 14]] {
            let field = field(shape, "\"fixed\"", linear);
            let lattice = &field.lattice;
            let part =
                |all: [f64; 3]| [0, 1, 2].map(|mu| if mu < shape.len() { all[mu] } else { 0.0 });
            let ends = [part([-0.9, 0.7, -1.1]), part([1.3, -0.4, 0.8])];
            let line = Segment::between(lattice, ends);
            let values = of(&field, &line);
            let length = (0..3).map(|mu| (ends[1][mu] - ends[0][mu]).powi(2)).sum::<f64>().sqrt();
            assert!((values[values.len() - 1].0 - length).abs() < 1e-12);
            for (distance, [value, im]) in values {
                let part = distance / length;
                let at = [0, 1, 2].map(|mu| ends[0][mu] + part * (ends[1][mu] - ends[0][mu]));
                assert!((value - linear(at)).abs() < 1e-6 && im == 0.0, "{shape:?} {distance}");
            }
            let back = line.positions(lattice);
            assert!((0..3).all(|mu| (back[1][mu] - ends[1][mu]).abs() < 1e-12));
        }
    }

    #[test]
    fn a_profile_goes_round_a_circle_and_ends_at_an_edge() {
        let wave = |[x, ..]: [f64; 3]| (std::f64::consts::TAU * x / 7.0).sin();
        // 14 sites of 0.5: once round from any site to itself.
        for (edge, closes) in [("\"periodic\"", true), ("\"fixed\"", false)] {
            let field = field(&[14], edge, wave);
            let line = Segment { from: [3.0, 0.0, 0.0], to: [17.0, 0.0, 0.0] };
            let values = of(&field, &line);
            let last = values[values.len() - 1].1[0];
            assert_eq!((last - values[0].1[0]).abs() < 1e-12, closes, "{edge}");
        }
    }

    #[test]
    fn a_line_of_no_length_has_its_two_ends() {
        let field = field(&[9, 14], "\"fixed\"", linear);
        let line = Segment { from: [4.0, 6.0, 0.0], to: [4.0, 6.0, 0.0] };
        let values = of(&field, &line);
        assert_eq!(values.len(), 2);
        assert!(values.iter().all(|(distance, value)| *distance == 0.0 && value[0].is_finite()));
        assert!(Segment { from: [0.0; 3], to: [1e9, 0.0, 0.0] }.places().len() <= MOST);
    }
}
