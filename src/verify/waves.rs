//! What a Klein-Gordon field does as it runs: its waves, its limits, its energy (Sec. 3).

use super::context::{
    H, Run, couplings, fields, kernels, lattice, parameters, potential, turn, with_ghosts, worst,
};
use super::klein_gordon::{BOUNDARIES, state};
use super::{Check, Context, Measured, check};
use crate::lattice::{Boundary, Lattice};
use crate::network::klein_gordon;
use std::f64::consts::TAU;

pub(super) const CHECKS: &[Check] = &[
    check(
        "Lattice dispersion of leapfrog Klein-Gordon in 1D",
        "(4/dt²) sin²(ω dt/2) = m² + (4/h²) Σ sin²(k h/2)",
        1e-10,
        dispersion::<1>,
    ),
    check(
        "Lattice dispersion of leapfrog Klein-Gordon in 2D",
        "(4/dt²) sin²(ω dt/2) = m² + (4/h²) Σ sin²(k h/2)",
        1e-10,
        dispersion::<2>,
    ),
    check(
        "Lattice dispersion of leapfrog Klein-Gordon in 3D",
        "(4/dt²) sin²(ω dt/2) = m² + (4/h²) Σ sin²(k h/2)",
        1e-10,
        dispersion::<3>,
    ),
    check(
        "Largest stable dt of Klein-Gordon, as the program tells it",
        "dt² (m² + 4D/h²) < 4",
        1e-12,
        limit,
    ),
    check(
        "Klein-Gordon beyond that dt grows: size after 200 ticks, in powers of ten",
        "(3.19), dt² (m² + 4D/h²) = 4.04",
        3.0,
        blows_up,
    ),
    check(
        "Linear Klein-Gordon conserves its staged energy: relative drift in 2000 ticks, 1 to 3D",
        "½|π|² + ½φ·Kφ - (dt²/8)|Kφ|²",
        1e-12,
        conserved,
    ),
    check("The energy is constant under the exact flow of the tensors", "(3.5)", 1e-12, energy),
];

/// A standing wave followed for 60 ticks: its frequency.
fn dispersion<const D: usize>(context: &Context) -> Option<Measured> {
    let (lattice, dt) = (lattice(D, Boundary::Periodic)?, 0.41);
    let (m, h) = (context.right(couplings().m), lattice.spacing());
    let k: Vec<f64> = (0..D).map(|mu| TAU / (lattice.shape()[mu] as f64 * h)).collect();
    let phase = |row: usize, x: usize| {
        let position = lattice.site_position(row, x);
        k.iter().zip(position).map(|(k, x)| k * x).sum::<f64>() + 0.4
    };
    let sites = (0..lattice.rows()).flat_map(|row| (0..lattice.row_len()).map(move |x| (row, x)));
    let phi: Vec<f64> = sites.map(|(row, x)| phase(row, x).cos()).collect();
    let pi = vec![0.0; phi.len()];
    let mut run = Run::new(&lattice, &parameters("mass", "staged", dt)?, &phi, &pi)?;
    let mut signal = vec![super::context::dot(&phi, &phi)];
    for _ in 0..60 {
        signal.push(super::context::dot(&phi, &run.ticks(1).flats()?[0]));
    }
    let square = m * m + k.iter().map(|k| (2.0 / h * (k * h / 2.0).sin()).powi(2)).sum::<f64>();
    Measured::against(turn(&signal) / dt, 2.0 / dt * (dt / 2.0 * square.sqrt()).asin())
}

fn limit(context: &Context) -> Option<Measured> {
    let ratio = |dim: usize| {
        let lattice = lattice(dim, Boundary::Periodic)?;
        let [phi, pi] = state(&lattice);
        let run = Run::new(&lattice, &parameters("mass", "staged", 0.1)?, &phi, &pi)?;
        let m = context.right(couplings().m);
        let expected = 2.0 / (m * m + 4.0 * dim as f64 / (H * H)).sqrt();
        Some((run.dynamics.limit() / expected - 1.0).abs())
    };
    Measured::residual(worst((1..=3).map(ratio))?)
}

fn blows_up(context: &Context) -> Option<Measured> {
    let lattice = Lattice::new(&[6, 4], H, &[Boundary::Periodic]).ok()?;
    let [phi, pi] = state(&lattice);
    let square = couplings().m.powi(2) + 8.0 / (H * H);
    // The highest mode turns with 2 cosh(g) = dt² ω² - 2.
    let dt = (4.04 * context.right(1.0).powi(2) / square).sqrt();
    let mut parameters = parameters("mass", "staged", dt)?;
    parameters.allow_unstable = true;
    let mut run = Run::new(&lattice, &parameters, &phi, &pi)?;
    let size = run.ticks(200).values()?.iter().fold(0.0f64, |most, x| most.max(x.abs()));
    Measured::against(size.log10(), 200.0 * 1.02f64.acosh() / std::f64::consts::LN_10)
}

fn conserved(context: &Context) -> Option<Measured> {
    let drift = |dim: usize| {
        let lattice = lattice(dim, Boundary::Periodic)?;
        let [phi, pi] = state(&lattice);
        let mut run = Run::new(&lattice, &parameters("mass", "staged", 0.3)?, &phi, &pi)?;
        let before = context.right(run.dynamics.invariant(&run.lattice, &run.state));
        run.ticks(2000);
        Some((run.dynamics.invariant(&run.lattice, &run.state) / before - 1.0).abs())
    };
    Measured::residual(worst((1..=3).map(drift))?)
}

fn energy(context: &Context) -> Option<Measured> {
    let residual = |boundary| {
        let (lattice, mass) = (lattice(2, boundary)?, potential("mass")?);
        let [phi, pi] = state(&lattice);
        let (tensors, _) = klein_gordon::tensors(&lattice, &mass, &couplings(), &phi).ok()?;
        let theory = kernels("klein-gordon", &lattice, Some(&mass), couplings())?;
        let mut before = fields(&lattice, &phi, &pi)?;
        with_ghosts(&*theory, &lattice, &mut before);
        let start = [phi, pi, vec![1.0]].concat();
        let moved = tensors.generator().flow(1.7, &start);
        let n = tensors.size();
        let mut after = fields(&lattice, &context.all_right(&moved[..n]), &moved[n..2 * n])?;
        after.edge = before.edge.clone();
        Some((theory.energy(&lattice, &after) / theory.energy(&lattice, &before) - 1.0).abs())
    };
    Measured::residual(worst(BOUNDARIES[..3].iter().map(|boundary| residual(*boundary)))?)
}
