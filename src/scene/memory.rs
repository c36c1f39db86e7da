//! Whether a lattice fits in memory, asked before anything is allocated.

use super::error::Problem;
use crate::lattice::{Lattice, Precision};
use sysinfo::{MemoryRefreshKind, RefreshKind, System};

/// Bytes that building and running a scene takes at most.
///
/// # Equation
/// With N sites and K components, phi and pi hold `n = 2 K N` values. Where a state is made in f64
/// there are `8 n` bytes of it, as much again for what is added (Fourier transforms), and the rounded
/// copy of `4 n` when the run is in f32. A run needs less: the state and the copy of the last good
/// one. Of a large state that is made in slices no more than a slice is ever held in f64.
pub fn needed(lattice: &Lattice, components: usize, precision: Precision) -> u128 {
    let values = 2 * components as u128 * lattice.sites() as u128;
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

/// Refuses a lattice whose fields, which take `needed(lattice)` bytes, do not fit in `limit`.
pub fn check(
    lattice: &Lattice,
    limit: u64,
    needed: impl Fn(&Lattice) -> u128,
) -> Result<(), Problem> {
    if needed(lattice) <= u128::from(limit) {
        return Ok(());
    }
    let by = |lattice: &Lattice| {
        lattice.shape().iter().map(usize::to_string).collect::<Vec<_>>().join(" x ")
    };
    let most = largest(lattice, limit, &needed);
    let most = most.map_or(String::new(), |lattice| format!(", {} for example", by(&lattice)));
    let message = format!(
        "a lattice of {} sites needs {} of memory and {} are free; choose smaller extents{most}",
        by(lattice),
        bytes(needed(lattice)),
        bytes(u128::from(limit)),
    );
    Err(Problem::new("lattice.shape", message))
}

/// By how much a lattice that does not fit is made smaller, in sites.
const STEP: f64 = 0.95;

/// How often: where a state is small, or its first extent cannot be cut, it takes up to five times as
/// much a site.
const TRIES: usize = 60;

/// A lattice of the same proportions that fits in `limit` bytes, about as large as one can be.
fn largest(lattice: &Lattice, limit: u64, needed: impl Fn(&Lattice) -> u128) -> Option<Lattice> {
    let share = limit as f64 / needed(lattice) as f64;
    let scaled = |tries: usize| {
        let factor = (share * STEP.powi(tries as i32)).powf((lattice.dim() as f64).recip());
        let extents = lattice.shape().iter().map(|&extent| (extent as f64 * factor) as usize);
        Lattice::new(&extents.collect::<Vec<_>>(), lattice.spacing(), lattice.boundary()).ok()
    };
    (0..TRIES).map_while(scaled).find(|lattice| needed(lattice) <= u128::from(limit))
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
    use crate::lattice::Boundary;

    #[test]
    fn a_lattice_that_fits_is_found_whatever_a_site_takes() {
        let lattice =
            |shape: &[usize]| Lattice::new(shape, 0.7, &[Boundary::Periodic]).expect("a lattice");
        let found = |shape: &[usize], limit, needed: &dyn Fn(&Lattice) -> u128| {
            Some(largest(&lattice(shape), limit, needed)?.shape().to_vec())
        };
        let even = |lattice: &Lattice| 4 * lattice.sites() as u128;
        assert_eq!(found(&[20, 10], 210, &even), Some(vec![10, 5]));
        assert_eq!(found(&[20, 10], 10, &even), None);
        // Small ones take five times as much a site, those that cannot be cut three times.
        let uneven = |lattice: &Lattice| {
            let cut = lattice.shape()[0].is_multiple_of(8);
            let site = if lattice.sites() < 100_000 { 20 } else { 4 };
            if cut { site * lattice.sites() as u128 } else { 3 * site * lattice.sites() as u128 }
        };
        for limit in [50_000, 390_000, 410_000, 1_000_000] {
            let shape = found(&[64, 80, 96], limit, &uneven).expect("one that fits");
            let taken = uneven(&lattice(&shape));
            assert!(taken <= u128::from(limit) && 5 * taken >= u128::from(limit), "{shape:?}");
        }
    }
}
