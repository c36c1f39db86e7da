//! Cases with an answer in closed form: Dirac's.

use super::context::{H, Run, couplings, dot, lattice, measure, parameters};
use super::ticks::mode;
use super::{Check, Context, Measured, check};
use crate::lattice::Boundary;
use crate::network::dirac;

pub(super) const CHECKS: &[Check] = &[
    check(
        "Zitterbewegung: frequency over 2m (within 0.5 %)",
        "ω = 2m, from (1, i)/√2 at p = 0",
        5e-3,
        |context| zitterbewegung(context, TREMBLING, 0, 1.0 / (2.0 * M)),
    ),
    check(
        "Zitterbewegung: amplitude of the mean position over 1/(2m)",
        "⟨x⟩ amplitude 1/(2m)",
        5e-2,
        |context| zitterbewegung(context, TREMBLING, 1, 2.0 * M),
    ),
    check("No zitterbewegung of φ alone: amplitude over 1/(2m)", "from (1, 0)", 2e-3, |context| {
        still(context, "[1, 0]", false)
    }),
    check(
        "No zitterbewegung of a packet of positive energy: amplitude over 1/(2m)",
        "from Λ₊ (1, i)/√2",
        2e-2,
        |context| still(context, "[1, [0, 1]]", true),
    ),
    check(
        "Rabi exchange of a free mode between φ and π, at 60 instants",
        "|π|² = (s²/E²) sin² Et, E² = m² + s²",
        1e-11,
        rabi,
    ),
    check(
        "Group velocity of a Dirac packet, k = 0.35, m = 0.25",
        "dω/dk = sin k / E, E² = m² + 4 sin²(k/2)",
        5e-3,
        dirac_packet,
    ),
    check(
        "Group velocity of a Klein-Gordon packet, k = 0.5, m = 0.4",
        "dω/dk = sin k / ω, ω² = m² + 4 sin²(k/2)",
        5e-3,
        scalar_packet,
    ),
    check(
        "Spreading of a Dirac packet: its variance grows with that of the group velocity",
        "⟨x²⟩(t) - ⟨x²⟩(0) = t² Var(dω/dk)",
        2e-2,
        spreading,
    ),
];

/// Mass in the scenes.
const M: f64 = 0.25;

const TREMBLING: (&str, bool) = ("[1, [0, 1]]", false);

fn trembling(context: &Context, (spinor, positive): (&str, bool), m: f64) -> Option<Vec<f64>> {
    let m = context.right(m);
    measure(&format!(
        r#"(
            theory: (name: "dirac", m: {m:?}),
            lattice: (shape: [768]),
            schedule: (name: "staged", dt: 0.2),
            precision: F64,
            initial: [Packet(width: 50, polarisation: {spinor}, positive_energy: {positive})],
            expect: [
                Frequency(of: Position(axis: 0), ticks: 1600, value: 0, tolerance: 1),
                Amplitude(of: Position(axis: 0), ticks: 80, value: 0, tolerance: 1),
            ],
        )"#
    ))
}

fn zitterbewegung(
    context: &Context,
    start: (&str, bool),
    which: usize,
    scale: f64,
) -> Option<Measured> {
    Measured::against(trembling(context, start, M)?.get(which)? * scale, 1.0)
}

/// A spoiled run starts from what does tremble.
fn still(context: &Context, spinor: &str, positive: bool) -> Option<Measured> {
    let start = if context.right(1.0) == 1.0 { (spinor, positive) } else { TREMBLING };
    Measured::residual(trembling(&Context::new(), start, M)?.get(1)? * 2.0 * M)
}

fn rabi(context: &Context) -> Option<Measured> {
    let (lattice, m) = (lattice(3, Boundary::Periodic)?, couplings().m);
    let (tensors, _) = dirac::tensors(&lattice, context.right(m), 0.0);
    let (phi, square) = mode(&lattice);
    let (n, generator) = (phi.len(), tensors.generator());
    let (energy, dt) = ((m * m + square).sqrt(), 0.11);
    let mut state = [phi, vec![0.0; n + 1]].concat();
    let mut residual = 0.0f64;
    for tick in 1..=60 {
        state = generator.flow(dt, &state);
        let expected = square / energy.powi(2) * (energy * dt * f64::from(tick)).sin().powi(2);
        let pi = &state[n..2 * n];
        residual = super::context::worse(residual, (dot(pi, pi) - expected).abs());
    }
    Measured::residual(residual)
}

fn dirac_packet(context: &Context) -> Option<Measured> {
    let (k, m) = (0.35f64, 0.25f64);
    let found = measure(&format!(
        r#"(
            theory: (name: "dirac", m: {:?}),
            lattice: (shape: [1024]),
            schedule: (name: "staged", dt: 0.1),
            precision: F64,
            initial: [Packet(centre: -200, width: 60, momentum: {k:?})],
            expect: [Speed(axis: 0, ticks: 3000, value: 0, tolerance: 1)],
        )"#,
        // A mass changes the speed little here.
        context.right(context.right(m)),
    ))?;
    let energy = (m * m + 4.0 * (k / 2.0).sin().powi(2)).sqrt();
    Measured::against(*found.first()?, k.sin() / energy)
}

fn scalar_packet(context: &Context) -> Option<Measured> {
    let (k, m) = (0.5f64, 0.4f64);
    let found = measure(&format!(
        r#"(
            theory: (name: "klein-gordon", potential: "mass", m: {:?}),
            lattice: (shape: [1024]),
            schedule: (name: "staged", dt: 0.1),
            precision: F64,
            initial: [Packet(centre: -200, width: 60, momentum: {k:?})],
            expect: [Speed(axis: 0, ticks: 3000, value: 0, tolerance: 1)],
        )"#,
        context.right(context.right(m)),
    ))?;
    let energy = (m * m + 4.0 * (k / 2.0).sin().powi(2)).sqrt();
    Measured::against(*found.first()?, k.sin() / energy)
}

/// Mean and variance of the position, weighed by |phi|² + |pi|².
fn moments(run: &Run) -> Option<(f64, f64)> {
    let [phi, pi] = run.flats()?;
    let n = run.lattice.sites();
    let weight = |x: usize| [x, x + n].iter().map(|&at| phi[at].powi(2) + pi[at].powi(2)).sum();
    let weights: Vec<f64> = (0..n).map(weight).collect();
    let position = |x: usize| run.lattice.position(0, x);
    let total: f64 = weights.iter().sum();
    let mean = weights.iter().enumerate().map(|(x, w)| w * position(x)).sum::<f64>() / total;
    let square = weights.iter().enumerate().map(|(x, w)| w * (position(x) - mean).powi(2));
    Some((mean, square.sum::<f64>() / total))
}

/// A packet of positive energy at rest, of width σ: its momenta are spread by 1/(√2 σ).
fn spreading(context: &Context) -> Option<Measured> {
    let (sigma, m, dt, ticks) = (12.0, 0.5, 0.1, 1500);
    let scene = crate::scene::parse(
        "verify",
        &format!(
            r#"(
                theory: (name: "dirac", m: {m:?}),
                lattice: (shape: [512]),
                schedule: (name: "staged", dt: {dt:?}),
                precision: F64,
                initial: [Packet(width: {sigma:?})],
            )"#
        ),
        &[],
    )
    .ok()?;
    let built = scene.build(&Default::default()).ok()?;
    let [phi, pi] = super::context::flats(&built.lattice, &built.state)?;
    let mut parameters = parameters("dirac", "staged", dt)?;
    parameters.couplings.m = context.right(m);
    let mut run = Run::new(&built.lattice, &parameters, &phi, &pi)?;
    let (_, before) = moments(&run)?;
    let (_, after) = moments(run.ticks(ticks))?;
    let time = dt * ticks as f64;
    Measured::against((after - before) / (time * time) / velocity_spread(sigma, m), 1.0)
}

/// The variance of dω/dk over the momenta of a packet.
fn velocity_spread(sigma: f64, m: f64) -> f64 {
    let (mut total, mut square) = (0.0, 0.0);
    for step in -2000..=2000 {
        let k = f64::from(step) * 5e-4 * H;
        let energy = (m * m + 4.0 * (k / 2.0).sin().powi(2)).sqrt();
        let weight = (-(k * sigma).powi(2)).exp() * (1.0 + m / energy) / 2.0;
        total += weight;
        square += weight * (k.sin() / energy).powi(2);
    }
    square / total
}
