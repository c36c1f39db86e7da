//! Every equation the program stands on, measured: what `fieldloom verify` prints.
//!
//! To add a row: a function that measures it in the file of its family, and a [`Check`] in that
//! file's list. To add a family: a file, and a row in [`FAMILIES`].

mod algebra;
mod cases;
mod charged;
mod context;
mod dirac;
mod dirac_flow;
mod duality;
mod errata;
mod errata_dirac;
mod gauge;
mod gauge_fields;
mod klein_gordon;
mod links;
mod schedules;
mod solitons;
mod spectrum;
mod ticks;
mod waves;

pub use context::Context;

use rayon::prelude::*;
use serde::Serialize;

/// What was found, and what should have been.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// The value found.
    pub value: f64,
    /// The value expected.
    pub expected: f64,
}

impl Measured {
    /// A residual: 0 is expected.
    fn residual(value: f64) -> Option<Self> {
        Some(Self { value, expected: 0.0 })
    }

    /// A value and what it should be.
    fn against(value: f64, expected: f64) -> Option<Self> {
        Some(Self { value, expected })
    }
}

/// Something that must hold.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// What holds, in words.
    pub what: &'static str,
    /// The equation.
    pub equation: &'static str,
    /// How far from the value expected is still right.
    pub tolerance: f64,
    /// Measures it; `None` when it cannot be measured, which counts as a miss.
    pub measure: fn(&Context) -> Option<Measured>,
}

/// A row of a family's list.
const fn check(
    what: &'static str,
    equation: &'static str,
    tolerance: f64,
    measure: fn(&Context) -> Option<Measured>,
) -> Check {
    Check { what, equation, tolerance, measure }
}

/// What a check came to. Not a number: it could not be measured.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// What holds, in words.
    pub what: &'static str,
    /// The equation.
    pub equation: &'static str,
    /// The value found.
    pub measured: f64,
    /// The value expected.
    pub expected: f64,
    /// How far from it is still right.
    pub tolerance: f64,
    /// Whether `|measured - expected| <= tolerance`.
    pub pass: bool,
}

/// Every family of checks, in the order they are printed.
pub const FAMILIES: &[&[Check]] = &[
    duality::CHECKS,
    klein_gordon::CHECKS,
    waves::CHECKS,
    algebra::CHECKS,
    dirac::CHECKS,
    dirac_flow::CHECKS,
    charged::CHECKS,
    spectrum::CHECKS,
    ticks::CHECKS,
    schedules::CHECKS,
    cases::CHECKS,
    links::gradients::CHECKS,
    links::flows::CHECKS,
    links::kept::CHECKS,
    links::orders::CHECKS,
    links::klein::CHECKS,
    links::electric::CHECKS,
    links::landau::CHECKS,
    links::flux::CHECKS,
    solitons::CHECKS,
    gauge::CHECKS,
    gauge_fields::CHECKS,
    errata::CHECKS,
    errata_dirac::CHECKS,
    links::errata::CHECKS,
];

/// Every check there is.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    FAMILIES.iter().copied().flatten()
}

impl Check {
    /// Measures it.
    pub fn run(&self, context: &Context) -> Row {
        let missing = Measured { value: f64::NAN, expected: f64::NAN };
        let Measured { value, expected } = (self.measure)(context).unwrap_or(missing);
        Row {
            what: self.what,
            equation: self.equation,
            measured: value,
            expected,
            tolerance: self.tolerance,
            pass: (value - expected).abs() <= self.tolerance,
        }
    }
}

/// Measures every check whose words contain `part` (in any case), in order, several at a time.
pub fn run(context: &Context, part: &str) -> Vec<Row> {
    let part = part.to_lowercase();
    let wanted: Vec<&Check> =
        checks().filter(|check| check.what.to_lowercase().contains(&part)).collect();
    wanted.into_par_iter().with_max_len(1).map(|check| check.run(context)).collect()
}
