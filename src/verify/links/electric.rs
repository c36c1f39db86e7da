//! A uniform electric field: Bloch's oscillation, and what it tears from the lower band.

use crate::simulation::Simulation;
use crate::verify::context::{H, flats, measure, simulation};
use crate::verify::{Check, Context, Measured, check};
use rustfft::num_complex::Complex64;
use std::f64::consts::PI;

const BLOCH: &str = "T = 2π/(F h)";
const CROSSING: &str = "P ≈ exp(-π (m + Fh/4)²/|F|), F = ±0.05, m = 0.2";

pub(in crate::verify) const CHECKS: &[Check] = &[
    check(
        "Bloch oscillation by a potential that falls: period over 2π/(Fh)",
        BLOCH,
        5e-3,
        |context| bloch(context, "Potential", "fixed"),
    ),
    check("Bloch oscillation by links that turn: period over 2π/(Fh)", BLOCH, 5e-3, |context| {
        bloch(context, "Links", "periodic")
    }),
    check(
        "Landau-Zener, Schwinger: gap that what gets across tells, F > 0",
        CROSSING,
        4e-3,
        |context| crossing(context, 0.05),
    ),
    check(
        "Landau-Zener, Schwinger: gap that what gets across tells, F < 0",
        CROSSING,
        4e-3,
        |context| crossing(context, -0.05),
    ),
];

/// The mean position of a packet at rest goes to and fro ten times.
fn bloch(context: &Context, through: &str, boundary: &str) -> Option<Measured> {
    let field = 0.11;
    let found = measure(&format!(
        r#"(
            theory: (name: "dirac", m: 0.55),
            lattice: (shape: [160], h: {H:?}, boundary: "{boundary}"),
            schedule: (name: "unitary", dt: 0.1),
            precision: F64,
            initial: [Packet(width: 10)],
            gauge: (background: [UniformE(field: {:?}, through: {through})]),
            expect: [Frequency(of: Position(axis: 0), ticks: 7000, value: 0, tolerance: 1)],
        )"#,
        context.right(field),
    ))?;
    Measured::against(2.0 * PI / found.first()? / (2.0 * PI / (field * H)), 1.0)
}

/// Extent of a ring on which a wave with two sites to its length is carried once through all wave
/// vectors.
const RING: usize = 8;
const M: f64 = 0.2;

/// A wave of positive energy at k = π/h, where the gap is widest, a quarter of whose way the gap is
/// narrowest; what is then below was torn across: its square is P, and `√(-|F| ln P/π)` the gap.
fn crossing(context: &Context, field: f64) -> Option<Measured> {
    let dt = 0.02;
    let mut run = simulation(&format!(
        r#"(
            theory: (name: "dirac", m: {:?}),
            lattice: (shape: [{RING}], h: {H:?}),
            schedule: (name: "staged", dt: {dt:?}),
            precision: F64,
            initial: [PlaneWave(modes: [{}])],
            gauge: (background: [UniformE(field: {field:?})]),
        )"#,
        context.right(M),
        RING / 2,
    ))?;
    let ticks = (2.0 * PI / (field.abs() * H) / dt).round();
    let before = below(&run)?;
    run.advance(ticks as u64).ok()?;
    let crossed = below(&run)?;
    if before > 1e-12 {
        return None;
    }
    Measured::against((-field.abs() * crossed.ln() / PI).sqrt(), M + field * H / 4.0)
}

/// The part of the wave at k = π/h, where links have no angle or a whole turn, that has negative
/// energy: `H psi = (m phi + i b pi, -i b* phi - m pi)` with `b = 2i/h`.
fn below(run: &Simulation) -> Option<f64> {
    let [phi, pi] = flats(&run.lattice, &run.state)?;
    let m = run.parameters.couplings.m;
    let reach = 2.0 / H;
    let energy = (m * m + reach * reach).sqrt();
    let (mut under, mut all) = (0.0, 0.0);
    for x in 0..RING {
        let upper = Complex64::new(phi[x], phi[x + RING]);
        let lower = Complex64::new(pi[x], pi[x + RING]);
        let turned = [upper * m - lower * reach, -upper * reach - lower * m];
        under += ((upper - turned[0] / energy) / 2.0).norm_sqr();
        under += ((lower - turned[1] / energy) / 2.0).norm_sqr();
        all += upper.norm_sqr() + lower.norm_sqr();
    }
    Some(under / all)
}
