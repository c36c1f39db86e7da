//! What an expectation looks at, tick by tick.

use super::{Expectation, Signal};
use crate::gauge::readout;
use crate::lattice::{FieldState, Lattice};
use crate::network::Duality;
use crate::observable;
use crate::quantity::{self, Given, InGauge, QuantityInfo, Sight};
use crate::simulation::Simulation;
use crate::theory::Potential;
use rayon::prelude::*;
use std::f64::consts::TAU;

/// Most looks at a signal whose frequency or drift is wanted.
const MOST_SAMPLES: u64 = 2048;

impl Expectation {
    /// Ticks between two looks.
    pub(super) fn every(&self) -> u64 {
        self.last_tick().div_ceil(MOST_SAMPLES).max(1)
    }

    /// Whether there is something to look at after this many ticks.
    pub(super) fn due(&self, tick: u64) -> bool {
        let (last, every) = (self.last_tick(), self.every());
        match self {
            Self::Drift { .. }
            | Self::Bounded { .. }
            | Self::Unchanged { .. }
            | Self::Speed { .. }
            | Self::Frequency { .. }
            | Self::Amplitude { .. } => tick <= last && tick.is_multiple_of(every),
            _ => tick == last,
        }
    }

    /// Looks.
    pub(super) fn look(&self, run: &Simulation) -> f64 {
        match self {
            Self::Drift { observable, .. } => conserved(run, observable)[0],
            Self::Bounded { observable, .. }
            | Self::Value { observable, .. }
            | Self::Exceeds { observable, .. } => observe(run, observable),
            Self::Unchanged { of, .. } | Self::Changed { of, .. } => change(run, of),
            Self::Quantity { quantity, at, .. } => {
                let [re, im] = quantity_at(run, quantity, at);
                if im == 0.0 { re } else { re.hypot(im) }
            }
            Self::Position { axis, .. } | Self::Speed { axis, .. } => mean_position(run, *axis),
            Self::Share { axis, from, .. } => share(run, *axis, *from),
            Self::Peak { quantity, axis, .. } => peak(run, quantity, *axis),
            Self::Duality { ticks, .. } => parted(run, *ticks).unwrap_or(f64::NAN),
            Self::Condition { condition, .. } => residual(run, condition).unwrap_or(f64::NAN),
            Self::Frequency { of, .. } | Self::Amplitude { of, .. } => match of {
                Signal::Position { axis } => mean_position(run, *axis),
                Signal::Quantity { quantity, at } => quantity_at(run, quantity, at)[0],
            },
        }
    }

    /// What the looks are divided by, known before the run: the size of what drifts.
    pub(super) fn scale(&self, run: &Simulation) -> f64 {
        match self {
            Self::Drift { observable, .. } => conserved(run, observable)[1],
            _ => 1.0,
        }
    }

    /// The axis whose position the looks are at, where they are.
    pub(super) fn position_axis(&self) -> Option<usize> {
        match self {
            Self::Speed { axis, .. } => Some(*axis),
            Self::Frequency { of: Signal::Position { axis }, .. }
            | Self::Amplitude { of: Signal::Position { axis }, .. } => Some(*axis),
            _ => None,
        }
    }
}

/// The value of an observable.
fn observe(run: &Simulation, name: &str) -> f64 {
    let look = run.look();
    observable::observable(name, &run.parameters, &run.lattice)
        .map_or(f64::NAN, |info| (info.measure)(&look))
}

/// How far a quantity is from the twin's.
fn change(run: &Simulation, name: &str) -> f64 {
    let reading = readout::read_one(&run.look(), name);
    reading.and_then(|reading| reading.change).unwrap_or(f64::NAN)
}

/// The value of an observable with what has been absorbed of it, and its size.
fn conserved(run: &Simulation, name: &str) -> [f64; 2] {
    let look = run.look();
    let Ok(info) = observable::observable(name, &run.parameters, &run.lattice) else {
        return [f64::NAN; 2];
    };
    let value = info.conserved(&look, (info.measure)(&look));
    let size = info.scale.map_or(value.abs(), |scale| scale(&look));
    [value, if size > 0.0 { size } else { 1.0 }]
}

fn known(run: &Simulation, name: &str) -> Option<&'static QuantityInfo> {
    let given = Given { gauge: true, twin: true };
    quantity::quantity(name, run.parameters.theory.name, run.lattice.dim(), given).ok()
}

fn quantity_at(run: &Simulation, name: &str, at: &[f64]) -> [f64; 2] {
    let (row, x) = site_near(&run.lattice, at);
    known(run, name).map_or([f64::NAN; 2], |info| {
        quantity::at(info, &Sight::in_gauge(&InGauge::new(run.look())), row, x)
    })
}

/// Row, and place in it, of the site nearest to a position.
fn site_near(lattice: &Lattice, at: &[f64]) -> (usize, usize) {
    let index = |(axis, x): (usize, &f64)| {
        let steps = (x / lattice.spacing()).round() + (lattice.shape()[axis] / 2) as f64;
        (steps.max(0.0) as usize).min(lattice.shape()[axis] - 1)
    };
    let indices: Vec<usize> = at.iter().enumerate().map(index).collect();
    let (leading, last) = indices.split_at(lattice.dim() - 1);
    let row =
        leading.iter().zip(lattice.shape()).fold(0, |row, (index, extent)| row * extent + index);
    (row, last.first().copied().unwrap_or_default())
}

/// The mean position along an axis of the density (theories with a charge) or the energy.
///
/// # Equation
/// `Σ w x / Σ w`; on a periodic axis of length L the angle of `Σ w exp(2πi x/L)`, times `L/2π`.
fn mean_position(run: &Simulation, axis: usize) -> f64 {
    let lattice = &run.lattice;
    let profile = profile(lattice, axis, |row, out| weights(run, row, out));
    let points = || profile.iter().enumerate().map(|(at, w)| (lattice.position(axis, at), *w));
    if !lattice.boundary()[axis].is_periodic() {
        let (moment, sum) = points().fold((0.0, 0.0), |(m, s), (x, w)| (m + w * x, s + w));
        return moment / sum;
    }
    let length = lattice.shape()[axis] as f64 * lattice.spacing();
    let turn = TAU / length;
    let (sin, cos) = points().fold((0.0, 0.0), |(sin, cos), (x, w)| {
        (sin + w * (turn * x).sin(), cos + w * (turn * x).cos())
    });
    sin.atan2(cos) / turn
}

/// The part of the same weights at a position and beyond.
fn share(run: &Simulation, axis: usize, from: f64) -> f64 {
    let lattice = &run.lattice;
    let profile = profile(lattice, axis, |row, out| weights(run, row, out));
    let beyond = profile.iter().enumerate().filter(|(at, _)| lattice.position(axis, *at) >= from);
    beyond.map(|(_, weight)| weight).sum::<f64>() / profile.iter().sum::<f64>()
}

/// The weight of each site of a row in a mean position.
fn weights(run: &Simulation, row: usize, out: &mut [f64]) {
    if run.dynamics.has_charge() {
        for (x, weight) in out.iter_mut().enumerate() {
            let squares = (0..run.state.components()).map(|a| square(&run.state, row, x, a));
            *weight = squares.sum();
        }
    } else {
        run.dynamics.energy_density(&run.lattice, &run.state, row, out);
    }
}

fn square(state: &FieldState, row: usize, x: usize, component: usize) -> f64 {
    let (phi, pi) = state.at(row, x, component);
    phi * phi + pi * pi
}

/// Sums over all axes but one what `fill(row, values)` writes; in an order that does not depend on
/// the number of threads.
fn profile(lattice: &Lattice, axis: usize, fill: impl Fn(usize, &mut [f64]) + Sync) -> Vec<f64> {
    let rows: Vec<Vec<f64>> = (0..lattice.rows())
        .into_par_iter()
        .map(|row| {
            let mut values = vec![0.0; lattice.row_len()];
            fill(row, &mut values);
            match axis + 1 == lattice.dim() {
                true => values,
                false => vec![values.iter().sum()],
            }
        })
        .collect();
    let mut profile = vec![0.0; lattice.shape()[axis]];
    for (row, values) in rows.iter().enumerate() {
        for (x, value) in values.iter().enumerate() {
            profile[lattice.index(row, x, axis)] += value;
        }
    }
    profile
}

/// Where along an axis the magnitude of a quantity is largest: the vertex of the parabola through
/// the largest value and its two neighbours.
fn peak(run: &Simulation, name: &str, axis: usize) -> f64 {
    let lattice = &run.lattice;
    let Some(info) = known(run, name) else { return f64::NAN };
    let gauge = InGauge::new(run.look());
    let sight = Sight::in_gauge(&gauge);
    let value = |row: usize, x: usize| {
        let [re, im] = quantity::at(info, &sight, row, x);
        re.hypot(im)
    };
    let mut profile = vec![0.0f64; lattice.shape()[axis]];
    for row in 0..lattice.rows() {
        for x in 0..lattice.row_len() {
            let slot = &mut profile[lattice.index(row, x, axis)];
            *slot = slot.max(value(row, x));
        }
    }
    let top = (0..profile.len()).max_by(|a, b| profile[*a].total_cmp(&profile[*b]));
    let top = top.unwrap_or_default();
    let position = lattice.position(axis, top);
    position + lattice.spacing() * vertex(&profile, top, lattice.boundary()[axis].is_periodic())
}

/// Offset of the vertex from `top`, in sites.
fn vertex(profile: &[f64], top: usize, wraps: bool) -> f64 {
    let n = profile.len();
    if !wraps && (top == 0 || top + 1 == n) {
        return 0.0;
    }
    let (left, right) = (profile[(top + n - 1) % n], profile[(top + 1) % n]);
    let curvature = left - 2.0 * profile[top] + right;
    if curvature < 0.0 { (left - right) / (2.0 * curvature) } else { 0.0 }
}

/// The network of a run, and where it stands.
fn network(run: &Simulation) -> Option<(Duality, Vec<f64>, Vec<f64>)> {
    let (lattice, parameters) = (&run.lattice, &run.parameters);
    let sites = (0..lattice.rows()).flat_map(|row| (0..lattice.row_len()).map(move |x| (row, x)));
    let (phi, pi): (Vec<f64>, Vec<f64>) = sites.map(|(row, x)| run.state.at(row, x, 0)).unzip();
    let potential = parameters.potential.as_ref().unwrap_or(&Potential::Mass);
    let wiring = parameters.wiring.as_ref()?;
    let duality = wiring.duality(phi.len(), potential, &parameters.couplings).ok()?;
    Some((duality, phi, pi))
}

fn parted(run: &Simulation, ticks: u64) -> Option<f64> {
    let (duality, phi, pi) = network(run)?;
    Some(duality.distance(&phi, &pi, run.parameters.dt, ticks))
}

fn residual(run: &Simulation, name: &str) -> Option<f64> {
    let (duality, phi, _) = network(run)?;
    let conditions = duality.conditions(&phi);
    conditions.iter().find(|condition| condition.name == name).map(|condition| condition.residual)
}
