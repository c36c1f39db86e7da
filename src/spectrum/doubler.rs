//! Doublers: slow waves where the continuum has only fast ones.

use super::Dispersion;
use serde::Serialize;

/// A wave vector far from 0 whose frequency is near that of a wave at rest.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Doubler {
    /// Its place in units of π/h, such as `(1/2, -1/2)`.
    pub name: String,
    /// Its wave vector.
    pub k: [f64; 3],
    /// Its smallest |w| on the lattice.
    pub frequency: f64,
    /// |w| in the continuum.
    pub continuum: f64,
}

/// Divisions of π/h at which doublers are looked for.
const DIVISIONS: i32 = 4;

/// How much of the way from rest to the continuum a doubler has at most risen.
const RISEN: f64 = 0.25;

/// Every doubler: points of a grid over the Brillouin zone at which the smallest |w| is no larger
/// than at the points beside it, and far below the continuum.
pub(super) fn all(dispersion: &Dispersion) -> Vec<Doubler> {
    let rest = slowest(&dispersion.frequencies([0.0; 3]));
    let candidates = grid(dispersion.dim()).into_iter().filter(|place| *place != [0; 3]);
    let mut found: Vec<Doubler> = candidates
        .filter_map(|place| {
            let k = wave_vector(dispersion, place);
            let frequency = slowest(&dispersion.frequencies(k));
            let continuum = slowest(&dispersion.continuum(k));
            let low = frequency - rest < RISEN * (continuum - rest);
            (low && is_least(dispersion, place, frequency)).then(|| Doubler {
                name: name(place, dispersion.dim()),
                k,
                frequency,
                continuum,
            })
        })
        .collect();
    found.sort_by(|a, b| a.frequency.total_cmp(&b.frequency));
    found
}

fn slowest(frequencies: &[f64]) -> f64 {
    frequencies.iter().fold(f64::INFINITY, |least, w| least.min(w.abs()))
}

/// Places in units of π/h over [`DIVISIONS`], from -π/h (left out) to π/h.
fn grid(dim: usize) -> Vec<[i32; 3]> {
    let side = 2 * DIVISIONS;
    let place = |mut index: i32| {
        let mut place = [0; 3];
        for slot in place.iter_mut().take(dim) {
            *slot = index % side - DIVISIONS + 1;
            index /= side;
        }
        place
    };
    (0..side.pow(dim as u32)).map(place).collect()
}

fn wave_vector(dispersion: &Dispersion, place: [i32; 3]) -> [f64; 3] {
    let unit = std::f64::consts::PI / (dispersion.spacing() * f64::from(DIVISIONS));
    place.map(|place| f64::from(place) * unit)
}

fn is_least(dispersion: &Dispersion, place: [i32; 3], frequency: f64) -> bool {
    let beside = (0..dispersion.dim()).flat_map(|mu| [(mu, 1), (mu, -1)]);
    let rounding = 1e-9 / dispersion.spacing();
    beside.into_iter().all(|(mu, way)| {
        let mut next = place;
        next[mu] += way;
        slowest(&dispersion.frequencies(wave_vector(dispersion, next))) >= frequency - rounding
    })
}

/// `(1/2, -1/2)`
fn name(place: [i32; 3], dim: usize) -> String {
    super::path::name(&place.map(|place| f64::from(place) / f64::from(DIVISIONS))[..dim])
}
