//! Writing exports.

use super::files::{self, META, OBSERVABLES, Stored, numbered};
use super::{ExportError, GaugeMeta, Meta};
use crate::gauge::Gauge;
use crate::lattice::{FieldState, Fields, Lattice};
use crate::simulation::{Clock, Simulation};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes exports of one run into one directory.
#[derive(Clone, Debug)]
pub struct Exporter {
    directory: PathBuf,
    scene: String,
    seed: u64,
}

impl Exporter {
    /// Makes the directory where it is missing. `scene` is the text the run was made from (empty
    /// when there is none) and `seed` its seed.
    ///
    /// # Errors
    /// When the directory cannot be made.
    pub fn new(directory: &Path, scene: &str, seed: u64) -> Result<Self, ExportError> {
        fs::create_dir_all(directory)
            .map_err(|why| ExportError::Directory { path: directory.to_owned(), why })?;
        Ok(Self { directory: directory.to_owned(), scene: scene.to_owned(), seed })
    }

    /// Where the exports are.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Exports the run as it is now.
    ///
    /// # Errors
    /// When a file cannot be written; earlier exports are whole then, and `meta.json` is that of
    /// the latest whole one.
    pub fn write(&self, run: &Simulation) -> Result<(), ExportError> {
        self.write_state(run, &run.state, &run.gauge, &run.clock)
    }

    /// Exports the last good state of a run that blew up; returns its tick, or `None` when the run
    /// kept none.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn write_last_good(&self, run: &Simulation) -> Result<Option<u64>, ExportError> {
        let Some((state, clock)) = run.measurements.last_good() else { return Ok(None) };
        let gauge = run.gauge.wound_back(&run.lattice, *clock, run.clock.tick);
        self.write_state(run, state, &gauge, clock)?;
        Ok(Some(clock.tick))
    }

    fn write_state(
        &self,
        run: &Simulation,
        state: &FieldState,
        gauge: &Gauge,
        clock: &Clock,
    ) -> Result<(), ExportError> {
        match state {
            FieldState::F32(fields) => self.write_fields(&run.lattice, fields, clock.tick)?,
            FieldState::F64(fields) => self.write_fields(&run.lattice, fields, clock.tick)?,
        }
        super::gauge::write(&self.directory, &run.lattice, gauge, clock.tick)?;
        self.write_observables(run)?;
        let mut meta = Meta::of(run, state, clock, self.seed, &self.scene);
        meta.gauge = GaugeMeta::of(gauge);
        let text = serde_json::to_string_pretty(&meta);
        files::write(&self.directory.join(META), |file| {
            file.write_all(text.map_err(io::Error::other)?.as_bytes())?;
            file.write_all(b"\n")
        })
    }

    fn write_fields<R: Stored>(
        &self,
        lattice: &Lattice,
        fields: &Fields<R>,
        tick: u64,
    ) -> Result<(), ExportError> {
        let path = |array: &str| self.directory.join(numbered(array, tick));
        files::write(&path("phi"), |file| files::write_field(file, lattice, &fields.phi))?;
        files::write(&path("pi"), |file| files::write_field(file, lattice, &fields.pi))?;
        if let Some(gauge) = &fields.gauge {
            files::write(&path("a"), |file| files::write_links(file, lattice, gauge.links()))?;
            if let Some(potential) = gauge.potential() {
                files::write(&path("a0"), |file| files::write_plain(file, lattice, potential))?;
            }
        }
        match &fields.edge {
            Some(edge) if !edge.is_empty() => files::write_edge(&path("edge"), edge),
            _ => Ok(()),
        }
    }

    fn write_observables(&self, run: &Simulation) -> Result<(), ExportError> {
        let path = self.directory.join(OBSERVABLES);
        let mut table = Vec::new();
        run.measurements.write_csv(&mut table).map_err(|why| ExportError::file(&path, why))?;
        let table = String::from_utf8_lossy(&table).into_owned();
        let earlier = earlier_rows(&path, &table);
        let (heading, rows) = table.split_once('\n').unwrap_or((&table, ""));
        files::write(&path, |file| write!(file, "{heading}\n{earlier}{rows}"))
    }
}

/// Largest table continued, in bytes.
const LARGEST_TABLE: u64 = 64 << 20;

/// The rows of the table already there that come before those of a run resumed from this
/// directory; none when the run begins at tick 0 or the table has other columns.
fn earlier_rows(path: &Path, table: &str) -> String {
    let (heading, rows) = table.split_once('\n').unwrap_or((table, ""));
    let first = rows.lines().next().and_then(tick);
    let small = fs::metadata(path).is_ok_and(|data| data.len() <= LARGEST_TABLE);
    let before = if small { fs::read_to_string(path).unwrap_or_default() } else { String::new() };
    match (first, before.split_once('\n')) {
        (Some(first @ 1..), Some((columns, rows))) if columns == heading => rows
            .lines()
            .filter(|row| tick(row).is_some_and(|tick| tick < first))
            .flat_map(|row| [row, "\n"])
            .collect(),
        _ => String::new(),
    }
}

fn tick(row: &str) -> Option<u64> {
    row.split(',').next()?.parse().ok()
}
