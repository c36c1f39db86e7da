//! Landau's levels: a uniform magnetic field on a torus.

use crate::lattice::{Boundary, Lattice};
use crate::network::{Band, SparseMatrix, dirac};
use crate::verify::context::{H, gauge};
use crate::verify::{Check, Context, Measured, check};
use std::f64::consts::TAU;

const WITH_WILSON: &str =
    "E₀ = m + rhB/2, E_n± = √(2nB + (m + rhnB)²) ± rhB/2, degeneracy q for each";
const WITHOUT: &str = "E_n² = m² + 2nB; doublers: 2q levels for n = 0, else 4q";

pub(in crate::verify) const CHECKS: &[Check] = &[
    check(
        "Landau level 0 with a Wilson term: levels within 0.1 % of it, q = 3 flux quanta, Bh² = 0.003",
        WITH_WILSON,
        0.1,
        |context| levels(context, 1.0, 0, 1),
    ),
    check(
        "Landau levels 1± with a Wilson term: levels within 0.1 % of them",
        WITH_WILSON,
        0.1,
        |context| levels(context, 1.0, 1, 2),
    ),
    check(
        "Landau levels 2± with a Wilson term: levels within 0.1 % of them",
        WITH_WILSON,
        0.1,
        |context| levels(context, 1.0, 2, 2),
    ),
    check(
        "Landau levels 3± with a Wilson term: levels within 0.1 % of them",
        WITH_WILSON,
        0.1,
        |context| levels(context, 1.0, 3, 2),
    ),
    check(
        "Landau level 0 without a Wilson term: doubled, levels within 0.1 % of it",
        WITHOUT,
        0.1,
        |context| levels(context, 0.0, 0, 2),
    ),
    check(
        "Landau level 1 without a Wilson term: doubled, levels within 0.1 % of it",
        WITHOUT,
        0.1,
        |context| levels(context, 0.0, 1, 4),
    ),
    check(
        "Landau level 3 without a Wilson term: doubled, levels within 0.1 % of it",
        WITHOUT,
        0.1,
        |context| levels(context, 0.0, 3, 4),
    ),
];

/// Flux quanta, and sites along one axis; so a plaquette has a flux of 0.00299.
const QUANTA: usize = 3;
const LONG: usize = 2100;
const M: f64 = 0.32;

/// A long torus: along its short axis every wave has its own place on the long one, and the flux
/// is a multiple of 2π on each ring of plaquettes, so that no link need be special.
fn torus() -> Option<Lattice> {
    Lattice::new(&[QUANTA, LONG], H, &[Boundary::Periodic]).ok()
}

/// `i G`, real: `-X_0 G`, which has every level of the field twice.
pub(super) fn levels_of(generator: &SparseMatrix, dim: usize, sites: usize) -> SparseMatrix {
    let size = generator.rows() - 1;
    let x0 = &dirac::factors(dim)[0];
    let types = x0.len();
    let mut entries = Vec::with_capacity(generator.entries().count());
    for (row, column, value) in generator.entries().filter(|(_, column, _)| *column < size) {
        let (field, a, site) = (row / (types * sites), row / sites % types, row % sites);
        let from = (0..types).map(|b| (b, -x0[b][a])).filter(|(_, factor)| *factor != 0.0);
        entries.extend(
            from.map(|(b, factor)| ((field * types + b) * sites + site, column, factor * value)),
        );
    }
    SparseMatrix::new(size, size, entries)
}

/// Sites in rings along the short axis, the long one folded so that it closes.
fn folded(lattice: &Lattice) -> Vec<usize> {
    let (short, long, sites) = (lattice.shape()[0], lattice.shape()[1], lattice.sites());
    let order = (0..long.div_ceil(2)).flat_map(|y| [y, long - 1 - y]).take(long);
    let ring =
        |y: usize| (0..short).flat_map(move |x| (0..8).map(move |a| a * sites + x * long + y));
    order.flat_map(ring).collect()
}

/// The levels of a number n.
///
/// # Equation
/// With Π the momentum, `Π² = (σΠ)² + B σ_3` and M = m + (r h/2) Π²: what anticommutes in H adds
/// up to `E = √(2 n B + (m + r h n B)²) ± r h B/2`; n = 0 has the upper sign alone.
fn closed_form(n: usize, wilson: f64) -> Vec<f64> {
    let (number, field) = (n as f64, TAU / (LONG as f64 * H * H));
    let middle = (2.0 * number * field + (M + wilson * H * number * field).powi(2)).sqrt();
    let half = wilson * H * field / 2.0;
    let mut levels = vec![middle + half, middle - half];
    levels.truncate(if n == 0 || half == 0.0 { 1 } else { 2 });
    levels
}

/// The number of levels within 0.1 % of the closed form: `expected` times the flux quanta.
fn levels(context: &Context, wilson: f64, n: usize, expected: usize) -> Option<Measured> {
    let lattice = torus()?;
    let sites = lattice.sites();
    let angle = |at: usize| if at < sites { TAU * (at % LONG) as f64 / LONG as f64 } else { 0.0 };
    let angles: Vec<f64> = (0..2 * sites).map(angle).collect();
    let field = gauge(&lattice, &angles, &[])?;
    let (tensors, _) = dirac::tensors_within(&lattice, context.right(M), wilson, Some(&field));
    let band = Band::new(&levels_of(&tensors.generator(), 2, sites), &folded(&lattice));
    let within = |level: &f64| band.count_between(level * (1.0 - 1e-3), level * (1.0 + 1e-3)) / 2;
    let found: usize = closed_form(n, wilson).iter().map(within).sum();
    Measured::against(found as f64, (expected * QUANTA) as f64)
}
