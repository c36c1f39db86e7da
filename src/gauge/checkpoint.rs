//! The gauge as it is kept in files.

use super::background::Background;
use super::base::{Base, Fixed};
use super::error::GaugeError;
use super::instant::Instant;
use super::mode::GaugeMode;
use super::script::GaugeEdit;
use super::theta::{Setting, Sources, Theta, ThetaSource};
use super::twin::Twin;
use super::wilson::WilsonLoop;
use super::{Gauge, Painted};
use crate::lattice::{FieldState, Lattice};
use crate::simulation::{Clock, Parameters};
use std::sync::Arc;

/// Everything that makes a gauge: texts, and the arrays that no text says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Checkpoint {
    pub background: Vec<Background>,
    pub mode: GaugeMode,
    pub drive: Vec<ThetaSource>,
    pub wilson_loop: Vec<Vec<usize>>,
    /// What the run does by itself.
    pub edits: Vec<GaugeEdit>,
    /// Links and potential that were read from files.
    pub arrays: Option<Arc<Fixed>>,
    /// What rotations have added up to, of the field and of its links.
    pub theta: [Option<Arc<Theta>>; 2],
    /// Θ of temporal gauge.
    pub temporal: Option<Arc<Theta>>,
    /// The twin, and the tick at which it parted.
    pub twin: Option<(FieldState, u64)>,
}

impl Gauge {
    /// What a file must say to make it again.
    pub(crate) fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            background: self.background().to_vec(),
            mode: self.mode,
            drive: self.drive().to_vec(),
            wilson_loop: self.path.sites().to_vec(),
            edits: self.script.to_vec(),
            arrays: self.base.shared_arrays(),
            theta: [self.painted.fields.clone(), self.painted.links.clone()],
            temporal: self.temporal.clone(),
            twin: self.twin.as_ref().map(|twin| (twin.state().clone(), twin.since())),
        }
    }

    /// Whether a run in it needs nothing kept but its state and the links of that.
    pub(crate) fn is_plain(&self) -> bool {
        self.background().is_empty()
            && self.drive.is_empty()
            && self.script.is_empty()
            && self.painted == Painted::default()
            && self.temporal.is_none()
            && self.twin.is_none()
            && self.mode != GaugeMode::Bare
    }

    /// Makes a gauge again, at what the clock shows.
    ///
    /// # Errors
    /// When the texts are not ones for this lattice.
    pub(crate) fn restored(
        kept: Checkpoint,
        lattice: &Lattice,
        parameters: &Parameters,
        clock: &Clock,
    ) -> Result<Self, GaugeError> {
        let setting = Setting { lattice, parameters };
        let base = Base::new(kept.background, kept.arrays, &setting);
        let path = WilsonLoop::new(lattice, kept.wilson_loop);
        let [fields, links] = kept.theta;
        let mut gauge = Self {
            base: base.map_err(|error| error.in_list("background"))?,
            mode: kept.mode,
            painted: Painted { fields, links },
            drive: Sources::new(kept.drive, &setting).map_err(|error| error.in_list("drive"))?,
            temporal: kept.temporal,
            twin: None,
            path: Arc::new(path.map_err(|error| error.in_list("wilson_loop"))?),
            script: Arc::new(kept.edits),
            held: None,
        };
        if let Some((mut state, since)) = kept.twin {
            gauge.lay_twin(lattice, &mut state, Instant::of(clock).time);
            gauge.twin = Some(Twin::new(state, since));
        }
        Ok(gauge)
    }
}
