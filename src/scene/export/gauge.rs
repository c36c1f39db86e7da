//! The gauge in an export: texts in `meta.json`, arrays beside it.
//!
//! | array | what it is |
//! |---|---|
//! | `a`, `a0` | links and potential as the state has them |
//! | `theta` | angle that rotations have added up to, radians; without what drives it |
//! | `thetalinks` | the same of the links, where it is another |
//! | `temporal` | angle that temporal gauge has added up to |
//! | `basea`, `basea0` | links and potential that were read from files, before any rotation |
//! | `twinphi`, `twinpi`, `twinedge` | the twin |

use super::ExportError;
use super::arrays::Arrays;
use super::files::{self, Stored, numbered};
use crate::gauge::{
    Background, Checkpoint, Fixed, Gauge, GaugeEdit, GaugeMode, Theta, ThetaSource,
};
use crate::lattice::{FieldState, Fields, Lattice, LinkField, Precision, SiteField};
use crate::scene::SceneError;
use crate::scene::assemble::round;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::Arc;

/// The gauge of a run, apart from its arrays.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct GaugeMeta {
    /// Electromagnetic fields, as a scene names them: formulas where they depend on time.
    pub background: Vec<Background>,
    /// What rotations act on.
    pub mode: GaugeMode,
    /// What drives the angle.
    pub drive: Vec<ThetaSource>,
    /// Sites of the Wilson loop that is read.
    pub wilson_loop: Vec<Vec<usize>>,
    /// Edits that the run makes by itself, those it has made among them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<GaugeEdit>,
    /// Whether links were rotated by another angle than the field.
    pub own_links: bool,
    /// Names of the arrays that belong to it.
    pub arrays: Vec<String>,
    /// The twin; none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub twin: Option<TwinMeta>,
}

/// A twin, apart from its fields.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct TwinMeta {
    /// Tick at which it parted.
    pub since: u64,
    /// What absorbing layers have taken from it.
    pub absorbed: f64,
    /// Whether it has ghosts beyond fixed edges.
    pub edge: bool,
}

const THETAS: [&str; 2] = ["theta", "thetalinks"];
const TEMPORAL: &str = "temporal";
const BASE: [&str; 2] = ["basea", "basea0"];

impl GaugeMeta {
    /// Describes a gauge; `None` where the state alone says all of it.
    pub(super) fn of(gauge: &Gauge) -> Option<Self> {
        if gauge.is_plain() {
            return None;
        }
        let kept = gauge.checkpoint();
        let mut arrays: Vec<&str> = Vec::new();
        arrays.extend(kept.theta[0].iter().map(|_| THETAS[0]));
        arrays.extend(kept.theta[1].iter().filter(|_| !follow(&kept)).map(|_| THETAS[1]));
        arrays.extend(kept.temporal.iter().map(|_| TEMPORAL));
        if let Some(fixed) = &kept.arrays {
            arrays.push(BASE[0]);
            arrays.extend(fixed.potential.iter().map(|_| BASE[1]));
        }
        Some(Self {
            own_links: !follow(&kept),
            arrays: arrays.into_iter().map(str::to_owned).collect(),
            twin: kept.twin.as_ref().map(|(state, since)| TwinMeta {
                since: *since,
                absorbed: state.absorbed(),
                edge: super::meta::has_edge(state),
            }),
            background: kept.background,
            mode: kept.mode,
            drive: kept.drive,
            wilson_loop: kept.wilson_loop,
            edits: kept.edits,
        })
    }

    fn has(&self, array: &str) -> bool {
        self.arrays.iter().any(|name| name == array)
    }

    /// Reads the arrays of a gauge.
    pub(super) fn read(
        &self,
        arrays: &Arrays,
        lattice: &Lattice,
        (components, precision): (usize, Precision),
    ) -> Result<Checkpoint, SceneError> {
        let theta = |name: &str| {
            let there = self.has(name).then(|| arrays.read_plain(name, lattice).map(Arc::new));
            there.transpose()
        };
        let fields = theta(THETAS[0])?;
        let links = if self.own_links { theta(THETAS[1])? } else { fields.clone() };
        let twin = self.twin.map(|twin| {
            let fields = arrays.read_twin(lattice, components, twin.edge)?;
            let fields = Fields { absorbed: twin.absorbed, ..fields };
            Ok((round(lattice, fields, precision), twin.since))
        });
        Ok(Checkpoint {
            background: self.background.clone(),
            mode: self.mode,
            drive: self.drive.clone(),
            wilson_loop: self.wilson_loop.clone(),
            edits: self.edits.clone(),
            arrays: self.read_base(arrays, lattice)?.map(Arc::new),
            theta: [fields, links],
            temporal: theta(TEMPORAL)?,
            twin: twin.transpose()?,
        })
    }

    fn read_base(&self, arrays: &Arrays, lattice: &Lattice) -> Result<Option<Fixed>, SceneError> {
        if !self.has(BASE[0]) {
            return Ok(None);
        }
        let links: LinkField<f64> = arrays.read_links(BASE[0], lattice)?;
        let potential = self.has(BASE[1]).then(|| arrays.read_plain(BASE[1], lattice));
        Ok(Some(Fixed { links, potential: potential.transpose()? }))
    }
}

/// Whether links are rotated by the same angle as the field: nothing to write twice.
fn follow(kept: &Checkpoint) -> bool {
    kept.theta[1] == kept.theta[0]
}

/// Writes the arrays of a gauge.
pub(super) fn write(
    directory: &Path,
    lattice: &Lattice,
    gauge: &Gauge,
    tick: u64,
) -> Result<(), ExportError> {
    if gauge.is_plain() {
        return Ok(());
    }
    let (kept, path) = (gauge.checkpoint(), |array: &str| directory.join(numbered(array, tick)));
    let write_theta = |name: &str, theta: &Theta| {
        files::write(&path(name), |file| files::write_plain(file, lattice, theta))
    };
    let links = kept.theta[1].as_ref().filter(|_| !follow(&kept));
    for (name, theta) in [
        (THETAS[0], kept.theta[0].as_ref()),
        (THETAS[1], links),
        (TEMPORAL, kept.temporal.as_ref()),
    ] {
        theta.map_or(Ok(()), |theta| write_theta(name, theta))?;
    }
    if let Some(fixed) = &kept.arrays {
        files::write(&path(BASE[0]), |file| files::write_links(file, lattice, &fixed.links))?;
        fixed.potential.as_ref().map_or(Ok(()), |field| write_theta(BASE[1], field))?;
    }
    match &kept.twin {
        Some((FieldState::F32(fields), _)) => write_twin(lattice, fields, path),
        Some((FieldState::F64(fields), _)) => write_twin(lattice, fields, path),
        None => Ok(()),
    }
}

fn write_twin<R: Stored>(
    lattice: &Lattice,
    fields: &Fields<R>,
    path: impl Fn(&str) -> std::path::PathBuf,
) -> Result<(), ExportError> {
    let write = |name: &str, field: &SiteField<R>| {
        files::write(&path(name), |file| files::write_field(file, lattice, field))
    };
    write("twinphi", &fields.phi)?;
    write("twinpi", &fields.pi)?;
    match &fields.edge {
        Some(edge) if !edge.is_empty() => files::write_edge(&path("twinedge"), edge),
        _ => Ok(()),
    }
}
