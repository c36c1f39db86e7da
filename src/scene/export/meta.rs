//! `meta.json`.

use super::gauge::GaugeMeta;
use super::lattice::{BoundaryMeta, LayersMeta};
use crate::lattice::{FieldState, Fields, Lattice, Real};
use crate::scene::format::WiringText;
use crate::simulation::{Baseline, Clock, Parameters, Simulation};
use crate::theory::{LinkCoupling, Potential};
use serde::{Deserialize, Serialize};

/// What `meta.json` says: a run, apart from its fields. Keys that are not known are passed over,
/// and what a key left out stands for is said beside it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Meta {
    /// Name of the theory.
    pub theory: String,
    /// Name of the schedule.
    pub schedule: String,
    /// Name of the potential; none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub potential: Option<String>,
    /// Formula of the potential `expr`; none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expr: Option<String>,
    /// Extents of the lattice.
    pub shape: Vec<usize>,
    /// Number of components; that of the theory.
    #[serde(rename = "K", default, skip_serializing_if = "Option::is_none")]
    pub components: Option<usize>,
    /// Mass; the theory's default, as for the other couplings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub m: Option<f64>,
    /// Quartic coupling.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lam: Option<f64>,
    /// Vacuum value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub v: Option<f64>,
    /// Wilson parameter r; 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wilson: Option<f64>,
    /// W, B and F of a network; none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network: Option<WiringText>,
    /// How the fields feel links; exactly.
    #[serde(default, skip_serializing_if = "is_exact")]
    pub coupling: LinkCoupling,
    /// Spacing; 1.
    #[serde(default = "one")]
    pub h: f64,
    /// Time step.
    pub dt: f64,
    /// Whether dt may be beyond the stable limit; no.
    #[serde(default)]
    pub allow_unstable: bool,
    /// Boundary of all axes, or of each; periodic.
    #[serde(default)]
    pub boundary: BoundaryMeta,
    /// Layer of absorbing boundaries; none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layer: Option<LayersMeta>,
    /// Tick of the latest export; 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tick: Option<u64>,
    /// Its time; told from the clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<f64>,
    /// Anchor of the clock: the time is `time0 + (tick - tick0) dt`; 0, 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<Anchor>,
    /// `f32` or `f64`; that of the arrays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<String>,
    /// Charge or energy taken by absorbing layers so far; 0.
    #[serde(default)]
    pub absorbed: f64,
    /// Whether there are ghosts beyond fixed edges, in `edge_*.npy`; no.
    #[serde(default)]
    pub edge: bool,
    /// Whether there are links, in `a_*.npy`; where that file is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub a: Option<bool>,
    /// Whether there is a potential `A_0`, in `a0_*.npy`; where that file is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub a0: Option<bool>,
    /// The gauge; that of the links, where they are all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gauge: Option<GaugeMeta>,
    /// Ticks between measurements; 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure_every: Option<u64>,
    /// Where the observables began; the state it goes on from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Baseline>,
    /// Seed of everything random; 0.
    #[serde(default)]
    pub seed: u64,
    /// Version of the program that wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Names along the first axis of phi; pi has its own in the same order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub component_order: Vec<String>,
    /// What the axes of each array are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub axis_order: Vec<String>,
    /// Text of the scene, with all `--set` values in it; none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scene: Option<String>,
}

/// Where a clock counts from.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Anchor {
    /// Tick.
    pub tick0: u64,
    /// Time then.
    pub time0: f64,
}

fn one() -> f64 {
    1.0
}

impl Meta {
    /// Describes a run whose `state` is exported, at what `clock` shows.
    pub(super) fn of(
        run: &Simulation,
        state: &FieldState,
        clock: &Clock,
        seed: u64,
        scene: &str,
    ) -> Self {
        let Parameters {
            theory,
            potential,
            couplings,
            coupling,
            schedule,
            dt,
            wiring,
            allow_unstable,
        } = &run.parameters;
        let known = (theory.parameters)(potential.as_ref());
        let number =
            |name: &str| known.iter().find(|info| info.name == name).and(couplings.get(name));
        let (boundary, layer) = super::lattice::describe(&run.lattice);
        let [has_links, has_potential] = has_gauge(state);
        Self {
            theory: theory.name.to_owned(),
            schedule: schedule.name.to_owned(),
            potential: potential.as_ref().map(|potential| potential.name().to_owned()),
            expr: formula(potential.as_ref()),
            shape: run.lattice.shape().to_vec(),
            components: Some(state.components()),
            m: number("m"),
            lam: number("lam"),
            v: number("v"),
            wilson: number("r"),
            network: wiring.as_deref().map(WiringText::of),
            coupling: *coupling,
            h: run.lattice.spacing(),
            dt: *dt,
            allow_unstable: *allow_unstable,
            boundary,
            layer,
            tick: Some(clock.tick),
            time: Some(clock.time()),
            clock: Some(Anchor { tick0: clock.tick0, time0: clock.time0 }),
            precision: Some(state.precision().name().to_owned()),
            absorbed: state.absorbed(),
            edge: has_edge(state),
            a: Some(has_links),
            a0: Some(has_potential),
            gauge: None,
            measure_every: Some(run.measurements.cadence().measure_every),
            baseline: Some(storable(run.measurements.baseline())),
            seed,
            version: Some(crate::VERSION.to_owned()),
            component_order: names("phi", state.components(), 1),
            axis_order: axes(&run.lattice),
            scene: Some(scene.to_owned()).filter(|text| !text.is_empty()),
        }
    }

    /// The number of a coupling.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        match name {
            "m" => self.m,
            "lam" => self.lam,
            "v" => self.v,
            "r" => self.wilson,
            _ => None,
        }
    }

    /// The clock at the latest export.
    pub(super) fn clock(&self) -> Clock {
        let tick = self.tick.unwrap_or_default();
        match self.clock {
            Some(Anchor { tick0, time0 }) => Clock { tick, tick0, time0, dt: self.dt },
            None => Clock::at(tick, self.time.unwrap_or(tick as f64 * self.dt), self.dt),
        }
    }
}

fn formula(potential: Option<&Potential>) -> Option<String> {
    match potential {
        Some(Potential::Expr(expr)) => Some(expr.text().to_owned()),
        _ => None,
    }
}

pub(super) fn has_edge(state: &FieldState) -> bool {
    match state {
        FieldState::F32(fields) => fields.edge.as_ref().is_some_and(|edge| !edge.is_empty()),
        FieldState::F64(fields) => fields.edge.as_ref().is_some_and(|edge| !edge.is_empty()),
    }
}

/// Whether there are links, and a potential.
fn has_gauge(state: &FieldState) -> [bool; 2] {
    fn of<R: Real>(fields: &Fields<R>) -> [bool; 2] {
        let gauge = fields.gauge.as_ref();
        [gauge.is_some(), gauge.is_some_and(|gauge| gauge.potential().is_some())]
    }
    match state {
        FieldState::F32(fields) => of(fields),
        FieldState::F64(fields) => of(fields),
    }
}

fn is_exact(coupling: &LinkCoupling) -> bool {
    *coupling == LinkCoupling::Exact
}

/// JSON has neither infinity nor NaN, which a drift can be.
fn storable(mut baseline: Baseline) -> Baseline {
    baseline.references.retain(|start| start.value.is_finite() && start.scale.is_finite());
    for start in &mut baseline.references {
        start.worst = start.worst.min(f64::MAX);
        start.strain = start.strain.min(f64::MAX);
    }
    baseline
}

fn names(prefix: &str, count: usize, first: usize) -> Vec<String> {
    (first..first + count).map(|number| format!("{prefix}{number}")).collect()
}

/// `["component", "axis0", "axis1"]`: the last one varies fastest.
fn axes(lattice: &Lattice) -> Vec<String> {
    let axes = names("axis", lattice.dim(), 0);
    std::iter::once("component".to_owned()).chain(axes).collect()
}
