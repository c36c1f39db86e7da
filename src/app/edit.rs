//! Carrying out edits: each one wholly or not at all.

use super::brush;
use super::command::{Brush, CommandLog, FieldCommand, Refusal, Refused};
use super::schedule::Halt;
use super::world::{CurrentScene, SceneOptions};
use crate::lattice::{FieldState, Lattice};
use crate::simulation::{Clock, Dynamics, Measurements, Parameters};
use bevy::ecs::prelude::*;
use bevy::ecs::system::SystemParam;

/// Everything an edit may change, and the scene to start again from.
#[derive(SystemParam)]
pub(super) struct Model<'w> {
    lattice: Res<'w, Lattice>,
    scene: Option<Res<'w, CurrentScene>>,
    options: Res<'w, SceneOptions>,
    state: ResMut<'w, FieldState>,
    parameters: ResMut<'w, Parameters>,
    dynamics: ResMut<'w, Dynamics>,
    clock: ResMut<'w, Clock>,
    measurements: ResMut<'w, Measurements>,
    halt: ResMut<'w, Halt>,
}

/// Carries out the edits that wait, in the order they were sent; logs them or says why not.
pub(super) fn carry_out(
    mut commands: MessageReader<FieldCommand>,
    mut refused: MessageWriter<Refused>,
    mut log: ResMut<CommandLog>,
    mut model: Model,
) {
    for command in commands.read() {
        let before = *model.clock;
        match model.apply(command) {
            Ok(()) => log.note(command.clone(), &before, &model.clock),
            Err(reason) => {
                refused.write(Refused { command: command.clone(), reason });
            }
        }
    }
}

impl Model<'_> {
    fn apply(&mut self, command: &FieldCommand) -> Result<(), Refusal> {
        match command {
            FieldCommand::SetParameter { name, value } => self.set_parameter(name, *value),
            FieldCommand::SetDt(dt) => {
                self.recompile(Parameters { dt: *dt, ..self.parameters.clone() })
            }
            FieldCommand::Disturb(brush) => self.disturb(brush),
            FieldCommand::Reset => self.reset(),
        }
    }

    fn set_parameter(&mut self, name: &str, value: f64) -> Result<(), Refusal> {
        let mut parameters = self.parameters.clone();
        let known = (parameters.theory.parameters)(parameters.potential.as_ref());
        let slot =
            known.iter().any(|info| info.name == name).then(|| parameters.couplings.get_mut(name));
        let Some(slot) = slot.flatten() else {
            return Err(unknown_parameter(&self.parameters, name));
        };
        *slot = value;
        self.recompile(parameters)
    }

    /// Takes new parameters if the field as it is can run with them.
    fn recompile(&mut self, parameters: Parameters) -> Result<(), Refusal> {
        let dynamics = Dynamics::new(&parameters, &self.lattice, &self.state)?;
        self.clock.set_dt(parameters.dt);
        *self.parameters = parameters;
        *self.dynamics = dynamics;
        self.begin_again_from_here();
        Ok(())
    }

    /// Disturbs the field if it is still one that can run: a bump may lift it to where the
    /// potential is too steep for dt.
    fn disturb(&mut self, stroke: &Brush) -> Result<(), Refusal> {
        brush::check(stroke, self.state.components())?;
        let undo = brush::paint(&self.lattice, &mut self.state, stroke);
        match Dynamics::new(&self.parameters, &self.lattice, &self.state) {
            Ok(dynamics) => {
                *self.dynamics = dynamics;
                self.begin_again_from_here();
                Ok(())
            }
            Err(error) => {
                brush::restore(&mut self.state, undo);
                Err(error.into())
            }
        }
    }

    /// Starts the scene again. The lattice is the one there is: another comes with another scene.
    fn reset(&mut self) -> Result<(), Refusal> {
        let CurrentScene(scene) = self.scene.as_deref().ok_or(Refusal::NoScene)?;
        let fresh = scene.build(&self.options.0)?;
        *self.state = fresh.state;
        *self.parameters = fresh.parameters;
        *self.dynamics = fresh.dynamics;
        *self.clock = fresh.clock;
        *self.measurements = fresh.measurements;
        self.halt.0 = None;
        Ok(())
    }

    /// An edit changes energy and charge by intent: drift counts from here.
    fn begin_again_from_here(&mut self) {
        self.measurements.rebase(
            &self.lattice,
            &self.state,
            &self.parameters,
            &self.dynamics,
            &self.clock,
        );
    }
}

fn unknown_parameter(parameters: &Parameters, name: &str) -> Refusal {
    let known = (parameters.theory.parameters)(parameters.potential.as_ref());
    let names: Vec<&str> = known.iter().map(|info| info.name).collect();
    Refusal::UnknownParameter {
        theory: parameters.theory.name,
        name: name.to_owned(),
        known: if names.is_empty() { "none".to_owned() } else { names.join(", ") },
    }
}
