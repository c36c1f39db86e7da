//! A Wilson loop, drawn with the hand.

use crate::lattice::Lattice;

/// A path of neighbouring sites that grows with the pointer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing(Vec<Vec<usize>>);

/// Sites a drawing may have: a hand does not draw more.
const LONGEST: usize = 4096;

impl Drawing {
    /// Begins at a site.
    pub fn from(site: Vec<usize>) -> Self {
        Self(vec![site])
    }

    /// Its sites.
    pub fn sites(&self) -> &[Vec<usize>] {
        &self.0
    }

    /// Goes on to a site, one axis after the other, the short way where an axis is a circle. A step
    /// back takes back the step before.
    pub fn reach(&mut self, lattice: &Lattice, site: &[usize]) {
        while let Some(last) = self.0.last().filter(|last| last.as_slice() != site) {
            if self.0.len() >= LONGEST {
                return;
            }
            let next = step_towards(lattice, last, site);
            match self.0.len() {
                length if length > 1 && self.0[length - 2] == next => drop(self.0.pop()),
                _ => self.0.push(next),
            }
        }
    }

    /// Closes it, and returns its sites; a single site stands for the plaquette there. None where
    /// it encloses nothing: then it was no loop.
    pub fn close(mut self, lattice: &Lattice, axes: [usize; 2]) -> Option<Vec<Vec<usize>>> {
        let first = self.0.first()?.clone();
        if self.0.len() == 1 {
            return plaquette(lattice, first, axes);
        }
        self.reach(lattice, &first);
        // Back where it began: the first site is not listed twice.
        if self.0.len() > 1 {
            self.0.pop();
        }
        while self.0.len() > 2 && self.0[1] == self.0[self.0.len() - 1] {
            self.0.pop();
            self.0.remove(0);
        }
        (self.0.len() > 2).then_some(self.0)
    }
}

/// The site beside `from` on the way to `to`: along the axis with most left to go.
fn step_towards(lattice: &Lattice, from: &[usize], to: &[usize]) -> Vec<usize> {
    let way = |mu: usize| {
        let (n, wraps) = (lattice.shape()[mu] as i64, lattice.boundary()[mu].is_periodic());
        let straight = to[mu] as i64 - from[mu] as i64;
        let round = straight - n * straight.signum();
        if wraps && round.abs() < straight.abs() { round } else { straight }
    };
    let mut next = from.to_vec();
    if let Some(mu) = (0..from.len()).max_by_key(|mu| way(*mu).abs()) {
        let n = lattice.shape()[mu] as i64;
        next[mu] = (from[mu] as i64 + way(mu).signum()).rem_euclid(n) as usize;
    }
    next
}

/// The four sites of a plaquette in a plane; beside an edge that of the site before.
fn plaquette(
    lattice: &Lattice,
    mut site: Vec<usize>,
    [mu, nu]: [usize; 2],
) -> Option<Vec<Vec<usize>>> {
    let shape = lattice.shape();
    if mu == nu || shape[mu] < 3 || shape[nu] < 3 {
        return None;
    }
    for axis in [mu, nu] {
        if !lattice.boundary()[axis].is_periodic() {
            site[axis] = site[axis].min(shape[axis] - 2);
        }
    }
    let ahead = |site: &[usize], axis: usize| {
        let mut next = site.to_vec();
        next[axis] = (next[axis] + 1) % shape[axis];
        next
    };
    let right = ahead(&site, mu);
    let (across, up) = (ahead(&right, nu), ahead(&site, nu));
    Some(vec![site, right, across, up])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gauge::WilsonLoop;
    use crate::lattice::Boundary;

    fn lattice() -> Lattice {
        let edges = [Boundary::Periodic, Boundary::Fixed];
        Lattice::new(&[7, 9], 0.5, &edges).expect("a lattice")
    }

    #[test]
    fn a_drawing_closes_to_a_loop_of_neighbours() {
        let lattice = lattice();
        let mut drawing = Drawing::from(vec![1, 2]);
        for site in [[4, 2], [4, 6], [5, 7], [1, 7]] {
            drawing.reach(&lattice, &site);
        }
        let sites = drawing.close(&lattice, [0, 1]).expect("a loop");
        assert_eq!(sites.first(), Some(&vec![1, 2]));
        let path = WilsonLoop::new(&lattice, sites.clone()).expect("neighbours all the way");
        assert_eq!(path.sites(), sites);
    }

    #[test]
    fn a_circle_is_gone_round_the_short_way_and_an_edge_is_not_crossed() {
        let lattice = lattice();
        let mut drawing = Drawing::from(vec![6, 8]);
        drawing.reach(&lattice, &[1, 8]);
        assert_eq!(drawing.sites(), [[6, 8], [0, 8], [1, 8]]);
        drawing.reach(&lattice, &[1, 0]);
        assert_eq!(drawing.sites().len(), 11);
    }

    #[test]
    fn a_step_back_takes_back_and_there_and_back_is_no_loop() {
        let lattice = lattice();
        let mut drawing = Drawing::from(vec![1, 2]);
        drawing.reach(&lattice, &[1, 5]);
        drawing.reach(&lattice, &[1, 3]);
        assert_eq!(drawing.sites(), [[1, 2], [1, 3]]);
        assert_eq!(drawing.close(&lattice, [0, 1]), None);
    }

    #[test]
    fn a_way_to_a_loop_is_left_out_of_it() {
        let lattice = lattice();
        let mut drawing = Drawing::from(vec![0, 1]);
        for site in [[2, 1], [2, 4], [5, 4], [5, 1], [2, 1]] {
            drawing.reach(&lattice, &site);
        }
        let sites = drawing.close(&lattice, [0, 1]).expect("a loop");
        assert!(sites.len() == 12 && !sites.contains(&vec![0, 1]), "{sites:?}");
        WilsonLoop::new(&lattice, sites).expect("neighbours all the way");
    }

    #[test]
    fn a_click_is_a_plaquette_inside_the_lattice() {
        let lattice = lattice();
        let sites = Drawing::from(vec![6, 8]).close(&lattice, [0, 1]).expect("a plaquette");
        assert_eq!(sites, [[6, 7], [0, 7], [0, 8], [6, 8]]);
        assert_eq!(Drawing::from(vec![6, 8]).close(&lattice, [1, 1]), None);
    }
}
