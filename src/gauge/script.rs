//! Commands that a scene gives for later ticks.

use super::Gauge;
use super::command::{GaugeCommand, Scope, carry_out};
use super::error::{GaugeError, GaugeFault};
use crate::lattice::{FieldState, Lattice};
use crate::observable::Look;
use crate::simulation::{Clock, Dynamics, Measurements, Parameters, Simulation};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// `(tick: 40, command: Rotate(Stroke(centre: [0, 0], radius: 8, strength: 2)))`
///
/// # Conventions
/// Carried out before the tick with that number, counted from 0, as if by hand between two ticks;
/// several of one tick in the order in which they are written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "edit")]
pub struct GaugeEdit {
    /// When.
    pub tick: u64,
    /// What.
    pub command: GaugeCommand,
}

/// Most edits a scene may have.
const MOST_EDITS: usize = 10_000;

/// Refuses a list that is too long.
pub(super) fn check(edits: &[GaugeEdit]) -> Result<(), GaugeError> {
    if edits.len() <= MOST_EDITS {
        return Ok(());
    }
    let fault = GaugeFault::Invalid {
        given: format!("{} edits", edits.len()),
        needed: format!("a scene may have {MOST_EDITS} at most"),
    };
    Err(GaugeError::new("edits", fault))
}

impl Gauge {
    /// The edits that a run in it makes by itself.
    pub fn script(&self) -> &[GaugeEdit] {
        &self.script
    }

    /// The same gauge with edits that its run will make.
    pub(crate) fn with_script(self, edits: Vec<GaugeEdit>) -> Self {
        Self { script: Arc::new(edits), ..self }
    }

    /// Ticks from one on, which the edits of that one have left, until there are more; `None` where
    /// none are to come.
    pub(crate) fn ticks_to_edit(&self, tick: u64) -> Option<u64> {
        let later = self.script.iter().filter_map(|edit| edit.tick.checked_sub(tick));
        later.filter(|ahead| *ahead > 0).min()
    }

    fn due(&self, tick: u64) -> Vec<GaugeCommand> {
        let due = self.script.iter().filter(|edit| edit.tick == tick);
        due.map(|edit| edit.command.clone()).collect()
    }
}

/// What the edits of a tick may change, and what they are measured with afterwards.
pub(crate) struct ScriptScope<'a> {
    pub lattice: &'a Lattice,
    pub parameters: &'a mut Parameters,
    pub dynamics: &'a mut Dynamics,
    pub state: &'a mut FieldState,
    pub gauge: &'a mut Gauge,
    pub clock: &'a Clock,
    pub measurements: &'a mut Measurements,
}

impl ScriptScope<'_> {
    /// Makes the edits that are due before the tick that begins now, once: a tick that is looked at
    /// half way has made them already. They were tried when the scene
    /// was built; one that the field as it has become refuses is left out, as one by hand would be.
    pub fn follow_script(&mut self) {
        let due = self.gauge.due(self.clock.tick);
        for command in &due {
            if self.carry_out(command).is_ok() && command.begins_anew() {
                self.measurements.rebase(&Look {
                    lattice: self.lattice,
                    state: self.state,
                    parameters: self.parameters,
                    dynamics: self.dynamics,
                    gauge: self.gauge,
                    clock: self.clock,
                });
            }
        }
        if !due.is_empty() {
            let now = self.clock.tick;
            Arc::make_mut(&mut self.gauge.script).retain(|edit| edit.tick != now);
            self.measurements.renew_copy(self.state, self.clock);
        }
    }

    fn carry_out(&mut self, command: &GaugeCommand) -> Result<(), GaugeError> {
        let Self { lattice, parameters, dynamics, state, gauge, clock, .. } = self;
        carry_out(command, Scope { lattice, parameters, dynamics, state, gauge, clock })
    }
}

/// Tries all edits on a copy of a run that has not begun.
///
/// # Errors
/// Of the first that is refused, at `edits[n].command`.
pub(crate) fn rehearse(run: &Simulation) -> Result<(), GaugeError> {
    let (mut state, mut gauge) = (run.state.clone(), run.gauge.clone());
    let (mut parameters, mut dynamics) = (run.parameters.clone(), run.dynamics.clone());
    let mut order: Vec<(usize, &GaugeEdit)> = run.gauge.script().iter().enumerate().collect();
    order.sort_by_key(|(_, edit)| edit.tick);
    for (at, edit) in order {
        let dt = run.clock.dt;
        let clock = Clock::at(edit.tick, run.clock.time() + dt * edit.tick as f64, dt);
        let scope = Scope {
            lattice: &run.lattice,
            parameters: &mut parameters,
            dynamics: &mut dynamics,
            state: &mut state,
            gauge: &mut gauge,
            clock: &clock,
        };
        carry_out(&edit.command, scope)
            .map_err(|error| error.within(&format!("edits[{at}].command")))?;
    }
    Ok(())
}
