//! Learning systems and Hamiltonian systems that are the same (Sec. 2).

use super::context::{couplings, noise, worse, worst};
use super::{Check, Context, Measured, check};
use crate::network::{Break, Dense, Duality, Formula, draw};

pub(super) const CHECKS: &[Check] = &[
    check(
        "One neuron in a double well, any F: learning follows the Hamiltonian for 500 ticks",
        "(2.9) H = V(φ) + F(φ-β) ↔ (2.7) Ham = β²/2 + V(φ)",
        1e-10,
        neuron,
    ),
    check(
        "64 neurons that meet all conditions: learning follows the Hamiltonian for 1000 ticks",
        "(2.16) ↔ (2.14), W = Wᵀ, WB = BW, B⁻¹, (BBᵀ)⁻¹Hess V symmetric",
        1e-10,
        |context| distance(context, 64, Break::Nothing, QUARTIC, 1000),
    ),
    check(
        "A linear network: learning follows the Hamiltonian for 500 ticks",
        "(2.20) ↔ (2.21), V = 2I - B⁻¹WB, A = -Bᵀ",
        1e-10,
        linear,
    ),
    check(
        "The four conditions hold in a network drawn to meet them",
        "largest residual of W = Wᵀ, WB = BW, BB⁻¹ = 1, (BBᵀ)⁻¹Hess V symmetric",
        1e-9,
        residuals,
    ),
    check(
        "Only W = Wᵀ broken: the two sides part, and the report names it",
        "(2.16), W ≠ Wᵀ; between 1e-3 and 20 apart after 500 ticks",
        PART.1,
        |context| parted(context, Break::Symmetric, QUARTIC, "symmetric"),
    ),
    check(
        "Only WB = BW broken: the two sides part, and the report names it",
        "(2.16), WB ≠ BW; between 1e-3 and 20 apart after 500 ticks",
        PART.1,
        |context| parted(context, Break::Commute, QUARTIC, "commute"),
    ),
    check(
        "Only the inverse of B missing: the two sides part, and the report names it",
        "(2.16), det B = 0; between 1e-3 and 20 apart after 500 ticks",
        PART.1,
        |context| parted(context, Break::Invertible, "phi^2/2", "invertible"),
    ),
    check(
        "Only the symmetry of (BBᵀ)⁻¹Hess V broken: the two sides part, and the report names it",
        "(2.16), the integral depends on its path; between 1e-3 and 20 apart after 500 ticks",
        PART.1,
        |context| parted(context, Break::Path, QUARTIC, "path"),
    ),
];

/// Middle and half width of "between 1e-3 and 20".
pub(super) const PART: (f64, f64) = (10.0005, 9.9995);

pub(super) const QUARTIC: &str = "phi^2/2 + phi^4/4";
const FREE: &str = "sin(x) + x^3/6";
const STEP: f64 = 0.05;

fn neuron(context: &Context) -> Option<Measured> {
    let potential = Formula::parse("lam/4*(phi^2-v^2)^2", "phi", &couplings()).ok()?;
    let free = Formula::parse("exp(-x^2) + x^3/5", "x", &couplings()).ok()?;
    let one = Dense::one(1);
    let duality = Duality::new(one.clone(), one, potential, free).ok()?;
    let mut sides = duality.sides(&[0.3], &[0.2]);
    sides.learning[1][0] = context.right(0.2);
    let apart = (0..500).map(|_| {
        sides.step(STEP);
        sides.distance()
    });
    Measured::residual(apart.fold(0.0, worse))
}

/// A random network, its B wrong in a spoiled run by a factor in one row.
fn network(context: &Context, n: usize, broken: Break, u: &str) -> Option<Duality> {
    let [w, b] = draw(n, 5, broken);
    let b = Dense::from_fn(n, |row, column| match row {
        0 => context.right(b.at(row, column)),
        _ => b.at(row, column),
    });
    let potential = Formula::parse(u, "phi", &couplings()).ok()?;
    let free = Formula::parse(FREE, "x", &couplings()).ok()?;
    Duality::with_any_bias(w, b, potential, free).ok()
}

/// phi and pi where a network begins.
fn start(n: usize) -> [Vec<f64>; 2] {
    [noise(1, n), noise(2, n)]
}

pub(super) fn distance(
    context: &Context,
    n: usize,
    broken: Break,
    u: &str,
    ticks: u64,
) -> Option<Measured> {
    let [phi, pi] = start(n);
    Measured::residual(network(context, n, broken, u)?.distance(&phi, &pi, STEP, ticks))
}

fn linear(context: &Context) -> Option<Measured> {
    let n = 12;
    let [w, b] = draw(n, 7, Break::Path);
    let w = Dense::from_fn(n, |i, j| if i < j { context.right(w.at(i, j)) } else { w.at(i, j) });
    let [phi, pi] = start(n);
    Measured::residual(Duality::linear(w, b).ok()?.distance(&phi, &pi, STEP, 500))
}

fn residuals(context: &Context) -> Option<Measured> {
    let [phi, _] = start(64);
    let conditions = network(context, 64, Break::Nothing, QUARTIC)?.conditions(&phi);
    Measured::residual(worst(conditions.iter().map(|condition| Some(condition.residual)))?)
}

/// How far the sides of a network part; not measured when the report does not name the condition
/// that is broken, or names others.
pub(super) fn parted(context: &Context, broken: Break, u: &str, name: &str) -> Option<Measured> {
    let [phi, pi] = start(8);
    let duality = network(&Context::new(), 8, broken, u)?;
    let report = duality.conditions(&phi);
    let failed: Vec<&str> = report
        .iter()
        .filter(|condition| !condition.holds)
        .map(|condition| condition.name)
        .collect();
    if failed != [name] {
        return None;
    }
    // A spoiled run looks at the dual network instead, whose sides stay together.
    let watched = match context.right(1.0) == 1.0 {
        true => duality,
        false => network(&Context::new(), 8, Break::Nothing, u)?,
    };
    Measured::against(watched.distance(&phi, &pi, STEP, 500), PART.0)
}
