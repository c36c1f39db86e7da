//! Finding a quantity by its name, and what `"auto"` stands for.

use super::{
    COMPLEX, Given, KLEIN_GORDON, Needs, QUANTITIES, QuantityInfo, component, density, phase,
    spinor,
};
use thiserror::Error;

/// The name that leaves the choice to the theory.
pub const AUTO: &str = "auto";

/// Why a quantity cannot be shown.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum QuantityError {
    /// No quantity of that name.
    #[error("there is no quantity {name:?}; did you mean {nearest:?}? There are: {}", available.join(", "))]
    Unknown {
        /// What was asked for.
        name: String,
        /// The name most like it among those that apply.
        nearest: &'static str,
        /// What there is for this theory and dimension.
        available: Vec<&'static str>,
    },
    /// A quantity of another theory or dimension.
    #[error("{theory} in {dim}D has no quantity {name:?}; it has: {}", available.join(", "))]
    Inapplicable {
        /// What was asked for.
        name: &'static str,
        /// Name of the theory.
        theory: String,
        /// Number of dimensions.
        dim: usize,
        /// What there is for this theory and dimension.
        available: Vec<&'static str>,
    },
    /// A quantity of something the run does not have.
    #[error("{name:?} takes {what}, which is not there; there is: {}", available.join(", "))]
    Missing {
        /// What was asked for.
        name: &'static str,
        /// What it takes.
        what: &'static str,
        /// What there is.
        available: Vec<&'static str>,
    },
}

/// The quantity of that name, of a theory in `dim` dimensions, in a run that has what is given.
///
/// # Errors
/// [`QuantityError`], with the nearest name.
pub fn quantity(
    name: &str,
    theory: &str,
    dim: usize,
    given: Given,
) -> Result<&'static QuantityInfo, QuantityError> {
    let fits = |info: &&QuantityInfo| (info.applies)(theory, dim) && given.has(info.needs);
    let available = || QUANTITIES.iter().filter(fits).map(|info| info.name).collect::<Vec<_>>();
    match QUANTITIES.iter().find(|info| info.name == name) {
        Some(info) if fits(&info) => Ok(info),
        Some(info) if (info.applies)(theory, dim) => Err(QuantityError::Missing {
            name: info.name,
            what: match info.needs {
                Needs::Twin => "a twin to compare with, gauge: (twin: true)",
                Needs::Gauge | Needs::Field => {
                    "a gauge field, such as gauge: (background: [...]) or gauge: (rotate: [...])"
                }
            },
            available: available(),
        }),
        Some(info) => Err(QuantityError::Inapplicable {
            name: info.name,
            theory: theory.to_owned(),
            dim,
            available: available(),
        }),
        None => Err(unknown(name, available())),
    }
}

fn unknown(name: &str, available: Vec<&'static str>) -> QuantityError {
    let far = |other: &&str| strsim::damerau_levenshtein(&name.to_lowercase(), other);
    let nearest = available.iter().copied().min_by_key(far).unwrap_or(AUTO);
    QuantityError::Unknown { name: name.to_owned(), nearest, available }
}

/// The quantity of that name to draw as height; [`AUTO`] leaves the choice to [`default_height`].
///
/// # Errors
/// See [`quantity`].
pub fn height_named(
    name: &str,
    theory: &str,
    potential: Option<&str>,
    dim: usize,
    given: Given,
) -> Result<&'static QuantityInfo, QuantityError> {
    match name {
        AUTO => Ok(default_height(theory, potential, dim)),
        _ => quantity(name, theory, dim, given),
    }
}

/// The quantity of that name to draw as colour; [`AUTO`] leaves the choice to [`default_colour`].
///
/// # Errors
/// See [`quantity`].
pub fn colour_named(
    name: &str,
    theory: &str,
    potential: Option<&str>,
    dim: usize,
    given: Given,
) -> Result<&'static QuantityInfo, QuantityError> {
    match name {
        AUTO => Ok(default_colour(theory, potential, dim)),
        _ => quantity(name, theory, dim, given),
    }
}

/// What is drawn as height when nothing else is asked for.
///
/// A line is drawn as a ribbon, about which a complex quantity winds: pendulums (sine-Gordon), the
/// phase space of an oscillator (a mass term), the upper spinor component (Dirac). Otherwise the
/// field itself, the magnitude of a complex one, or the density of a spinor.
pub fn default_height(theory: &str, potential: Option<&str>, dim: usize) -> &'static QuantityInfo {
    match (theory, potential, dim) {
        (KLEIN_GORDON, Some("sine-gordon"), 1) => &phase::PENDULUM,
        (KLEIN_GORDON, None | Some("mass"), 1) => &phase::PHASE_SPACE,
        (KLEIN_GORDON, ..) => &component::PHI1,
        _ if is_single(theory) => &component::PHI1,
        (_, _, 1) => &spinor::PSI1,
        (COMPLEX, ..) => &spinor::AMPLITUDE1,
        _ => &density::DENSITY,
    }
}

/// Whether a neuron has one state only.
pub(super) fn is_single(name: &str) -> bool {
    crate::theory::theory(name).is_some_and(|info| (info.components)(1) == 1)
}

/// What is drawn as colour when nothing else is asked for: the phase of the wave, which for a
/// sine-Gordon field is the angle itself.
pub fn default_colour(theory: &str, potential: Option<&str>, _dim: usize) -> &'static QuantityInfo {
    match (theory, potential) {
        (KLEIN_GORDON, Some("sine-gordon")) => &phase::PENDULUM,
        (KLEIN_GORDON, _) => &phase::PHASE_SPACE,
        _ if is_single(theory) => &component::PI1,
        _ => &spinor::PSI1,
    }
}
