//! A flux that the field goes round: Aharonov and Bohm's, on a ring and in the plane; and the flux
//! through a torus.

use super::landau::levels_of;
use crate::gauge::{GaugeFault, UniformB};
use crate::lattice::{Boundary, FieldState, Fields, GaugeField, Lattice};
use crate::network::dirac;
use crate::verify::context::{
    H, Run, difference, dot, fields, gauge, parameters, simulation, turn,
};
use crate::verify::{Check, Context, Measured, check, spectrum};
use std::f64::consts::{PI, TAU};

const RING: &str = "E_n = √(m² + 4 sin²((2πn+Φ)/2L)/h²)";

pub(in crate::verify) const CHECKS: &[Check] = &[
    check("Aharonov-Bohm ring, all flux on one link: every level", RING, 1e-11, levels),
    check("Aharonov-Bohm ring: frequency of a mode that runs (within 1e-6)", RING, 1e-6, runs),
    check(
        "Aharonov-Bohm ring: a flux of 2π more changes no level",
        "E_n(Φ + 2π) = E_{n+1}(Φ)",
        1e-11,
        whole,
    ),
    check(
        "Aharonov-Bohm in the plane: shift of the fringes behind a solenoid over its flux",
        "δ = Φ, though the field meets no flux",
        2e-2,
        fringes,
    ),
    check(
        "A flux of 2.6 quanta through a torus is refused: the nearest field that the refusal tells",
        "B = 2π 3/(L₁L₂)",
        1e-12,
        refused,
    ),
];

const SITES: usize = 13;
const M: f64 = 0.21;
const PHI: f64 = 0.9;

/// A ring with a flux, all of it on one link.
fn ring(flux: f64) -> Option<(Lattice, GaugeField<f64>)> {
    let lattice = Lattice::new(&[SITES], H, &[Boundary::Periodic]).ok()?;
    let mut angles = vec![0.0; SITES];
    angles[4] = flux;
    let field = gauge(&lattice, &angles, &[])?;
    Some((lattice, field))
}

fn energies(flux: f64) -> Option<Vec<f64>> {
    let (lattice, field) = ring(flux)?;
    let (tensors, _) = dirac::tensors_within(&lattice, M, 0.0, Some(&field));
    let levels = levels_of(&tensors.generator(), 1, SITES);
    Some(spectrum::dense(&levels).symmetric_eigen().0)
}

fn reach(n: usize) -> f64 {
    2.0 / H * ((TAU * n as f64 + PHI) / (2.0 * SITES as f64)).sin()
}

/// Each level of the field is there twice, and twice below zero.
fn levels(context: &Context) -> Option<Measured> {
    let level = |n: usize| (M * M + reach(n).powi(2)).sqrt();
    let mut expected: Vec<f64> = (0..SITES).flat_map(|n| [level(n); 2]).collect();
    expected.extend(expected.clone().iter().map(|level| -level));
    expected.sort_by(f64::total_cmp);
    Measured::residual(difference(&energies(context.right(PHI))?, &expected))
}

fn whole(context: &Context) -> Option<Measured> {
    let (once, more) = (energies(PHI)?, energies(PHI + context.right(TAU))?);
    Measured::residual(difference(&more, &once))
}

/// A wave whose phase grows evenly but for the link that turns.
fn runs(context: &Context) -> Option<Measured> {
    let (lattice, field) = ring(context.right(PHI))?;
    let k = (TAU * 2.0 + PHI) / SITES as f64;
    // The link takes back what the phase gains beyond it.
    let phase = |x: usize| if x > 4 { PHI } else { 0.0 } - k * x as f64;
    let wave = |at: usize| match at < SITES {
        true => phase(at).cos(),
        false => phase(at - SITES).sin(),
    };
    let phi: Vec<f64> = (0..2 * SITES).map(wave).collect();
    let (mut parameters, dt) = (parameters("dirac", "staged", 1e-3)?, 1e-3);
    parameters.couplings.m = M;
    let fields = fields(&lattice, &phi, &vec![0.0; phi.len()])?;
    let fields = Fields { gauge: Some(field), ..fields };
    let mut run = Run::of(&lattice, &parameters, FieldState::F64(fields))?;
    let mut signal = vec![dot(&phi, &phi)];
    for _ in 0..60 {
        signal.push(dot(&phi, &run.ticks(100).flats()?[0]));
    }
    Measured::against(turn(&signal) / (100.0 * dt), (M * M + reach(2).powi(2)).sqrt())
}

/// Two packets of a scalar field that pass a flux on either side and meet behind it: |phi|² there.
///
/// # Conventions
/// The links that turn are those across the half line from the flux upwards, so that both packets
/// begin where there are none, and the upper one alone crosses them.
fn met(flux: f64) -> Option<(Lattice, Vec<f64>)> {
    let start = simulation(&format!(
        r#"(
            theory: (name: "klein-gordon-complex", potential: "mass", m: 0.4),
            lattice: (shape: [168, 136], boundary: "fixed"),
            schedule: (name: "staged", dt: {STEP:?}),
            precision: F64,
            initial: [
                Packet(centre: [-60, -48], width: 8, momentum: [0.8, {ACROSS:?}]),
                Packet(centre: [-60, 48], width: 8, momentum: [0.8, -{ACROSS:?}]),
            ],
        )"#
    ))?;
    let (lattice, FieldState::F64(mut fields)) = (start.lattice, start.state) else { return None };
    let angle = |at: usize| {
        let (x, y) = (at / lattice.shape()[1], at % lattice.shape()[1]);
        let crosses = x == lattice.shape()[0] / 2 && y > lattice.shape()[1] / 2;
        if crosses { flux } else { 0.0 }
    };
    let angles: Vec<f64> = (0..2 * lattice.sites()).map(angle).collect();
    fields.gauge = Some(gauge(&lattice, &angles, &[])?);
    let mut run = Run::of(&lattice, &start.parameters, FieldState::F64(fields))?;
    let [phi, _] = run.ticks(MEETING).flats()?;
    let (real, imaginary) = phi.split_at(lattice.sites());
    let density = real.iter().zip(imaginary).map(|(u, w)| u * u + w * w).collect();
    Some((lattice, density))
}

/// Ticks until the packets lie over each other.
const MEETING: usize = 340;
const STEP: f64 = 0.45;
const ACROSS: f64 = 0.291;

/// The phase of the fringes: that of the density's wave of twice the momentum across.
fn fringe(flux: f64) -> Option<f64> {
    let (lattice, density) = met(flux)?;
    let (mut sin, mut cos) = (0.0, 0.0);
    for (site, density) in density.iter().enumerate() {
        let angle = 2.0 * ACROSS * lattice.position(1, site % lattice.shape()[1]);
        (sin, cos) = (sin + density * angle.sin(), cos + density * angle.cos());
    }
    Some(f64::atan2(sin, cos))
}

fn fringes(context: &Context) -> Option<Measured> {
    let shift = fringe(context.right(PI / 2.0))? - fringe(0.0)?;
    let shift = shift - TAU * (shift / TAU).round();
    Measured::against(shift.abs() / (PI / 2.0), 1.0)
}

/// The nearest field that the refusal tells, and none where there is no refusal.
fn refused(context: &Context) -> Option<Measured> {
    let lattice = Lattice::new(&[12, 10], H, &[Boundary::Periodic]).ok()?;
    let asked = UniformB { quanta: Some(context.right(2.6)), ..UniformB::default() };
    match *asked.flux(&lattice).err()?.fault {
        GaugeFault::Flux { field, .. } => Measured::against(field, 3.0 * TAU / (120.0 * H * H)),
        _ => None,
    }
}
