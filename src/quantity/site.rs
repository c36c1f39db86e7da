//! One site seen from inside: its values and those next to it.

use super::gauge::rotated;
use super::sight::InGauge;
use crate::lattice::{Direction, Fields, GaugeField, Lattice, Real};
use crate::simulation::Parameters;

/// A field of one precision with all that local quantities may depend on.
pub(super) struct Source<'a, R> {
    pub lattice: &'a Lattice,
    pub fields: &'a Fields<R>,
    pub parameters: &'a Parameters,
    /// The carrier frequency, for the quantities that ask for it; else 1.
    pub carrier: f64,
    /// The gauge the field is in, where that is known.
    pub gauge: Option<&'a InGauge<'a>>,
    /// The fields of its twin, where there is one.
    pub twin: Option<&'a Fields<R>>,
}

/// One site of a field.
#[derive(Clone, Copy)]
pub(super) struct Site<'a, R> {
    pub source: &'a Source<'a, R>,
    pub row: usize,
    pub x: usize,
    // Kept here, not looked up through the source, so that a loop along a row need not read them
    // again after each value it writes.
    components: usize,
    row_len: usize,
    phi: &'a [R],
    pi: &'a [R],
}

/// Components there are at most.
pub(super) const MOST: usize = 4;

/// Both ways along an axis.
pub(super) const BOTH_WAYS: [Direction; 2] = [Direction::Forward, Direction::Backward];

impl<'a, R: Real> Source<'a, R> {
    /// A field whose carrier frequency does not matter.
    pub fn new(lattice: &'a Lattice, fields: &'a Fields<R>, parameters: &'a Parameters) -> Self {
        Self { lattice, fields, parameters, carrier: 1.0, gauge: None, twin: None }
    }

    /// One site.
    pub fn site(&'a self, row: usize, x: usize) -> Site<'a, R> {
        let Fields { phi, pi, .. } = self.fields;
        let (components, row_len) = (phi.components(), self.lattice.row_len());
        Site { source: self, row, x, components, row_len, phi: phi.block(row), pi: pi.block(row) }
    }
}

impl<R: Real> Site<'_, R> {
    /// The same site of another field.
    pub fn of<'b>(&'b self, Fields { phi, pi, .. }: &'b Fields<R>) -> Site<'b, R> {
        Site { phi: phi.block(self.row), pi: pi.block(self.row), ..*self }
    }

    /// Another site of the same row.
    pub fn along(&self, x: usize) -> Self {
        Self { x, ..*self }
    }

    /// Component `a` of phi, from 0.
    #[inline]
    pub fn phi(&self, a: usize) -> f64 {
        self.phi[a * self.row_len + self.x].wide()
    }

    /// Component `a` of pi, from 0.
    #[inline]
    pub fn pi(&self, a: usize) -> f64 {
        self.pi[a * self.row_len + self.x].wide()
    }

    /// Number of components, K.
    pub fn components(&self) -> usize {
        self.components
    }

    /// All components of phi, with 0 beyond them.
    #[inline]
    pub fn all_phi(&self) -> [f64; MOST] {
        self.all(|a| self.phi(a))
    }

    /// All components of pi, likewise.
    #[inline]
    pub fn all_pi(&self) -> [f64; MOST] {
        self.all(|a| self.pi(a))
    }

    /// All components of phi and of pi one step along axis `mu`, carried along the link to this
    /// site; `None` beyond an edge.
    ///
    /// # Equation
    /// Forward `U_{i,mu} v_{i+e_mu}`, backward `Uᵀ_{i-e_mu,mu} v_{i-e_mu}`
    pub fn carried(&self, mu: usize, way: Direction) -> Option<[[f64; MOST]; 2]> {
        let (row, x) = self.neighbour(mu, way)?;
        let beside = self.source.site(row, x);
        let both = [beside.all_phi(), beside.all_pi()];
        let Some(gauge) = GaugeField::turning(self.source.fields.gauge.as_ref()) else {
            return Some(both);
        };
        let ((row, x), way) = match way {
            Direction::Forward => ((self.row, self.x), 1.0),
            Direction::Backward => ((row, x), -1.0),
        };
        let (cos, sin) = (gauge.cos().at(row, x, mu).wide(), gauge.sin().at(row, x, mu).wide());
        Some(both.map(|v| rotated(&v, cos, way * sin)))
    }

    /// `A_0` here.
    pub fn potential(&self) -> f64 {
        let potential = self.source.fields.gauge.as_ref().and_then(GaugeField::potential);
        potential.map_or(0.0, |potential| potential.at(self.row, self.x, 0).wide())
    }

    #[inline]
    fn all(&self, value: impl Fn(usize) -> f64) -> [f64; MOST] {
        match self.components() {
            1 => [value(0), 0.0, 0.0, 0.0],
            2 => [value(0), value(1), 0.0, 0.0],
            _ => [value(0), value(1), value(2), value(3)],
        }
    }

    /// Row and place of the site one step along axis `mu`; `None` beyond an edge.
    pub fn neighbour(&self, mu: usize, way: Direction) -> Option<(usize, usize)> {
        self.source.lattice.neighbour((self.row, self.x), mu, way)
    }

    /// Component `a` of the ghost of phi beyond an edge, where there is one.
    pub fn ghost(&self, a: usize, mu: usize, way: Direction) -> Option<f64> {
        let (lattice, edge) = (self.source.lattice, self.source.fields.edge.as_ref()?);
        if mu + 1 < lattice.dim() {
            return edge.row(lattice, mu, way, a, self.row).map(|row| row[self.x].wide());
        }
        edge.end(lattice, way, a, self.row).map(|value| value.wide())
    }
}
