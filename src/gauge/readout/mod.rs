//! What a rotation of the phase changes and what it does not, measured against the twin.
//!
//! To add a quantity: a constant in the file of its kind, and a row in [`READOUTS`].

mod compare;
mod dependent;
mod invariant;
mod level;
mod side;

pub use level::level;

use crate::lattice::Lattice;
use crate::observable::Look;
use crate::simulation::{Level, Parameters};
use side::Side;

/// A quantity that is compared with the twin's.
#[derive(Clone, Copy, Debug)]
pub struct ReadoutInfo {
    /// Its name, as in a scene.
    pub name: &'static str,
    /// Its symbol.
    pub label: &'static str,
    /// What it is, in a line.
    pub summary: &'static str,
    /// Whether it claims to be the same in every gauge.
    pub invariant: bool,
    /// Whether a run has it.
    pub applies: fn(&Parameters, &Lattice) -> bool,
    take: Take,
}

/// How a quantity is taken.
#[derive(Clone, Copy, Debug)]
enum Take {
    /// Values at every site: how many there are, and the values of a row, one kind after the other.
    Sites { count: fn(&Side) -> usize, fill: fn(&Side, usize, &mut [f64]), least: fn(&Side) -> f64 },
    /// Angles at every site, likewise; whole turns do not count, NaN stands for no angle.
    Angles { count: fn(&Side) -> usize, fill: fn(&Side, usize, &mut [f64]) },
    /// A few numbers, and a size to compare their changes with.
    Numbers(fn(&Side) -> (Vec<f64>, f64)),
    /// One angle.
    Angle(fn(&Side) -> f64),
}

/// Every quantity there is; those that depend on the gauge first.
pub const READOUTS: &[ReadoutInfo] = &[
    dependent::PHASE,
    dependent::COMPONENTS,
    dependent::HAMILTONIAN,
    dependent::LOSSES,
    invariant::DENSITY,
    invariant::SCALAR_DENSITY,
    invariant::CURRENT,
    invariant::PLAQUETTES,
    invariant::ELECTRIC_FIELD,
    invariant::KINETIC_ENERGY,
    invariant::LOSS,
    invariant::WILSON_LOOP,
];

/// What a quantity is now.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// Which quantity.
    pub info: &'static ReadoutInfo,
    /// Its value; of one with many, the largest magnitude.
    pub value: f64,
    /// The largest difference from the twin's, relative to its size; of angles in radians. `None`
    /// without a twin.
    pub change: Option<f64>,
    /// How a claim to be invariant stands; `None` where nothing is claimed or compared.
    pub level: Option<Level>,
}

/// The quantities of a run, in the order of [`READOUTS`].
pub fn readouts(look: &Look) -> impl Iterator<Item = &'static ReadoutInfo> {
    let (parameters, lattice) = (look.parameters, look.lattice);
    READOUTS.iter().filter(move |info| (info.applies)(parameters, lattice))
}

/// Reads all quantities of a run; those of a twin as well, where there is one.
pub fn read(look: &Look) -> Vec<Reading> {
    let sides = sides(look);
    readouts(look).map(|info| info.read(look, &sides)).collect()
}

/// Reads one quantity; `None` when the run has none of that name.
pub fn read_one(look: &Look, name: &str) -> Option<Reading> {
    let info = readouts(look).find(|info| info.name == name)?;
    Some(info.read(look, &sides(look)))
}

/// How far a run is from its twin, turned into its gauge; `None` without a twin.
///
/// # Equation
/// `max |psi - rot(Θ) psi_twin| / max |psi|`, over all components at all sites
pub fn covariance(look: &Look) -> Option<f64> {
    look.gauge.twin().map(|twin| compare::covariance(look, twin))
}

/// The largest change of any quantity that claims to be invariant; `None` without a twin.
pub fn largest_change(look: &Look) -> Option<f64> {
    changes(look, true).map(|changes| changes.into_iter().fold(0.0, compare::worse))
}

/// The smallest change of any quantity that claims nothing; `None` without a twin.
pub fn smallest_change(look: &Look) -> Option<f64> {
    let least = |least: f64, change: f64| if change < least { change } else { least };
    changes(look, false).map(|changes| changes.into_iter().fold(f64::INFINITY, least))
}

fn changes(look: &Look, invariant: bool) -> Option<Vec<f64>> {
    look.gauge.twin()?;
    let sides = sides(look);
    let wanted = readouts(look).filter(|info| info.invariant == invariant);
    wanted.map(|info| info.read(look, &sides).change).collect()
}

/// The run, and its twin.
type Sides<'a> = (Side<'a>, Option<Side<'a>>);

fn sides<'a>(look: &Look<'a>) -> Sides<'a> {
    (Side::of(look), look.gauge.twin().map(|twin| Side::of_twin(look, twin)))
}

impl ReadoutInfo {
    fn read(&'static self, look: &Look, (run, twin): &Sides<'_>) -> Reading {
        let (value, change) = match self.take {
            Take::Sites { count, fill, least } => {
                compare::rows(run, twin.as_ref(), count(run), fill, compare::Apart::Values(least))
            }
            Take::Angles { count, fill } => {
                compare::rows(run, twin.as_ref(), count(run), fill, compare::Apart::Angles)
            }
            Take::Angle(take) => {
                let (angle, other) = (take(run), twin.as_ref().map(take));
                (angle, other.map(|other| compare::turned(angle, other)))
            }
            Take::Numbers(take) => {
                let (values, _) = take(run);
                let other = twin.as_ref().map(take);
                (compare::largest(&values), other.map(|other| compare::numbers(&values, &other)))
            }
        };
        let level = match (self.invariant, change) {
            (true, Some(change)) => Some(level(look, change)),
            _ => None,
        };
        Reading { info: self, value, change, level }
    }
}
