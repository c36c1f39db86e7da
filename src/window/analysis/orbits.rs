//! The way of single neurons through phi and beta.

use super::Tab;
use crate::app::{LatticeTick, Stage};
use crate::lattice::{FieldState, Lattice};
use crate::simulation::{Clock, Parameters};
use crate::window::pins::PinSystems;
use crate::window::{Desk, Pins};
use bevy::prelude::*;
use std::collections::VecDeque;

/// Ticks that are remembered.
const REMEMBERED: usize = 1024;

/// Neurons that are followed besides the one that is looked at and the pinned ones.
const SPREAD: usize = 7;

/// The way of one neuron.
#[derive(Clone, Debug, PartialEq)]
pub struct Orbit {
    /// Its row and its place along it.
    pub site: (usize, usize),
    /// phi and beta, the latest last.
    pub points: VecDeque<[f64; 2]>,
}

/// The ways of the neurons that are followed.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Orbits {
    orbits: Vec<Orbit>,
    tick: Option<u64>,
}

impl Orbits {
    /// The ways; the neuron that is looked at first.
    pub fn all(&self) -> &[Orbit] {
        &self.orbits
    }

    /// Notes where everybody is.
    fn note(&mut self, tick: u64, sites: &[(usize, usize)], state: &FieldState) {
        if self.tick.is_some_and(|latest| latest == tick) && self.is_of(sites) {
            return;
        }
        // The field has gone back, or was not watched for a while.
        let goes_on = self.tick.is_some_and(|latest| latest == tick || latest + 1 == tick);
        let mut before = std::mem::take(&mut self.orbits);
        if !goes_on {
            before.clear();
        }
        for &site in sites {
            let known = before.iter().position(|orbit| orbit.site == site);
            let mut orbit = match known {
                Some(at) => before.swap_remove(at),
                None => Orbit { site, points: VecDeque::new() },
            };
            if orbit.points.len() == REMEMBERED {
                orbit.points.pop_front();
            }
            let (phi, pi) = state.at(site.0, site.1, 0);
            orbit.points.push_back([phi, pi]);
            self.orbits.push(orbit);
        }
        self.tick = Some(tick);
    }

    fn is_of(&self, sites: &[(usize, usize)]) -> bool {
        self.orbits.iter().map(|orbit| orbit.site).eq(sites.iter().copied())
    }
}

pub(super) fn add(app: &mut App) {
    app.init_resource::<Orbits>()
        .add_systems(Update, forget.run_if(resource_exists_and_changed::<Lattice>))
        .add_systems(LatticeTick, note.after(Stage::Advance).after(PinSystems));
}

fn forget(mut orbits: ResMut<Orbits>) {
    *orbits = Orbits::default();
}

fn note(
    (desk, pins): (Option<Res<Desk>>, Res<Pins>),
    (lattice, state, parameters): (Res<Lattice>, Res<FieldState>, Res<Parameters>),
    clock: Res<Clock>,
    mut orbits: ResMut<Orbits>,
) {
    let Some(desk) = desk.filter(|desk| desk.analysis.open == Some(Tab::Portrait)) else { return };
    if parameters.theory.name == "neuron" {
        orbits.note(clock.tick, &followed(&desk, &pins, &lattice), &state);
    }
}

/// The neuron that is looked at, the pinned ones, and some evenly apart; each once.
fn followed(desk: &Desk, pins: &Pins, lattice: &Lattice) -> Vec<(usize, usize)> {
    let (sites, length) = (lattice.sites(), lattice.row_len());
    let apart = (0..SPREAD).map(|n| (2 * n + 1) * sites / (2 * SPREAD));
    let apart = apart.map(|site| (site / length, site % length));
    let pinned = pins.0.iter().map(|pin| (pin.pick.row, pin.pick.x));
    let mut all = vec![desk.analysis.site_on(lattice)];
    for site in pinned.chain(apart) {
        if !all.contains(&site) {
            all.push(site);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lattice::{Boundary, Precision};

    #[test]
    fn a_way_goes_on_tick_by_tick_and_begins_anew_after_a_leap() {
        let lattice = Lattice::new(&[9], 1.0, &[Boundary::Periodic]).unwrap();
        let mut state = FieldState::zeros(&lattice, 1, Precision::F64);
        let mut orbits = Orbits::default();
        let mut note = |tick: u64, sites: &[(usize, usize)], value: f64| {
            let FieldState::F64(fields) = &mut state else { panic!() };
            fields.phi.values_mut()[4] = value;
            orbits.note(tick, sites, &state);
            orbits.all().iter().map(|orbit| orbit.points.len()).collect::<Vec<_>>()
        };
        assert_eq!(note(3, &[(0, 4)], 0.1), [1]);
        assert_eq!(note(4, &[(0, 4)], 0.2), [2]);
        assert_eq!(note(4, &[(0, 4)], 0.2), [2], "the same tick");
        assert_eq!(note(5, &[(0, 2), (0, 4)], 0.3), [1, 3]);
        assert_eq!(note(2, &[(0, 2), (0, 4)], 0.4), [1, 1], "the field has gone back");
        assert_eq!(orbits.all()[1].points.back(), Some(&[0.4, 0.0]));
        (3..5000).for_each(|tick| orbits.note(tick, &[(0, 4)], &state));
        assert_eq!(orbits.all()[0].points.len(), REMEMBERED);
    }
}
