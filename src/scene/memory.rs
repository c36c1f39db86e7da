//! Whether a lattice fits in memory, asked before anything is allocated.

use super::error::Problem;
use super::initial::LARGE_SITES;
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
    let by =
        |extents: &[usize]| extents.iter().map(usize::to_string).collect::<Vec<_>>().join(" x ");
    let largest = largest(lattice.shape(), needed, limit);
    let largest = largest.map_or(String::new(), |shape| format!(", {} at most", by(&shape)));
    let message = format!(
        "a lattice of {} sites needs {} of memory and {} are free; choose smaller extents{largest}",
        by(lattice.shape()),
        bytes(needed),
        bytes(u128::from(limit)),
    );
    Err(Problem::new("lattice.shape", message))
}

/// How much more a site may take where a state is small, and made all at once, than where it is made
/// in slices.
const AT_ONCE: f64 = 4.0;

/// The largest lattice of the same proportions that fits in `limit` bytes, when one of these extents
/// needs so many.
fn largest(shape: &[usize], needed: u128, limit: u64) -> Option<Vec<usize>> {
    let scaled = |share: f64| {
        let factor = share.powf((shape.len() as f64).recip());
        let extents = shape.iter().map(|&extent| (extent as f64 * factor) as usize);
        let extents: Vec<usize> = extents.collect();
        extents.iter().all(|&extent| extent > 1).then_some(extents)
    };
    let small = |extents: &[usize]| extents.iter().product::<usize>() < LARGE_SITES;
    let share = limit as f64 / needed as f64;
    let extents = scaled(share)?;
    if small(&extents) && !small(shape) { scaled(share / AT_ONCE) } else { Some(extents) }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_lattice_that_fits_is_of_the_same_proportions() {
        assert_eq!(largest(&[20, 10], 800, 210), Some(vec![10, 5]));
        let most = Some(vec![506, 506, 1013]);
        assert_eq!(largest(&[1000, 1000, 2000], 1_000_000_000, 130_000_000), most);
        assert_eq!(largest(&[200, 200, 200], 8_000_000, 1_000_000), Some(vec![62, 62, 62]));
        assert_eq!(largest(&[20, 10], 800, 10), None);
    }
}
