//! The exports of a run: which ticks, into which directory, and what may be replaced there.

use super::failure::Failure;
use super::run::{Ending, RunArgs};
use fieldloom::scene::export::{ARRAYS, ExportError, Exporter};
use fieldloom::simulation::Simulation;
use std::fs;
use std::io;
use std::path::Path;

/// Writes the fields when it is time, if anybody asked for them.
pub struct Exports {
    exporter: Option<Exporter>,
    every: Option<u64>,
    last: Option<u64>,
}

impl Exports {
    /// Makes sure, before anything is computed, that exports can be written.
    ///
    /// # Errors
    /// An export that is there and would be replaced, or a directory that cannot be made.
    pub fn begin(args: &RunArgs, scene: &str, seed: u64) -> Result<Self, Failure> {
        let Some(directory) = &args.export else {
            return Ok(Self { exporter: None, every: None, last: None });
        };
        if !args.continues() {
            make_room(directory, args.overwrite)?;
        }
        let exporter = Exporter::new(directory, scene, seed)?;
        Ok(Self { exporter: Some(exporter), every: args.every, last: None })
    }

    /// Whether the cadence asks for an export at a tick.
    pub fn due(&self, tick: u64) -> bool {
        self.every.is_some_and(|every| tick.is_multiple_of(every))
    }

    /// Ticks from one on until the cadence asks for an export.
    pub fn until_due(&self, tick: u64) -> u64 {
        self.every.map_or(u64::MAX, |every| every - tick % every)
    }

    /// Exports the run as it is now.
    pub fn write(&mut self, run: &Simulation) -> Result<(), Failure> {
        if let Some(exporter) = &self.exporter {
            exporter.write(run)?;
            self.last = Some(run.clock.tick);
        }
        Ok(())
    }

    /// Exports what a run ended with: its state, or the last good one.
    pub fn finish(&mut self, run: &Simulation, ending: &Ending) -> Result<(), Failure> {
        match (ending, &self.exporter) {
            (Ending::BlownUp(_), Some(exporter)) => {
                self.last = exporter.write_last_good(run)?.or(self.last);
                Ok(())
            }
            _ if self.last == Some(run.clock.tick) => Ok(()),
            _ => self.write(run),
        }
    }

    /// What can be gone on from, as the end of a sentence.
    pub fn saved(&self) -> String {
        match (&self.exporter, self.last) {
            (Some(exporter), Some(tick)) => {
                format!("; the state at tick {tick} is in {}", exporter.directory().display())
            }
            _ => String::new(),
        }
    }
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        Self::Export(error)
    }
}

/// Sees to it that a directory holds no other run's export: arrays of two runs beside one
/// `meta.json` would be a trap.
fn make_room(directory: &Path, overwrite: bool) -> Result<(), Failure> {
    let entries = match fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Failure::file("export to", directory, error)),
    };
    for entry in entries {
        let path = entry.map_err(|error| Failure::file("read", directory, error))?.path();
        if !is_export(&path) {
            continue;
        }
        if !overwrite {
            return Err(Failure::Exists { path: directory.to_owned() });
        }
        fs::remove_file(&path).map_err(|error| Failure::file("replace", &path, error))?;
    }
    Ok(())
}

/// Whether a file is one that an export consists of.
fn is_export(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let tick = |name: &str| name.len() >= 8 && name.bytes().all(|byte| byte.is_ascii_digit());
    let array = |name: &str| {
        let (array, number) = name.strip_suffix(".npy")?.split_once('_')?;
        Some(ARRAYS.contains(&array) && tick(number))
    };
    ["meta.json", "observables.csv"].contains(&&*name) || array(&name).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_an_export_make_way() {
        let is = |name: &str| is_export(Path::new(name));
        assert!(is("a/meta.json") && is("a/observables.csv") && is("phi_00000042.npy"));
        assert!(is("edge_123456789.npy") && is("pi_00000000.npy"));
        assert!(is("a0_00000042.npy") && is("twinphi_00000042.npy"));
        assert!(!is("in_phi.npy") && !is("phi.npy") && !is("phi_42.npy") && !is("notes.txt"));
        assert!(!is("rho_00000042.npy") && !is("phi_0000004x.npy"));
    }
}
