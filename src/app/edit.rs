//! Carrying out edits: each one wholly or not at all.

mod travel;
mod undo;

pub use travel::runs_back;

use super::brush;
use super::command::{Brush, Edit, FieldCommand};
use super::half::Halves;
use super::history::{History, Place};
use super::log::CommandLog;
use super::moment::Moment;
use super::refusal::{Refusal, Refused};
use super::schedule::Halt;
use super::timeline::Timeline;
use super::world::{CurrentScene, SceneOptions};
use crate::gauge::{self, Gauge, GaugeCommand, Instant, Scope};
use crate::lattice::{FieldState, Lattice};
use crate::observable::Look;
use crate::scene::Scene;
use crate::simulation::{Clock, Dynamics, Measurements, Parameters, stage};
use bevy::ecs::prelude::*;
use bevy::ecs::system::SystemParam;
use std::sync::Arc;

/// Everything an edit may change, and what it takes to change it.
#[derive(SystemParam)]
pub(super) struct Model<'w> {
    lattice: Res<'w, Lattice>,
    options: Res<'w, SceneOptions>,
    scene: Option<ResMut<'w, CurrentScene>>,
    state: ResMut<'w, FieldState>,
    parameters: ResMut<'w, Parameters>,
    dynamics: ResMut<'w, Dynamics>,
    gauge: ResMut<'w, Gauge>,
    clock: ResMut<'w, Clock>,
    measurements: ResMut<'w, Measurements>,
    halt: ResMut<'w, Halt>,
    history: ResMut<'w, History>,
    timeline: ResMut<'w, Timeline>,
}

/// Carries out the edits that wait, in the order they were sent; logs them or says why not. A tick
/// that has begun is completed first, or taken back where that is what is asked for.
pub(super) fn carry_out(
    mut edits: MessageReader<Edit>,
    mut refused: MessageWriter<Refused>,
    mut log: ResMut<CommandLog>,
    mut halves: ResMut<Halves>,
    mut model: Model,
) {
    halves.bypass_change_detection().begin_pass();
    for edit in edits.read() {
        if halves.takes_back(&edit.command) {
            continue;
        }
        model.complete_tick(&mut halves);
        let before = *model.clock;
        let now = log.step(&before);
        match log.admit(edit).and_then(|()| model.carry_out(edit, now)) {
            Ok(()) => log.note(edit, &before, &model.clock),
            Err(reason) => {
                refused.write(Refused { command: edit.command.clone(), reason });
            }
        }
    }
}

impl Model<'_> {
    /// Completes a tick whose activation was looked at: an edit falls between two whole ticks.
    fn complete_tick(&mut self, halves: &mut Halves) {
        let Some(between) = halves.take_for_edit() else { return };
        let Self { lattice, state, parameters, dynamics, gauge, clock, .. } = self;
        (**state, **gauge) = (between.state, between.gauge);
        stage::learning(lattice, dynamics, gauge, state, clock);
        let (end, look) = (&clock.next(), &mut self.measurements);
        let verdict = stage::measurement(lattice, state, parameters, dynamics, gauge, end, look);
        self.halt.0 = verdict.err();
        stage::advance(clock, 1);
        self.timeline.passed(self.clock.tick);
    }

    fn carry_out(&mut self, edit: &Edit, now: u64) -> Result<(), Refusal> {
        match &edit.command {
            FieldCommand::Undo => self.undo()?,
            FieldCommand::Redo => self.redo()?,
            command => {
                let place = self.history.place(edit.gesture, now);
                let moment = self.keep(place);
                self.apply(command)?;
                self.history.note(place, edit, now, moment);
                if command.starts_anew() {
                    let room = self.history.affords_after(self.bytes());
                    let after = room.then(|| Arc::new(self.moment()));
                    self.history.begun_anew(after);
                }
            }
        }
        if !edit.command.travels() {
            self.timeline.edited(self.clock.tick);
        }
        Ok(())
    }

    /// The moment that undo or redo will want; its size where there is no room or no need for it.
    fn keep(&self, place: Place) -> Result<Arc<Moment>, usize> {
        let bytes = self.bytes();
        match self.history.affords(bytes, place) {
            true => Ok(Arc::new(self.moment())),
            false => Err(bytes),
        }
    }

    fn apply(&mut self, command: &FieldCommand) -> Result<(), Refusal> {
        match command {
            FieldCommand::SetParameter { name, value } => self.set_parameter(name, *value),
            FieldCommand::SetDt(dt) => {
                self.recompile(Parameters { dt: *dt, ..self.parameters.clone() })
            }
            FieldCommand::Disturb(brush) => self.disturb(brush),
            FieldCommand::Gauge(command) => self.change_gauge(command),
            FieldCommand::Reset => self.begin(self.scene()?.clone()),
            FieldCommand::Restart { sets } => self.restart(sets),
            FieldCommand::Back(ticks) => self.back(*ticks),
            FieldCommand::Recall { tick } => self.recall(*tick),
            FieldCommand::Undo => self.undo(),
            FieldCommand::Redo => self.redo(),
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
        let before = self.gauge.twin().map(|_| self.state.clone());
        let undo = brush::paint(&self.lattice, &mut self.state, stroke);
        match Dynamics::new(&self.parameters, &self.lattice, &self.state) {
            Ok(dynamics) => {
                *self.dynamics = dynamics;
                if let Some(before) = before {
                    let now = Instant::of(&self.clock);
                    self.gauge.follow_edit(&self.lattice, &before, &self.state, &now);
                }
                self.begin_again_from_here();
                Ok(())
            }
            Err(error) => {
                brush::restore(&mut self.state, undo);
                Err(error.into())
            }
        }
    }

    fn change_gauge(&mut self, command: &GaugeCommand) -> Result<(), Refusal> {
        let Self { lattice, parameters, dynamics, state, gauge, clock, .. } = self;
        gauge::carry_out(command, Scope { lattice, parameters, dynamics, state, gauge, clock })?;
        if command.begins_anew() {
            self.begin_again_from_here();
        }
        Ok(())
    }

    fn scene(&self) -> Result<&Arc<Scene>, Refusal> {
        self.scene.as_ref().map(|scene| &scene.0).ok_or(Refusal::NoScene)
    }

    /// Starts the scene with some of its values changed, if it is still of the same kind: whoever
    /// draws the field need not know that it began anew.
    fn restart(&mut self, sets: &[String]) -> Result<(), Refusal> {
        let scene = self.scene()?.with_sets(sets)?;
        let precision = self.options.0.precision.unwrap_or(scene.precision);
        let potential = |of: &Parameters| of.potential.as_ref().map(|potential| potential.name());
        let kept = [
            ("lattice", scene.lattice == *self.lattice),
            ("precision", precision == self.state.precision()),
            ("theory", scene.parameters.theory.name == self.parameters.theory.name),
            ("potential", potential(&scene.parameters) == potential(&self.parameters)),
        ];
        if let Some((what, _)) = kept.into_iter().find(|(_, same)| !same) {
            return Err(Refusal::OtherField { what });
        }
        self.begin(Arc::new(scene))
    }

    /// Starts a scene on the lattice there is: another comes with another session. A twin that runs
    /// starts as well.
    fn begin(&mut self, scene: Arc<Scene>) -> Result<(), Refusal> {
        let mut fresh = scene.build(&self.options.0)?;
        if self.gauge.twin().is_some() && fresh.gauge.twin().is_none() {
            fresh.change_gauge(&GaugeCommand::Twin(true))?;
        }
        *self.state = fresh.state;
        *self.parameters = fresh.parameters;
        *self.dynamics = fresh.dynamics;
        *self.gauge = fresh.gauge;
        *self.clock = fresh.clock;
        *self.measurements = fresh.measurements;
        self.halt.0 = None;
        self.put_scene(scene);
        Ok(())
    }

    fn put_scene(&mut self, scene: Arc<Scene>) {
        if let Some(current) = &mut self.scene
            && !Arc::ptr_eq(&current.0, &scene)
        {
            current.0 = scene;
        }
    }

    /// An edit changes energy and charge by intent: drift counts from here.
    fn begin_again_from_here(&mut self) {
        self.measurements.rebase(&Look {
            lattice: &self.lattice,
            state: &self.state,
            parameters: &self.parameters,
            dynamics: &self.dynamics,
            gauge: &self.gauge,
            clock: &self.clock,
        });
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
