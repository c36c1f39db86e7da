//! Wilson loops.

use super::error::GaugeError;
use crate::lattice::{Direction, FieldState, Lattice};
use std::f64::consts::TAU;

/// Longest loop, in sites.
const LONGEST: usize = 1 << 16;

/// A closed path from site to neighbouring site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WilsonLoop {
    sites: Vec<Vec<usize>>,
    /// Row and place of the link of each step, its direction, and whether it is met backwards.
    steps: Vec<(usize, usize, usize, bool)>,
}

impl WilsonLoop {
    /// A loop through these sites, each a step along one axis from the one before, the first from
    /// the last; a step round a periodic axis is one.
    ///
    /// # Errors
    /// [`GaugeError`] at the first site that is not on the lattice or not beside the one before.
    pub fn new(lattice: &Lattice, sites: Vec<Vec<usize>>) -> Result<Self, GaugeError> {
        if sites.len() > LONGEST {
            let needed = format!("a loop has at most {LONGEST} sites");
            return Err(GaugeError::invalid("", sites.len(), needed));
        }
        let places = sites.iter().enumerate().map(|(at, site)| place(lattice, at, site));
        let places: Vec<_> = places.collect::<Result<_, _>>()?;
        let nexts = places.iter().cycle().skip(1);
        let steps = places.iter().zip(nexts).enumerate().map(|(at, (from, to))| {
            step(lattice, *from, *to).ok_or_else(|| {
                let next = (at + 1) % sites.len();
                let needed = format!("it must be beside {:?}, the site before it", sites[at]);
                GaugeError::invalid(format!("[{next}]"), format!("{:?}", sites[next]), needed)
            })
        });
        let steps = steps.collect::<Result<_, _>>()?;
        Ok(Self { sites, steps })
    }

    /// A loop to begin with: a rectangle half as large as the first plane, in its middle; in one
    /// dimension the ring, without any step where there is none.
    pub fn example(lattice: &Lattice) -> Self {
        let sites = match lattice.shape() {
            [n] if lattice.boundary()[0].is_periodic() => (0..*n).map(|x| vec![x]).collect(),
            [_] => Vec::new(),
            shape => rectangle(shape),
        };
        Self::new(lattice, sites).unwrap_or_default()
    }

    /// Its sites, in order.
    pub fn sites(&self) -> &[Vec<usize>] {
        &self.sites
    }

    /// The angle by which a field is rotated once round.
    ///
    /// # Equation
    /// `∮ a = Σ ± a_{i,mu}`, plus where a link is met forward, brought into `[-π, π]`
    pub fn angle(&self, state: &FieldState) -> f64 {
        let angle = |(row, x, mu, back): &(usize, usize, usize, bool)| {
            let angle = link(state, *row, *x, *mu);
            if *back { -angle } else { angle }
        };
        let sum: f64 = self.steps.iter().map(angle).sum();
        sum - TAU * (sum / TAU).round()
    }
}

/// The angle of a link of a state.
fn link(state: &FieldState, row: usize, x: usize, mu: usize) -> f64 {
    match state {
        FieldState::F32(fields) => {
            fields.gauge.as_ref().map_or(0.0, |gauge| f64::from(gauge.links().at(row, x, mu)))
        }
        FieldState::F64(fields) => {
            fields.gauge.as_ref().map_or(0.0, |gauge| gauge.links().at(row, x, mu))
        }
    }
}

fn place(lattice: &Lattice, at: usize, site: &[usize]) -> Result<(usize, usize), GaugeError> {
    let shape = lattice.shape();
    let inside = site.iter().zip(shape).all(|(index, extent)| index < extent);
    if site.len() != shape.len() || !inside {
        let needed = format!("a site has an index below each of {shape:?}");
        return Err(GaugeError::invalid(format!("[{at}]"), format!("{site:?}"), needed));
    }
    let (last, leading) = (shape.len() - 1, site.iter().zip(shape));
    let row = leading.take(last).fold(0, |row, (index, extent)| row * extent + index);
    Ok((row, site[last]))
}

fn step(
    lattice: &Lattice,
    from: (usize, usize),
    to: (usize, usize),
) -> Option<(usize, usize, usize, bool)> {
    (0..lattice.dim()).find_map(|mu| {
        let ahead = |site| lattice.neighbour(site, mu, Direction::Forward);
        if ahead(from) == Some(to) {
            Some((from.0, from.1, mu, false))
        } else if ahead(to) == Some(from) {
            Some((to.0, to.1, mu, true))
        } else {
            None
        }
    })
}

/// Round a rectangle in the first two axes, in the middle of the others.
fn rectangle(shape: &[usize]) -> Vec<Vec<usize>> {
    let [m, n] = [shape[0], shape[1]];
    let ([x0, x1], [y0, y1]) = ([m / 4, m / 4 + (m / 2).max(1)], [n / 4, n / 4 + (n / 2).max(1)]);
    let site = |x: usize, y: usize| {
        let rest = shape[2..].iter().map(|extent| extent / 2);
        [x.min(m - 1), y.min(n - 1)].into_iter().chain(rest).collect::<Vec<_>>()
    };
    let (x1, y1) = (x1.min(m - 1), y1.min(n - 1));
    let up = (x0..x1).map(|x| site(x, y0));
    let right = (y0..y1).map(|y| site(x1, y));
    let down = (x0 + 1..=x1).rev().map(|x| site(x, y1));
    let left = (y0 + 1..=y1).rev().map(|y| site(x0, y));
    up.chain(right).chain(down).chain(left).collect()
}
