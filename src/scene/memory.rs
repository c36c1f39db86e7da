//! Whether a lattice fits in memory, asked before anything is allocated.

use super::error::Problem;
use crate::lattice::{Lattice, Precision};
use sysinfo::{MemoryRefreshKind, RefreshKind, System};

/// Bytes that building and running a scene takes at its peak.
///
/// # Equation
/// With N sites and K components, phi and pi hold `n = 2 K N` values. While the initial state is
/// built in f64 there are `8 n` bytes of it, as much again for the initial condition being added
/// (Fourier transforms), and the rounded copy of `4 n` when the run is in f32. A run needs less:
/// the state and the copy of the last good one. Of a large state that is made in slices no more than
/// a slice is ever held in f64.
pub fn needed(sites: u128, components: usize, precision: Precision) -> u128 {
    let values = 2 * components as u128 * sites;
    let rounded = match precision {
        Precision::F32 => 4,
        Precision::F64 => 0,
    };
    values * (8 + 8 + rounded)
}

/// Bytes that can be had now: what the system has, or what is left of the limit set for the
/// program's control group where that is less.
pub fn available() -> u64 {
    let memory = RefreshKind::nothing().with_memory(MemoryRefreshKind::nothing().with_ram());
    let system = System::new_with_specifics(memory);
    let free = system.available_memory();
    system.cgroup_limits().map_or(free, |limits| free.min(limits.free_memory))
}

/// Refuses a lattice whose fields do not fit in `limit` bytes, with `gauge` bytes for what belongs
/// to their gauge.
pub fn check(
    lattice: &Lattice,
    components: usize,
    precision: Precision,
    (limit, gauge): (u64, u128),
) -> Result<(), Problem> {
    let sites = lattice.shape().iter().map(|&extent| extent as u128).product();
    check_bytes(lattice, needed(sites, components, precision) + gauge, limit)
}

/// Refuses a lattice whose fields take more than `limit` bytes.
pub fn check_bytes(lattice: &Lattice, needed: u128, limit: u64) -> Result<(), Problem> {
    if needed <= u128::from(limit) {
        return Ok(());
    }
    let extents: Vec<String> = lattice.shape().iter().map(usize::to_string).collect();
    let message = format!(
        "a lattice of {} sites needs {} of memory and {} are free; choose smaller extents",
        extents.join(" x "),
        bytes(needed),
        bytes(u128::from(limit)),
    );
    Err(Problem::new("lattice.shape", message))
}

/// A number of bytes as a person reads it.
pub fn bytes(count: u128) -> String {
    const UNITS: [&str; 7] = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"];
    let (mut value, mut unit) = (count as f64, 0);
    while value >= 1000.0 && unit + 1 < UNITS.len() {
        (value, unit) = (value / 1000.0, unit + 1);
    }
    match unit {
        0 => format!("{count} bytes"),
        _ => format!("{value:.1} {}", UNITS[unit]),
    }
}
