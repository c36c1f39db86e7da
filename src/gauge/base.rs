//! The given electromagnetic field in the gauge it was written in.

use super::background::{Background, Source};
use super::error::{GaugeError, GaugeFault};
use super::theta::Setting;
use crate::lattice::{FieldState, GaugeField, Lattice, LinkField, Real, SiteField};
use std::sync::Arc;

/// Links and potential as arrays.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fixed {
    pub links: LinkField<f64>,
    pub potential: Option<SiteField<f64>>,
}

/// Backgrounds, checked for a lattice: those that stand still added up once, the others kept to be
/// evaluated at every tick. Copies share all of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Base {
    written: Arc<Vec<Background>>,
    /// What was read from files beside them.
    arrays: Option<Arc<Fixed>>,
    fixed: Option<Arc<Fixed>>,
    moving: Arc<Vec<Arc<dyn Source>>>,
}

impl Base {
    /// # Errors
    /// At `[n].field`, n counted from 0.
    pub fn new(
        written: Vec<Background>,
        arrays: Option<Arc<Fixed>>,
        setting: &Setting<'_>,
    ) -> Result<Self, GaugeError> {
        let source = |(at, background): (usize, &Background)| {
            background.source(setting).map_err(|error| error.within(&format!("[{at}]")))
        };
        let sources: Vec<_> = written.iter().enumerate().map(source).collect::<Result<_, _>>()?;
        let (moving, still): (Vec<_>, Vec<_>) =
            sources.into_iter().partition(|source| source.moves());
        let fixed = match still.is_empty() {
            true => arrays.clone(),
            false => Some(Arc::new(sum(setting.lattice, arrays.as_deref(), &still))),
        };
        let base = Self { written: Arc::new(written), arrays, fixed, moving: Arc::new(moving) };
        base.check_finite(setting.lattice)?;
        Ok(base)
    }

    /// The background of a state whose links and potential are given.
    pub fn of(lattice: &Lattice, state: &FieldState) -> Self {
        let fixed = match state {
            FieldState::F32(fields) => fields.gauge.as_ref().map(|gauge| fixed(lattice, gauge)),
            FieldState::F64(fields) => fields.gauge.as_ref().map(|gauge| fixed(lattice, gauge)),
        };
        let arrays = fixed.map(Arc::new);
        Self { fixed: arrays.clone(), arrays, ..Self::default() }
    }

    /// Whether there is neither a link nor a potential.
    pub fn is_nothing(&self) -> bool {
        self.fixed.is_none() && self.moving.is_empty()
    }

    pub fn written(&self) -> &[Background] {
        &self.written
    }

    /// Links and potential that were read from files.
    pub fn shared_arrays(&self) -> Option<Arc<Fixed>> {
        self.arrays.clone()
    }

    /// Whether it changes with time.
    pub fn moves(&self) -> bool {
        !self.moving.is_empty()
    }

    /// Whether it has a potential.
    pub fn has_potential(&self) -> bool {
        self.fixed.as_ref().is_some_and(|fixed| fixed.potential.is_some())
            || self.moving.iter().any(|source| source.has_potential())
    }

    /// Number of values kept.
    pub fn values(&self) -> usize {
        let count = |fixed: &Arc<Fixed>| {
            fixed.links.values().len()
                + fixed.potential.as_ref().map_or(0, |field| field.values().len())
        };
        self.arrays.as_ref().map_or(0, count) + self.fixed.as_ref().map_or(0, count)
    }

    /// Writes the angles of a row at a time, one direction after the other; those of links that
    /// lead out of the lattice too.
    pub fn links(&self, lattice: &Lattice, row: usize, time: f64, out: &mut [f64]) {
        match &self.fixed {
            Some(fixed) => out.copy_from_slice(fixed.links.block(row)),
            None => out.fill(0.0),
        }
        for (mu, out) in out.chunks_exact_mut(lattice.row_len()).enumerate() {
            self.moving.iter().for_each(|source| source.add_links(lattice, row, mu, time, out));
        }
    }

    /// Writes the potential of a row at a time.
    pub fn potential(&self, lattice: &Lattice, row: usize, time: f64, out: &mut [f64]) {
        match self.fixed.as_ref().and_then(|fixed| fixed.potential.as_ref()) {
            Some(potential) => out.copy_from_slice(potential.row(row, 0)),
            None => out.fill(0.0),
        }
        self.moving.iter().for_each(|source| source.add_potential(lattice, row, time, out));
    }

    /// The potential at a time as an array.
    pub fn potential_at(&self, lattice: &Lattice, time: f64) -> SiteField<f64> {
        let mut field = SiteField::zeros(lattice, 1);
        field.for_each_row(lattice, |row, out| self.potential(lattice, row, time, out));
        field
    }

    fn check_finite(&self, lattice: &Lattice) -> Result<(), GaugeError> {
        let mut links = LinkField::zeros(lattice);
        links.for_each_row(lattice, |row, out| self.links(lattice, row, 0.0, out));
        let potential = self.potential_at(lattice, 0.0);
        for (values, length) in [(links.values(), lattice.dim()), (potential.values(), 1)] {
            let Some(at) = values.iter().position(|value| !value.is_finite()) else { continue };
            let block = length * lattice.row_len();
            let site = lattice.site(at / block, at % lattice.row_len());
            return Err(GaugeError::new("", GaugeFault::NotFinite { site, value: values[at] }));
        }
        Ok(())
    }
}

fn fixed<R: Real>(lattice: &Lattice, gauge: &GaugeField<R>) -> Fixed {
    Fixed {
        links: gauge.links().map(lattice, R::wide),
        potential: gauge.potential().map(|field| field.map(lattice, R::wide)),
    }
}

fn sum(lattice: &Lattice, arrays: Option<&Fixed>, still: &[Arc<dyn Source>]) -> Fixed {
    let none = || Fixed { links: LinkField::zeros(lattice), potential: None };
    let mut fixed = arrays.cloned().unwrap_or_else(none);
    fixed.links.for_each_row(lattice, |row, out| {
        for (mu, out) in out.chunks_exact_mut(lattice.row_len()).enumerate() {
            still.iter().for_each(|source| source.add_links(lattice, row, mu, 0.0, out));
        }
    });
    if still.iter().any(|source| source.has_potential()) {
        let potential = fixed.potential.get_or_insert_with(|| SiteField::zeros(lattice, 1));
        potential.for_each_row(lattice, |row, out| {
            still.iter().for_each(|source| source.add_potential(lattice, row, 0.0, out));
        });
    }
    fixed
}
