//! A part of a lattice around a site, small enough for its tensors to be written out.

use super::{Dynamics, ModelError, Parameters};
use crate::lattice::{
    Boundary, Direction, EdgeValues, FieldState, Fields, GaugeField, Lattice, LatticeError,
    LinkField, Precision, Real, SiteField,
};
use crate::network::{LearningSystem, NetworkError, Present};
use crate::theory::Setup;
use crate::tick::tick;

/// Some sites of a lattice, themselves a lattice: the rows of its tensors at the middle are those of
/// the whole.
///
/// # Conventions
/// Where it ends inside the lattice, or goes round a periodic one only in part, its edge is fixed;
/// absorbing edges are fixed ones, as the layer acts after the tick.
#[derive(Clone, Debug, PartialEq)]
pub struct Patch {
    lattice: Lattice,
    /// Row and place along it of every site, in the whole lattice.
    sites: Vec<(usize, usize)>,
    centre: usize,
    whole: bool,
}

/// The least extent of a patch: a site, its neighbours and theirs.
const LEAST: usize = 5;

impl Patch {
    /// The sites around one, as many along each axis as keep the patch at about `most` sites; all of
    /// a network, whose neurons are no places in space.
    ///
    /// # Errors
    /// None for a site of the lattice.
    pub fn around(
        parameters: &Parameters,
        lattice: &Lattice,
        (row, x): (usize, usize),
        most: usize,
    ) -> Result<Self, ModelError> {
        let (site, extras) = (lattice.site(row, x), parameters.theory.extras);
        let most = if extras.contains(&"w") { usize::MAX } else { most };
        let extents = extents(lattice.shape(), most);
        // Neurons that do not know each other have no edges either.
        let rim = if extras.is_empty() { Boundary::Fixed } else { Boundary::Periodic };
        let (mut begins, mut edges) = (Vec::new(), Vec::new());
        for (mu, &extent) in extents.iter().enumerate() {
            let (n, boundary) = (lattice.shape()[mu], lattice.boundary()[mu]);
            let back = (site[mu] + n - extent / 2) % n;
            let straight = site[mu].saturating_sub(extent / 2).min(n - extent);
            begins.push(match (extent == n, boundary.is_periodic()) {
                (true, _) => 0,
                (_, true) => back,
                (_, false) => straight,
            });
            edges.push(match (extent == n, boundary) {
                (true, Boundary::Periodic) => Boundary::Periodic,
                (_, Boundary::Free) => Boundary::Free,
                _ => rim,
            });
        }
        let unfit = |error: LatticeError| NetworkError::Unfit(error.to_string());
        let part = Lattice::new(&extents, lattice.spacing(), &edges).map_err(unfit)?;
        let sites = place_all(lattice, &part, &begins);
        let centre = sites.iter().position(|place| *place == (row, x)).unwrap_or_default();
        Ok(Self { whole: extents == lattice.shape(), lattice: part, sites, centre })
    }

    /// Its sites as a lattice.
    pub fn lattice(&self) -> &Lattice {
        &self.lattice
    }

    /// The number of the site it was made around, in C order.
    pub fn centre(&self) -> usize {
        self.centre
    }

    /// Whether it is all of the lattice.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Row and place along it of a site, in the whole lattice.
    pub fn place(&self, site: usize) -> (usize, usize) {
        self.sites[site]
    }

    /// Steps along each axis from the middle to a site, the short way where the patch goes round.
    pub fn offset(&self, site: usize) -> Vec<i64> {
        let length = self.lattice.row_len();
        let index = |site: usize, mu| self.lattice.index(site / length, site % length, mu) as i64;
        let step = |mu: usize| {
            let (n, way) =
                (self.lattice.shape()[mu] as i64, index(site, mu) - index(self.centre, mu));
            match self.lattice.boundary()[mu].is_periodic() {
                true => (way + (n - 1) / 2).rem_euclid(n) - (n - 1) / 2,
                false => way,
            }
        };
        (0..self.lattice.dim()).map(step).collect()
    }

    /// What a field holds on its sites.
    pub fn read(&self, lattice: &Lattice, state: &FieldState) -> Part {
        let places = (0..state.components())
            .flat_map(|a| self.sites.iter().map(move |&(row, x)| (row, x, a)))
            .collect::<Vec<_>>();
        let (phi, pi) = places.iter().map(|&(row, x, a)| state.at(row, x, a)).unzip();
        let edge = places.iter().map(|&at| match state {
            FieldState::F32(fields) => ghost(lattice, &fields.edge, at),
            FieldState::F64(fields) => ghost(lattice, &fields.edge, at),
        });
        let gauge = match state {
            FieldState::F32(fields) => fields.gauge.as_ref().map(|gauge| self.read_gauge(gauge)),
            FieldState::F64(fields) => fields.gauge.as_ref().map(|gauge| self.read_gauge(gauge)),
        };
        let (lattice, precision) = (self.lattice.clone(), state.precision());
        Part { lattice, phi, pi, edge: edge.collect(), gauge, precision }
    }

    /// Links and `A_0` on its sites.
    fn read_gauge<R: Real>(&self, gauge: &GaugeField<R>) -> GaugeField<f64> {
        let (lattice, length) = (&self.lattice, self.lattice.row_len());
        let (mut links, mut potential) = (LinkField::zeros(lattice), SiteField::zeros(lattice, 1));
        for (site, &(row, x)) in self.sites.iter().enumerate() {
            let (to, at) = (site / length, site % length);
            for mu in 0..lattice.dim() {
                links.row_mut(to, mu)[at] = gauge.links().at(row, x, mu).wide();
            }
            let a0 = gauge.potential().map_or(0.0, |a0| a0.at(row, x, 0).wide());
            potential.row_mut(to, 0)[at] = a0;
        }
        GaugeField::new(lattice, links, Some(potential))
    }
}

/// A part of a field on a lattice of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    lattice: Lattice,
    /// phi, flat: component first, then sites in C order.
    pub phi: Vec<f64>,
    /// pi.
    pub pi: Vec<f64>,
    /// What the ghosts beyond the edges of the whole lattice hold, at the sites beside them; 0
    /// elsewhere.
    edge: Vec<f64>,
    gauge: Option<GaugeField<f64>>,
    precision: Precision,
}

impl Part {
    /// Number of components of phi, and of pi.
    pub fn components(&self) -> usize {
        self.phi.len() / self.lattice.sites()
    }

    /// The learning system of its sites.
    ///
    /// # Errors
    /// What the theory's definition says of its functions and matrices.
    pub fn system(&self, parameters: &Parameters) -> Result<LearningSystem, NetworkError> {
        let Parameters { theory, couplings, coupling, dt, .. } = *parameters;
        let setup = Setup {
            lattice: &self.lattice,
            potential: parameters.potential.as_ref(),
            couplings,
            coupling,
            dt,
            wiring: parameters.wiring.as_deref(),
        };
        (theory.learns)(
            &setup,
            &Present { phi: &self.phi, edge: &self.edge, gauge: self.gauge.as_ref() },
        )
    }

    /// phi and pi, flat, after one synchronous tick of the running kernels; at the middle of the
    /// patch as the whole lattice would have them.
    ///
    /// # Errors
    /// When the theory does not run on so few sites.
    pub fn synchronous_tick(&self, parameters: &Parameters) -> Result<[Vec<f64>; 2], ModelError> {
        let ticked = tick("synchronous").unwrap_or(parameters.schedule);
        // Representation B has a step of its own, in which both stages read the old state.
        let two_levels = parameters.theory.name == "klein-gordon-b";
        let schedule = if two_levels { parameters.schedule } else { ticked };
        let parameters = Parameters { schedule, allow_unstable: true, ..parameters.clone() };
        let mut state = match self.precision {
            Precision::F32 => FieldState::F32(self.fields()),
            Precision::F64 => FieldState::F64(self.fields()),
        };
        let dynamics = Dynamics::resume(&parameters, &self.lattice, &state)?;
        dynamics.activation(&self.lattice, &mut state);
        dynamics.learning(&self.lattice, &mut state);
        let (sites, length) = (self.lattice.sites(), self.lattice.row_len());
        let all = (0..self.phi.len()).map(|at| (at / sites, at % sites));
        let (phi, pi) = all.map(|(a, i)| state.at(i / length, i % length, a)).unzip();
        Ok([phi, pi])
    }

    fn fields<R: Real>(&self) -> Fields<R> {
        let (lattice, components) = (&self.lattice, self.components());
        let field = |values: &[f64]| {
            let mut field = SiteField::zeros(lattice, components);
            for (at, value) in values.iter().enumerate() {
                let (component, site) = (at / lattice.sites(), at % lattice.sites());
                let (row, x) = (site / lattice.row_len(), site % lattice.row_len());
                field.row_mut(row, component)[x] = R::of(*value);
            }
            field
        };
        let edge = Some(EdgeValues::of(lattice, &field(&self.edge)));
        let (phi, pi) = (field(&self.phi), field(&self.pi));
        let gauge = self.gauge.as_ref().map(|gauge| gauge.map(lattice, R::of));
        Fields { edge, phi, pi, gauge, ..Fields::zeros(lattice, components) }
    }
}

/// As wide along each axis as keeps the product at about `most`.
fn extents(shape: &[usize], most: usize) -> Vec<usize> {
    let cut = |width: usize| shape.iter().map(|n| *n.min(&width)).collect::<Vec<_>>();
    let fits = |width: usize| {
        let product = cut(width).iter().try_fold(1usize, |all, n| all.checked_mul(*n));
        product.is_some_and(|product| product <= most)
    };
    let longest = shape.iter().copied().max().unwrap_or(LEAST);
    let (mut low, mut high) = (LEAST, longest.max(LEAST));
    while low < high {
        let middle = (low + high).div_ceil(2);
        if fits(middle) { low = middle } else { high = middle - 1 }
    }
    cut(low)
}

/// Row and place of every site of a part, in C order.
fn place_all(lattice: &Lattice, part: &Lattice, begins: &[usize]) -> Vec<(usize, usize)> {
    let place = |row: usize, x: usize| {
        let index = |mu: usize| (begins[mu] + part.index(row, x, mu)) % lattice.shape()[mu];
        let last = lattice.dim() - 1;
        let row = (0..last).fold(0, |row, mu| row * lattice.shape()[mu] + index(mu));
        (row, index(last))
    };
    (0..part.rows()).flat_map(|row| (0..part.row_len()).map(move |x| place(row, x))).collect()
}

/// What the ghosts beside a site hold; 0 where there is none.
fn ghost<R: Real>(
    lattice: &Lattice,
    edge: &Option<EdgeValues<R>>,
    (row, x, component): (usize, usize, usize),
) -> f64 {
    let Some(edge) = edge else { return 0.0 };
    let last = lattice.dim() - 1;
    for mu in 0..lattice.dim() {
        let index = lattice.index(row, x, mu);
        let ways = [
            (Direction::Backward, index == 0),
            (Direction::Forward, index + 1 == lattice.shape()[mu]),
        ];
        for (direction, _) in ways.into_iter().filter(|(_, at_edge)| *at_edge) {
            let value = match mu == last {
                true => edge.end(lattice, direction, component, row),
                false => edge.row(lattice, mu, direction, component, row).map(|values| values[x]),
            };
            if let Some(value) = value {
                return value.wide();
            }
        }
    }
    0.0
}
