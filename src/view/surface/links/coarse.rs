//! Links and plaquettes of a lattice, or of every so many sites of one that is large.
//!
//! # Conventions
//! A coarse link is the way from one shown site to the next: its angle is the sum of those on the
//! way. A coarse plaquette is what four of them enclose; its flux is the sum of those within, up to
//! whole turns.

use std::f32::consts::TAU;

/// A lattice with the angles of its links.
#[derive(Clone, Debug)]
pub struct Coarse {
    shape: [usize; 3],
    /// Sites that are shown along each axis; a periodic one ends where it begins.
    pub corners: [Vec<usize>; 3],
}

/// A link that is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// Where it begins and ends, in sites.
    pub ends: [[usize; 3]; 2],
    /// Its angle.
    pub angle: f32,
}

/// A plaquette that is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plaquette {
    /// Where it begins, and the corner opposite, in sites.
    pub corners: [[usize; 3]; 2],
    /// The axes of its sides.
    pub axes: [usize; 2],
    /// What it encloses, in `[-π, π]`.
    pub flux: f32,
}

impl Coarse {
    /// At most so many sites of a lattice.
    pub fn new(shape: [usize; 3], wraps: [bool; 3], most: usize) -> Self {
        let corners = |step: usize| {
            [0, 1, 2].map(|axis| {
                let last = if wraps[axis] { shape[axis] } else { shape[axis] - 1 };
                (0..last).step_by(step).chain([last]).collect::<Vec<_>>()
            })
        };
        let fits = |step: &usize| corners(*step).iter().map(Vec::len).product::<usize>() <= most;
        let longest = shape.iter().max().map_or(1, |sites| *sites);
        let step = (1..longest).find(fits).unwrap_or(longest);
        Self { shape, corners: corners(step) }
    }

    /// A site by its numbers among the corners.
    fn site(&self, corner: [usize; 3]) -> [usize; 3] {
        [0, 1, 2].map(|axis| self.corners[axis][corner[axis]])
    }

    /// Numbers of all corners.
    fn all(&self) -> impl Iterator<Item = [usize; 3]> + use<> {
        let [a, b, c] = [0, 1, 2].map(|axis| self.corners[axis].len());
        (0..a).flat_map(move |i| (0..b).flat_map(move |j| (0..c).map(move |k| [i, j, k])))
    }

    fn next(&self, corner: [usize; 3], axis: usize) -> Option<[usize; 3]> {
        let mut next = corner;
        next[axis] += 1;
        // An axis without an extent has one corner.
        (next[axis] < self.corners[axis].len() && self.shape[axis] > 1).then_some(next)
    }

    /// The angle of the way from a corner to the next one along an axis.
    fn angle(&self, corner: [usize; 3], axis: usize, angles: &[[f32; 3]]) -> f32 {
        let start = self.site(corner);
        let end = self.corners[axis][corner[axis] + 1];
        let at = |i: usize| {
            let mut site = start;
            site[axis] = i;
            let [i, j, k] = [0, 1, 2].map(|axis| site[axis] % self.shape[axis]);
            angles[(i * self.shape[1] + j) * self.shape[2] + k][axis]
        };
        (start[axis]..end).map(at).sum()
    }

    /// All links, given the angles at all sites, the last axis contiguous.
    pub fn links(&self, angles: &[[f32; 3]]) -> Vec<Link> {
        let link = |(corner, axis): ([usize; 3], usize)| {
            let ends = [self.site(corner), self.site(self.next(corner, axis)?)];
            Some(Link { ends, angle: self.angle(corner, axis, angles) })
        };
        self.all()
            .flat_map(|corner| [0, 1, 2].map(|axis| (corner, axis)))
            .filter_map(link)
            .collect()
    }

    /// All plaquettes, likewise.
    pub fn plaquettes(&self, angles: &[[f32; 3]]) -> Vec<Plaquette> {
        let plaquette = |(corner, [mu, nu]): ([usize; 3], [usize; 2])| {
            let [along_mu, along_nu] = [self.next(corner, mu)?, self.next(corner, nu)?];
            let angle = |corner, axis| self.angle(corner, axis, angles);
            let flux =
                angle(corner, mu) + angle(along_mu, nu) - angle(along_nu, mu) - angle(corner, nu);
            let corners = [self.site(corner), self.site(self.next(along_mu, nu)?)];
            let flux = flux - TAU * (flux / TAU).round();
            Some(Plaquette { corners, axes: [mu, nu], flux })
        };
        let planes = [[0, 1], [0, 2], [1, 2]];
        self.all()
            .flat_map(|corner| planes.map(|axes| (corner, axes)))
            .filter_map(plaquette)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Angles with the same flux through every plaquette of the first two axes, and a gauge.
    fn angles(shape: [usize; 3], flux: f32, theta: impl Fn([usize; 3]) -> f32) -> Vec<[f32; 3]> {
        let [a, b, c] = shape;
        let sites = (0..a).flat_map(|i| (0..b).flat_map(move |j| (0..c).map(move |k| [i, j, k])));
        let angle = |site: [usize; 3]| {
            [0, 1, 2].map(|axis| {
                let mut ahead = site;
                ahead[axis] += 1;
                let turned = theta(site) - theta(ahead);
                turned + if axis == 1 { flux * site[0] as f32 } else { 0.0 }
            })
        };
        sites.map(angle).collect()
    }

    #[test]
    fn plaquettes_have_their_flux_in_every_gauge_and_links_do_not() {
        let shape = [5, 6, 4];
        let theta =
            |[i, j, k]: [usize; 3]| (1.3 * i as f32 + 0.7 * (j * j) as f32 - k as f32).sin();
        let [plain, turned] = [angles(shape, 0.3, |_| 0.0), angles(shape, 0.3, theta)];
        for most in [1000, 30] {
            let coarse = Coarse::new(shape, [false; 3], most);
            let fluxes = |angles: &[[f32; 3]]| coarse.plaquettes(angles);
            let sides = |[a, b]: [[usize; 3]; 2], axis: usize| (b[axis] - a[axis]) as f32;
            for (a, b) in fluxes(&plain).iter().zip(fluxes(&turned)) {
                let area = sides(a.corners, a.axes[0]) * sides(a.corners, a.axes[1]);
                let wanted = if a.axes == [0, 1] { 0.3 * area } else { 0.0 };
                let wanted = wanted - TAU * (wanted / TAU).round();
                assert!((a.flux - wanted).abs() + (b.flux - a.flux).abs() < 1e-4, "{a:?} {b:?}");
            }
            let [a, b] = [&plain, &turned].map(|angles| coarse.links(angles));
            assert!(a.iter().zip(&b).any(|(a, b)| (a.angle - b.angle).abs() > 0.3));
            assert!(most == 1000 || a.len() < 90, "{}", a.len());
        }
    }

    #[test]
    fn a_line_has_links_alone_and_a_circle_one_more() {
        for (wraps, count) in [(false, 8), (true, 9)] {
            let coarse = Coarse::new([9, 1, 1], [wraps, false, false], 100);
            let angles: Vec<[f32; 3]> = (0..9).map(|i| [0.1 * i as f32, 7.0, 7.0]).collect();
            let links = coarse.links(&angles);
            assert_eq!(links.len(), count);
            assert!(links.iter().all(|link| link.angle == 0.1 * link.ends[0][0] as f32));
            assert!(coarse.plaquettes(&angles).is_empty());
        }
    }
}
