//! What a run leaves behind, and going on from it.
//!
//! A directory holds `meta.json`, `observables.csv` and, for each exported tick, `phi_00000042.npy`
//! and `pi_00000042.npy`: little-endian, C order, component first, `(K, n1[, n2[, n3]])`. Klein-Gordon
//! fields with fixed or absorbing edges add `edge_00000042.npy`, the ghosts, which are what phi was
//! at the edges when the run began: for each axis that has ghosts the low face, then the high one,
//! each component by component in C order of the other axes, all in one line. Charged fields may have
//! links `a_…`, `(D, n1[, n2[, n3]])`, a potential `a0_…`, `(n1[, n2[, n3]])`, and the arrays of their
//! gauge, always in double precision: `theta_…` and others, see `meta.json`'s `gauge`.
//!
//! Every file is written under another name and then renamed, `meta.json` last: whenever a run is
//! killed, the directory holds the last whole export. It is a checkpoint: a run that goes on from it
//! is identical, bit for bit, to one that never stopped.

mod arrays;
mod error;
mod files;
mod gauge;
mod import;
mod lattice;
mod meta;
mod write;

pub use error::ExportError;
pub use files::ARRAYS;
pub use gauge::{GaugeMeta, TwinMeta};
pub use import::{Imported, import};
pub use meta::Meta;
pub use write::Exporter;
