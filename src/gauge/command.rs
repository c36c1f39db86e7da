//! What can be done to the gauge of a running field.

use super::background::Background;
use super::base::Base;
use super::error::{GaugeError, GaugeFault};
use super::instant::Instant;
use super::links::Links;
use super::mode::GaugeMode;
use super::rotate::{add, rotate};
use super::theta::{Setting, Sources, Theta, ThetaSource};
use super::twin::Twin;
use super::wilson::WilsonLoop;
use super::{Gauge, Painted, has_phase, landau};
use crate::lattice::{FieldState, Lattice};
use crate::simulation::{Clock, Dynamics, Parameters};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// A gauge to fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fix {
    /// A_0 = 0: from now on its work is done by links that turn. A drive ends where it is.
    Temporal,
    /// Links as smooth as can be: the angles of all of them together as small as they get.
    Landau,
}

/// What can be done to the gauge of a running field, between two whole ticks: wholly, or not at
/// all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum GaugeCommand {
    /// Rotates the field at once, by the angle of a source now; a stroke of the brush is one.
    Rotate(ThetaSource),
    /// Lets sources drive the angle from now on, in place of those that did; without any the
    /// driven angle goes back to 0.
    Drive(Vec<ThetaSource>),
    /// Chooses what rotations act on.
    SetMode(GaugeMode),
    /// Goes back to the gauge the run was written in: rotates by minus everything so far, ends the
    /// drive, releases a fixed gauge.
    UndoGauge,
    /// Rotates into a gauge of a certain kind.
    Fix(Fix),
    /// Begins or ends a twin, which runs in the first gauge beside the field.
    Twin(bool),
    /// Gives the field and its twin another background: other physics.
    SetBackground(Vec<Background>),
    /// Chooses the Wilson loop that is read: its sites, each beside the one before; none for the
    /// one there was at first.
    SetLoop(Vec<Vec<usize>>),
}

impl GaugeCommand {
    /// Whether measurements begin anew with it: other physics, or a twin to compare with. A
    /// rotation is none of these, so that what it changes can be seen.
    pub fn begins_anew(&self) -> bool {
        matches!(self, Self::SetBackground(_) | Self::Twin(_))
    }
}

/// What a gauge command may change, and what it takes to change it.
#[derive(Debug)]
pub struct Scope<'a> {
    /// Geometry.
    pub lattice: &'a Lattice,
    /// What the run is made of: the coupling to links is the mode's to say.
    pub parameters: &'a mut Parameters,
    /// The parameters, compiled.
    pub dynamics: &'a mut Dynamics,
    /// phi, pi and links at a whole tick.
    pub state: &'a mut FieldState,
    /// The gauge.
    pub gauge: &'a mut Gauge,
    /// Tick and time.
    pub clock: &'a Clock,
}

/// Carries out a command.
///
/// # Errors
/// See [`GaugeError`]; nothing is changed then.
pub fn carry_out(command: &GaugeCommand, scope: Scope<'_>) -> Result<(), GaugeError> {
    if !has_phase(scope.parameters) {
        let theory = scope.parameters.theory.name;
        return Err(GaugeError::new("", GaugeFault::NoPhase { theory }));
    }
    let change = scope.plan(command)?;
    scope.apply(change)
}

/// What a command comes to.
struct Change {
    gauge: Gauge,
    /// What the field is rotated by.
    turn: Option<Theta>,
    /// Whether the fastest wave may be another.
    other_waves: bool,
}

impl Change {
    fn new(gauge: Gauge) -> Self {
        Self { gauge, turn: None, other_waves: false }
    }
}

impl Scope<'_> {
    fn plan(&self, command: &GaugeCommand) -> Result<Change, GaugeError> {
        let now = Instant::of(self.clock);
        match command {
            GaugeCommand::Rotate(source) => self.rotated(source, &now),
            GaugeCommand::Drive(sources) => self.driven(sources, &now),
            GaugeCommand::SetMode(mode) => Ok(self.in_mode(*mode, &now)),
            GaugeCommand::UndoGauge => Ok(self.undone(&now)),
            GaugeCommand::Fix(_) if self.gauge.mode == GaugeMode::Bare => {
                Err(GaugeError::new("", GaugeFault::Bare))
            }
            GaugeCommand::Fix(Fix::Temporal) => Ok(self.temporal(&now)),
            GaugeCommand::Fix(Fix::Landau) => {
                let theta = landau::smoothest(self.lattice, self.gauge, &now);
                Ok(self.turned(theta))
            }
            GaugeCommand::Twin(begin) => Ok(self.twinned(*begin, &now)),
            GaugeCommand::SetBackground(list) => self.given(list),
            GaugeCommand::SetLoop(sites) => self.round(sites),
        }
    }

    fn setting(&self) -> Setting<'_> {
        Setting { lattice: self.lattice, parameters: self.parameters }
    }

    fn rotated(&self, source: &ThetaSource, now: &Instant) -> Result<Change, GaugeError> {
        let source = Sources::new(vec![source.clone()], &self.setting());
        let source = source.map_err(GaugeError::of_the_only)?;
        Ok(self.turned(source.finite_theta(self.lattice, now)?))
    }

    /// By an angle, at once.
    fn turned(&self, theta: Theta) -> Change {
        let mut gauge = self.gauge.clone();
        paint(self.lattice, &mut gauge.painted.fields, &theta, false);
        if gauge.mode.moves_links() {
            paint(self.lattice, &mut gauge.painted.links, &theta, false);
        }
        let other_waves = gauge.mode == GaugeMode::Paper;
        Change { gauge, turn: Some(theta), other_waves }
    }

    fn driven(&self, sources: &[ThetaSource], now: &Instant) -> Result<Change, GaugeError> {
        let drive = Sources::new(sources.to_vec(), &self.setting())?;
        let mut turn = drive.finite_theta(self.lattice, now)?;
        add(self.lattice, &mut turn, &self.gauge.drive.theta(self.lattice, now), true);
        let gauge = Gauge { drive, ..self.gauge.clone() };
        Ok(Change { gauge, turn: Some(turn), other_waves: false })
    }

    /// What the drive has done to the links stays as it is.
    fn in_mode(&self, mode: GaugeMode, now: &Instant) -> Change {
        let mut gauge = self.gauge.clone();
        if gauge.mode.moves_links() != mode.moves_links() && !gauge.drive.is_empty() {
            let driven = gauge.drive.theta(self.lattice, now);
            paint(self.lattice, &mut gauge.painted.links, &driven, mode.moves_links());
        }
        let other_waves = (gauge.mode == GaugeMode::Paper) != (mode == GaugeMode::Paper);
        gauge.mode = mode;
        Change { gauge, turn: None, other_waves }
    }

    fn undone(&self, now: &Instant) -> Change {
        let mut turn = self.gauge.theta(self.lattice, now);
        turn.values_mut().iter_mut().for_each(|value| *value = -*value);
        let gauge = Gauge {
            painted: Painted::default(),
            drive: Sources::default(),
            temporal: None,
            ..self.gauge.clone()
        };
        let other_waves = gauge.mode == GaugeMode::Paper;
        Change { gauge, turn: Some(turn), other_waves }
    }

    fn temporal(&self, now: &Instant) -> Change {
        let mut gauge = self.gauge.clone();
        if !gauge.drive.is_empty() {
            let driven = gauge.drive.theta(self.lattice, now);
            paint(self.lattice, &mut gauge.painted.fields, &driven, false);
            paint(self.lattice, &mut gauge.painted.links, &driven, false);
            gauge.drive = Sources::default();
        }
        if gauge.base.has_potential() && gauge.temporal.is_none() {
            gauge.temporal = Some(Arc::new(Theta::zeros(self.lattice, 1)));
        }
        Change::new(gauge)
    }

    fn twinned(&self, begin: bool, now: &Instant) -> Change {
        let mut gauge = self.gauge.clone();
        gauge.twin = begin.then(|| {
            let mut state = self.state.clone();
            rotate(self.lattice, &mut state, &gauge.theta(self.lattice, now), true);
            gauge.lay_twin(self.lattice, &mut state, now.time);
            Twin::new(state, self.clock.tick)
        });
        Change::new(gauge)
    }

    fn given(&self, list: &[Background]) -> Result<Change, GaugeError> {
        let mut gauge = self.gauge.clone();
        gauge.base = Base::new(list.to_vec(), None, &self.setting())?;
        if let Some(temporal) = gauge.temporal.take() {
            paint(self.lattice, &mut gauge.painted.fields, &temporal, false);
            paint(self.lattice, &mut gauge.painted.links, &temporal, false);
        }
        if let Some(mut twin) = gauge.twin.take() {
            gauge.lay_twin(self.lattice, twin.state_mut(), self.clock.time());
            gauge.twin = Some(twin);
        }
        Ok(Change { gauge, turn: None, other_waves: true })
    }

    fn round(&self, sites: &[Vec<usize>]) -> Result<Change, GaugeError> {
        let path = match sites {
            [] => WilsonLoop::example(self.lattice),
            sites => WilsonLoop::new(self.lattice, sites.to_vec())?,
        };
        Ok(Change::new(Gauge { path: Arc::new(path), ..self.gauge.clone() }))
    }

    /// New links first, so that a model that cannot run with them is refused before anything is
    /// turned.
    fn apply(self, change: Change) -> Result<(), GaugeError> {
        let Self { lattice, parameters, dynamics, state, gauge, clock } = self;
        let before = Links::take(state);
        change.gauge.lay(lattice, state, &Instant::of(clock));
        if change.other_waves || (before.is_none() && !Links::are_none(state)) {
            let coupling = change.gauge.mode.coupling();
            let wanted = Parameters { coupling, ..parameters.clone() };
            match Dynamics::new(&wanted, lattice, state) {
                Ok(fresh) => (*parameters, *dynamics) = (wanted, fresh),
                Err(error) => {
                    before.put(state);
                    return Err(GaugeError::new("", GaugeFault::Model(error)));
                }
            }
        }
        if let Some(turn) = &change.turn {
            rotate(lattice, state, turn, false);
        }
        *gauge = change.gauge;
        Ok(())
    }
}

/// `sum += ± theta`
fn paint(lattice: &Lattice, sum: &mut Option<Arc<Theta>>, theta: &Theta, back: bool) {
    let sum = sum.get_or_insert_with(|| Arc::new(Theta::zeros(lattice, 1)));
    add(lattice, Arc::make_mut(sum), theta, back);
}

/// A few words for a menu, such as `rotate: Vortex`.
impl fmt::Display for GaugeCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rotate(ThetaSource::Stroke(_)) => f.write_str("gauge stroke"),
            Self::Rotate(source) => write!(f, "rotate: {}", source.info().name),
            Self::Drive(sources) if sources.is_empty() => f.write_str("end of the drive"),
            Self::Drive(sources) => {
                let names: Vec<_> = sources.iter().map(|source| source.info().name).collect();
                write!(f, "drive: {}", names.join(" + "))
            }
            Self::SetMode(mode) => write!(f, "mode: {}", mode.name()),
            Self::UndoGauge => f.write_str("undo gauge"),
            Self::Fix(Fix::Temporal) => f.write_str("temporal gauge"),
            Self::Fix(Fix::Landau) => f.write_str("Landau gauge"),
            Self::Twin(true) => f.write_str("twin"),
            Self::Twin(false) => f.write_str("no twin"),
            Self::SetLoop(_) => f.write_str("Wilson loop"),
            Self::SetBackground(list) if list.is_empty() => f.write_str("no background"),
            Self::SetBackground(list) => {
                let names: Vec<_> = list.iter().map(|one| one.info().name).collect();
                write!(f, "background: {}", names.join(" + "))
            }
        }
    }
}
