//! The gauge of a scene.

use super::background::Background;
use super::base::Base;
use super::command::{Fix, GaugeCommand};
use super::error::{GaugeError, GaugeFault};
use super::mode::GaugeMode;
use super::script::{self, GaugeEdit};
use super::theta::{Setting, Sources, ThetaSource};
use super::wilson::WilsonLoop;
use super::{Gauge, has_phase};
use crate::lattice::{Lattice, Precision};
use crate::simulation::Parameters;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// `gauge: (background: [UniformB(quanta: 4)], rotate: [Vortex(winding: 1)], twin: true)`
///
/// # Conventions
/// In this order: the field begins in the background, gets its twin, is rotated, its gauge is fixed,
/// and then driven; edits follow as it runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename = "gauge")]
pub struct GaugeSettings {
    /// Electromagnetic fields; they add up.
    pub background: Vec<Background>,
    /// What rotations act on.
    pub mode: GaugeMode,
    /// Whether a twin runs beside the field in the first gauge.
    pub twin: bool,
    /// Rotations at the beginning, one after the other.
    pub rotate: Vec<ThetaSource>,
    /// A gauge to fix after them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
    /// Sources that drive the angle; they add up.
    pub drive: Vec<ThetaSource>,
    /// Edits at later ticks, such as strokes of the brush.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<GaugeEdit>,
    /// Sites of the Wilson loop that is read; a rectangle in the middle when there are none.
    pub wilson_loop: Vec<Vec<usize>>,
}

/// Numbers of the turns of a site that are kept where `A_0` differs from site to site: six for each
/// step of a composition.
const TURNS: u128 = 12;

/// Bytes of a gauge with so many further values on each site: links with their cos and sin, turns by
/// `A_0`, the background and the angles of rotations in double precision.
pub(crate) fn bytes_of(lattice: &Lattice, values: u128, precision: Precision) -> u128 {
    let sites: u128 = lattice.shape().iter().map(|extent| *extent as u128).product();
    let (dim, bytes) = (lattice.dim() as u128, precision.bytes() as u128);
    sites * (bytes * (3 * dim + 1 + TURNS + values) + 8 * (dim + 1 + 4))
}

impl GaugeSettings {
    /// Whether they ask for anything.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// Bytes that such a gauge takes: links with their cos and sin, the background and the angles
    /// of rotations in double precision, a twin.
    pub fn bytes(&self, lattice: &Lattice, components: usize, precision: Precision) -> u128 {
        if self.is_nothing() {
            return 0;
        }
        let begins = |edit: &GaugeEdit| edit.command == GaugeCommand::Twin(true);
        let twins = self.twin || self.edits.iter().any(begins);
        // Edits are tried on a copy of the field.
        let copies = u128::from(twins) + u128::from(!self.edits.is_empty());
        bytes_of(lattice, 2 * components as u128 * copies, precision)
    }

    /// Checks everything that takes no field.
    ///
    /// # Errors
    /// See [`GaugeError`]; its path begins with the name of a field here.
    pub fn check(&self, lattice: &Lattice, parameters: &Parameters) -> Result<(), GaugeError> {
        if self.is_nothing() {
            return Ok(());
        }
        if !has_phase(parameters) {
            let theory = parameters.theory.name;
            return Err(GaugeError::new("", GaugeFault::NoPhase { theory }));
        }
        self.begin(lattice, parameters)?;
        script::check(&self.edits)?;
        let setting = Setting { lattice, parameters };
        let inside = |name: &'static str| move |error: GaugeError| error.in_list(name);
        Sources::new(self.rotate.clone(), &setting).map_err(inside("rotate"))?;
        Sources::new(self.drive.clone(), &setting).map_err(inside("drive"))?;
        match self.fix.is_some() && self.mode == GaugeMode::Bare {
            true => Err(GaugeError::new("fix", GaugeFault::Bare)),
            false => Ok(()),
        }
    }

    /// The gauge a field begins in: background, mode and loop.
    ///
    /// # Errors
    /// As [`Self::check`].
    pub fn begin(&self, lattice: &Lattice, parameters: &Parameters) -> Result<Gauge, GaugeError> {
        let setting = Setting { lattice, parameters };
        let base = Base::new(self.background.clone(), None, &setting);
        let base = base.map_err(|error| error.in_list("background"))?;
        let path = match self.wilson_loop.is_empty() {
            true => WilsonLoop::example(lattice),
            false => WilsonLoop::new(lattice, self.wilson_loop.clone())
                .map_err(|error| error.in_list("wilson_loop"))?,
        };
        let gauge = Gauge { base, mode: self.mode, path: Arc::new(path), ..Gauge::default() };
        Ok(gauge.with_script(self.edits.clone()))
    }

    /// What is done to the field then, and the path of the setting that asks for it.
    pub fn commands(&self) -> Vec<(String, GaugeCommand)> {
        let mut commands = Vec::new();
        if self.twin {
            commands.push(("twin".to_owned(), GaugeCommand::Twin(true)));
        }
        let rotations = self.rotate.iter().cloned().map(GaugeCommand::Rotate);
        commands.extend(
            rotations.enumerate().map(|(at, rotation)| (format!("rotate[{at}]"), rotation)),
        );
        commands.extend(self.fix.map(|fix| ("fix".to_owned(), GaugeCommand::Fix(fix))));
        if !self.drive.is_empty() {
            commands.push(("drive".to_owned(), GaugeCommand::Drive(self.drive.clone())));
        }
        commands
    }
}
