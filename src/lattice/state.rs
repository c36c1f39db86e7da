//! The state of the network: everything a tick changes.

use super::{EdgeValues, GaugeField, Lattice, Precision, Real, SiteField};

/// The state in one precision.
///
/// # Conventions
/// phi and pi are at the same instant, a whole tick.
#[derive(Clone, Debug, PartialEq)]
pub struct Fields<R> {
    /// Neuron states, `(K, shape)`: changed by activation.
    pub phi: SiteField<R>,
    /// Trainable variables, `(K, shape)`: changed by learning.
    pub pi: SiteField<R>,
    /// Ghosts beyond fixed edges, where the theory wants them.
    pub edge: Option<EdgeValues<R>>,
    /// Links and `A_0`, where there are any.
    pub gauge: Option<GaugeField<R>>,
    /// Charge (Dirac) or energy (Klein-Gordon) that absorbing layers have taken so far.
    pub absorbed: f64,
    /// What activation leaves for learning, where a schedule needs it; none at whole ticks.
    pub held: Option<SiteField<R>>,
}

impl<R: Real> Fields<R> {
    /// All zero, nothing absorbed.
    pub fn zeros(lattice: &Lattice, components: usize) -> Self {
        let phi = SiteField::zeros(lattice, components);
        Self { pi: phi.clone(), phi, edge: None, gauge: None, absorbed: 0.0, held: None }
    }

    /// Number of values, ghosts and links included.
    fn values(&self) -> usize {
        let ghosts = self.edge.iter().flat_map(|edge| edge.faces.iter().flatten()).map(Vec::len);
        let gauge = self.gauge.as_ref().map_or(0, GaugeField::values);
        self.phi.values().len() + self.pi.values().len() + ghosts.sum::<usize>() + gauge
    }
}

/// The one chunked resource: the state of the network in the precision the scene chose.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "app", derive(bevy::ecs::resource::Resource))]
pub enum FieldState {
    /// Single precision.
    F32(Fields<f32>),
    /// Double precision.
    F64(Fields<f64>),
}

impl FieldState {
    /// All zero.
    pub fn zeros(lattice: &Lattice, components: usize, precision: Precision) -> Self {
        match precision {
            Precision::F32 => Self::F32(Fields::zeros(lattice, components)),
            Precision::F64 => Self::F64(Fields::zeros(lattice, components)),
        }
    }

    /// The precision of the values.
    pub fn precision(&self) -> Precision {
        match self {
            Self::F32(_) => Precision::F32,
            Self::F64(_) => Precision::F64,
        }
    }

    /// Number of components K of phi, and of pi.
    pub fn components(&self) -> usize {
        match self {
            Self::F32(fields) => fields.phi.components(),
            Self::F64(fields) => fields.phi.components(),
        }
    }

    /// `(phi, pi)` of one component at site `x` of a row, as doubles.
    pub fn at(&self, row: usize, x: usize, component: usize) -> (f64, f64) {
        match self {
            Self::F32(f) => (f.phi.at(row, x, component).wide(), f.pi.at(row, x, component).wide()),
            Self::F64(f) => (f.phi.at(row, x, component), f.pi.at(row, x, component)),
        }
    }

    /// Whether there is an `A_0` that is not the same at all sites.
    pub fn has_uneven_potential(&self) -> bool {
        match self {
            Self::F32(fields) => GaugeField::uneven(fields.gauge.as_ref()).is_some(),
            Self::F64(fields) => GaugeField::uneven(fields.gauge.as_ref()).is_some(),
        }
    }

    /// Bytes of memory its values take, ghosts and links included.
    pub fn bytes(&self) -> usize {
        let values = match self {
            Self::F32(fields) => fields.values(),
            Self::F64(fields) => fields.values(),
        };
        values * self.precision().bytes()
    }

    /// Charge or energy that absorbing layers have taken so far.
    pub fn absorbed(&self) -> f64 {
        match self {
            Self::F32(fields) => fields.absorbed,
            Self::F64(fields) => fields.absorbed,
        }
    }
}
