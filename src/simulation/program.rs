//! A theory and a schedule in one precision, and what is asked of the fields they run on.

use super::{ModelError, Parameters};
use crate::lattice::{EdgeValues, Fields, Lattice, Layer, Real, SiteField, sum_sites};
use crate::theory::{Rates, Theory};
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
        check_finite("phi", lattice, &fields.phi)?;
        check_finite("pi", lattice, &fields.pi)?;
        let (fastest, turning) = (self.theory.fastest(lattice, fields)?, self.theory.turning());
        let least = self.theory.fastest_at_least(lattice).min(fastest);
        let limit = |fastest: f64| self.tick.limit(&Rates { fastest, turning });
        let any = if least < fastest { limit(least) } else { limit(fastest) };
        Ok(Limits { limit: limit(fastest), any, coarsest: 2.0 / (fastest + turning) })
    }

    pub(super) fn activation(&self, lattice: &Lattice, fields: &mut Fields<R>) {
        self.tick.activation(&*self.theory, lattice, fields, self.dt);
    }

    pub(super) fn learning(&self, lattice: &Lattice, fields: &mut Fields<R>) {
        self.tick.learning(&*self.theory, lattice, fields, self.dt);
        if let Some(layer) = &self.layer {
            self.theory.absorb(lattice, fields, layer, self.correction);
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

fn check_finite<R: Real>(
    field: &'static str,
    lattice: &Lattice,
    values: &SiteField<R>,
) -> Result<(), ModelError> {
    let Some(at) = values.values().iter().position(|value| !value.is_finite()) else {
        return Ok(());
    };
    let (row, within) = (at / values.block_len(), at % values.block_len());
    let (component, x) = (within / lattice.row_len(), within % lattice.row_len());
    let value = values.at(row, x, component).wide();
    Err(ModelError::NotFinite { field, component, site: lattice.site(row, x), value })
}
