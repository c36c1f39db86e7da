//! The learning system and the Hamiltonian system of a network, run beside each other.

use super::Tab;
use crate::lattice::{FieldState, Lattice};
use crate::network::{Condition, Duality};
use crate::simulation::{Clock, Parameters};
use crate::theory::Potential;
use crate::window::Desk;
use bevy::prelude::*;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;

/// Ticks that both sides are run.
pub const TICKS: u64 = 1000;

/// What has come of running both sides so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// The tick of the field they began with.
    pub begun_at: u64,
    /// Time step.
    pub dt: f64,
    /// What must hold for them to be the same.
    pub conditions: Vec<Condition>,
    /// phi of every neuron of the learning system, tick by tick.
    pub learning: Vec<Vec<f64>>,
    /// phi of every neuron of the Hamiltonian system.
    pub hamiltonian: Vec<Vec<f64>>,
    /// The largest difference of any phi or beta.
    pub distance: Vec<f64>,
    /// Why there is nothing.
    pub refusal: Option<String>,
    /// Whether more is to come.
    pub running: bool,
}

/// Both sides, run on a thread of its own from a moment of the field.
#[derive(Resource, Default)]
pub struct Rivals {
    run: Option<Arc<Mutex<Run>>>,
    stale: bool,
}

impl Rivals {
    /// What has come of it, if it has begun.
    pub fn run(&self) -> Option<MutexGuard<'_, Run>> {
        Some(self.run.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Begins again with the field as it is.
    pub fn begin_again(&mut self) {
        self.run = None;
    }

    /// Whether the parameters have changed since it began.
    pub fn is_stale(&self) -> bool {
        self.stale && self.run.is_some()
    }
}

pub(super) fn add(app: &mut App) {
    app.init_resource::<Rivals>().add_systems(Update, run);
}

fn run(
    desk: Res<Desk>,
    (lattice, state, parameters): (Res<Lattice>, Res<FieldState>, Res<Parameters>),
    clock: Res<Clock>,
    mut rivals: ResMut<Rivals>,
) {
    if lattice.is_changed() || desk.analysis.open != Some(Tab::Duality) {
        rivals.bypass_change_detection().run = None;
        return;
    }
    rivals.bypass_change_detection().stale |= parameters.is_changed();
    if rivals.run.is_some() || parameters.wiring.is_none() {
        return;
    }
    let (begun_at, dt) = (clock.tick, parameters.dt);
    let shared = Arc::new(Mutex::new(Run { begun_at, dt, running: true, ..Run::default() }));
    let (there, start, parameters) =
        (Arc::downgrade(&shared), flat(&lattice, &state), parameters.clone());
    let spawned = Builder::new().name("duality".to_owned()).spawn(move || {
        // It ends where nobody waits for it any more.
        let note = |change: &mut dyn FnMut(&mut Run)| {
            let Some(shared) = there.upgrade() else { return false };
            change(&mut shared.lock().unwrap_or_else(PoisonError::into_inner));
            true
        };
        compare(&parameters, &start, &note);
        note(&mut |run| run.running = false);
    });
    rivals.run = spawned.is_ok().then_some(shared);
    rivals.stale = false;
}

/// phi and pi, site by site.
fn flat(lattice: &Lattice, state: &FieldState) -> [Vec<f64>; 2] {
    let sites = (0..lattice.rows()).flat_map(|row| (0..lattice.row_len()).map(move |x| (row, x)));
    let (phi, pi) = sites.map(|(row, x)| state.at(row, x, 0)).unzip();
    [phi, pi]
}

/// Tells of something; whether somebody still listens.
type Note<'a> = dyn Fn(&mut dyn FnMut(&mut Run)) -> bool + 'a;

/// Tells of both sides as long as `note` says that somebody listens.
fn compare(parameters: &Parameters, [phi, pi]: &[Vec<f64>; 2], note: &Note) {
    let duality = match duality(parameters, phi.len()) {
        Ok(duality) => duality,
        Err(why) => {
            note(&mut |run| run.refusal = Some(why.clone()));
            return;
        }
    };
    let conditions = duality.conditions(phi);
    let mut sides = duality.sides(phi, pi);
    let mut listens = note(&mut |run| run.conditions = conditions.clone());
    for tick in 0..=TICKS {
        if tick > 0 {
            sides.step(parameters.dt);
        }
        let distance = sides.distance();
        listens = listens
            && note(&mut |run| {
                run.learning.push(sides.learning[0].clone());
                run.hamiltonian.push(sides.hamiltonian[0].clone());
                run.distance.push(distance);
            });
        if !listens || !distance.is_finite() {
            return;
        }
    }
}

fn duality(parameters: &Parameters, neurons: usize) -> Result<Duality, String> {
    let potential = parameters.potential.as_ref().unwrap_or(&Potential::Mass);
    let wiring = parameters.wiring.as_ref().ok_or("the theory has no matrices")?;
    wiring.duality(neurons, potential, &parameters.couplings).map_err(|why| why.to_string())
}
