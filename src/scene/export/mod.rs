//! What a run leaves behind, and going on from it.
//!
//! A directory holds `meta.json`, `observables.csv` and, for each exported tick, `phi_00000042.npy`
//! and `pi_00000042.npy`: little-endian, C order, component first, `(K, n1[, n2[, n3]])`. Klein-Gordon
//! fields with fixed or absorbing edges add `edge_00000042.npy`, the ghosts, which are what phi was
//! at the edges when the run began: for each axis that has ghosts the low face, then the high one,
//! each component by component in C order of the other axes, all in one line.
//!
//! Every file is written under another name and then renamed, `meta.json` last: whenever a run is
//! killed, the directory holds the last whole export. It is a checkpoint: a run that goes on from it
//! is identical, bit for bit, to one that never stopped.

mod error;
mod files;
mod import;
mod lattice;
mod meta;
mod write;

pub use error::ExportError;
pub use import::{Imported, import};
pub use meta::Meta;
pub use write::Exporter;
