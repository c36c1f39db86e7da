//! A theory and a schedule in one precision, and what is asked of the fields they run on.

use super::{ModelError, Parameters};
use crate::lattice::{EdgeValues, Fields, GaugeField, Lattice, Layer, Real, sum_sites};
use crate::theory::{LinkCoupling, Rates, Theory};
use crate::tick::Tick;

/// Everything a tick needs besides lattice and fields.
pub(super) struct Program<R: Real> {
    pub(super) theory: Box<dyn Theory<R>>,
    pub(super) tick: Box<dyn Tick<R>>,
    pub(super) layer: Option<Layer>,
    pub(super) dt: f64,
    /// The dt of the invariant, see [`TickInfo::correction`](crate::tick::TickInfo::correction).
    pub(super) correction: f64,
}

/// From which |dt| on a run is not stable.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// A run from this state.
    pub(super) limit: f64,
    /// A run from any state.
    pub(super) any: f64,
    /// The dt at which the fastest wave would turn by two radians.
    pub(super) coarsest: f64,
}

impl<R: Real> Program<R> {
    /// Checks the fields, and finds the steps they can take.
    pub(super) fn check(
        &self,
        parameters: &Parameters,
        lattice: &Lattice,
        fields: &Fields<R>,
    ) -> Result<Limits, ModelError> {
        check_sizes(parameters.theory.name, self.theory.components(), lattice, fields)?;
        check_values("phi", lattice, fields.phi.values())?;
        check_values("pi", lattice, fields.pi.values())?;
        let gauge = fields.gauge.as_ref();
        let most = gauge.map_or(0.0, GaugeField::largest_potential);
        let (fastest, turning) =
            (self.theory.fastest(lattice, fields)?, self.theory.turning() + most);
        let least = self.theory.fastest_at_least(lattice).min(fastest);
        let limit = |fastest: f64| self.tick.limit(&Rates { fastest, turning });
        let any = if least < fastest { limit(least) } else { limit(fastest) };
        Ok(Limits { limit: limit(fastest), any, coarsest: 2.0 / (fastest + turning) })
    }

    /// Refuses links and `A_0` where theory or schedule cannot feel them, and an additive coupling
    /// where there is none.
    pub(super) fn check_gauge(
        &self,
        lattice: &Lattice,
        parameters: &Parameters,
        gauge: Option<&GaugeField<R>>,
    ) -> Result<(), ModelError> {
        let Parameters { theory, schedule, coupling, .. } = parameters;
        let (by_theory, by_tick) = (self.theory.link_couplings(), self.tick.link_couplings());
        let refuse = |why, instead| {
            let (theory, schedule) = (theory.name, schedule.name);
            Err(ModelError::Gauge { theory, schedule, why, instead })
        };
        let additive = *coupling == LinkCoupling::Additive;
        if additive && !(by_theory.contains(coupling) && by_tick.contains(coupling)) {
            return refuse(
                "the additive coupling (5.5) is that of a Dirac field without a Wilson term, with \
                 the staged or the synchronous schedule",
                "use one of those, or the exact coupling",
            );
        }
        let Some(gauge) = gauge.filter(|gauge| !gauge.is_nothing()) else { return Ok(()) };
        check_gauge_values(theory.name, lattice, gauge)?;
        if by_theory.is_empty() {
            return refuse(
                "a real field has no phase that links could turn",
                "use the theory dirac or klein-gordon-complex, or leave links and A_0 out",
            );
        }
        if by_tick.is_empty() {
            return refuse(
                "links and A_0 mix the waves it takes the field apart into",
                "use staged, unitary or suzuki4, or leave links and A_0 out",
            );
        }
        Ok(())
    }

    pub(super) fn activation(&self, lattice: &Lattice, fields: &mut Fields<R>) {
        self.tick.activation(&*self.theory, lattice, fields, self.dt);
    }

    pub(super) fn learning(&self, lattice: &Lattice, fields: &mut Fields<R>) {
        self.tick.learning(&*self.theory, lattice, fields, self.dt);
        self.absorb(lattice, fields);
    }

    fn absorb(&self, lattice: &Lattice, fields: &mut Fields<R>) {
        if let Some(layer) = &self.layer {
            self.theory.absorb(lattice, fields, layer, self.correction);
        }
    }

    /// `n` ticks between which nobody looks: bit for bit what `n` times both stages give.
    pub(super) fn advance(&self, lattice: &Lattice, fields: &mut Fields<R>, n: u64) {
        if self.layer.is_none() {
            return self.tick.advance(&*self.theory, lattice, fields, self.dt, n);
        }
        for _ in 0..n {
            self.tick.advance(&*self.theory, lattice, fields, self.dt, 1);
            self.absorb(lattice, fields);
        }
    }

    pub(super) fn prepare(&self, lattice: &Lattice, fields: &mut Fields<R>) {
        if self.theory.has_ghosts() && fields.edge.is_none() {
            fields.edge = Some(EdgeValues::of(lattice, &fields.phi));
        }
    }
}

impl<R: Real> std::fmt::Debug for Program<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Program").field("layer", &self.layer).field("dt", &self.dt).finish()
    }
}

/// `h^D Σ |phi|² + |pi|²`
pub(super) fn norm<R: Real>(lattice: &Lattice, fields: &Fields<R>) -> f64 {
    let fill = |row: usize, out: &mut [f64]| {
        out.fill(0.0);
        for values in [fields.phi.block(row), fields.pi.block(row)] {
            for component in values.chunks_exact(out.len()) {
                for (sum, value) in out.iter_mut().zip(component) {
                    *sum += value.wide() * value.wide();
                }
            }
        }
    };
    lattice.cell() * sum_sites(lattice, fill)
}

fn check_sizes<R: Real>(
    theory: &'static str,
    components: usize,
    lattice: &Lattice,
    fields: &Fields<R>,
) -> Result<(), ModelError> {
    let needed = components * lattice.sites();
    for (field, values) in [("phi", &fields.phi), ("pi", &fields.pi)] {
        let given = values.values().len();
        if given != needed || values.components() != components {
            return Err(ModelError::Components { field, theory, components, given, needed });
        }
    }
    match &fields.edge {
        Some(edge) if !edge.fits(lattice, components) => {
            let given = edge.faces.iter().flatten().map(Vec::len).sum();
            let needed =
                EdgeValues::of(lattice, &fields.phi).faces.iter().flatten().map(Vec::len).sum();
            Err(ModelError::Components { field: "edge", theory, components, given, needed })
        }
        _ => Ok(()),
    }
}

/// Refuses links and `A_0` of another lattice, and values that are no numbers.
fn check_gauge_values<R: Real>(
    theory: &'static str,
    lattice: &Lattice,
    gauge: &GaugeField<R>,
) -> Result<(), ModelError> {
    let links = ("a", lattice.dim(), gauge.links().values());
    let potential = gauge.potential().map(|a0| ("a0", 1, a0.values()));
    for (field, components, values) in [Some(links), potential].into_iter().flatten() {
        let (given, needed) = (values.len(), components * lattice.sites());
        if given != needed {
            return Err(ModelError::Components { field, theory, components, given, needed });
        }
        check_values(field, lattice, values)?;
    }
    Ok(())
}

/// Refuses values in the layout of fields that are no numbers.
fn check_values<R: Real>(
    field: &'static str,
    lattice: &Lattice,
    values: &[R],
) -> Result<(), ModelError> {
    let Some(at) = values.iter().position(|value| !value.is_finite()) else {
        return Ok(());
    };
    let block = values.len() / lattice.rows();
    let (row, within) = (at / block, at % block);
    let (component, x) = (within / lattice.row_len(), within % lattice.row_len());
    let value = values[at].wide();
    Err(ModelError::NotFinite { field, component, site: lattice.site(row, x), value })
}
