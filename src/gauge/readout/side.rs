//! A run or its twin, with what it takes to read it.

use crate::gauge::theta::Theta;
use crate::gauge::wilson::WilsonLoop;
use crate::gauge::{Gauge, Instant, Twin};
use crate::lattice::{Direction, FieldState, Lattice, LinkField, SiteField};
use crate::observable::Look;
use crate::simulation::{Dynamics, Parameters};
use std::sync::OnceLock;

/// A state, and what its gauge does in the tick that is about to begin.
pub(super) struct Side<'a> {
    pub lattice: &'a Lattice,
    pub state: &'a FieldState,
    pub parameters: &'a Parameters,
    pub dynamics: &'a Dynamics,
    pub path: &'a WilsonLoop,
    /// The gauge it is in: of a twin that without rotations.
    gauge: Gauge,
    look: Look<'a>,
    coming: OnceLock<Coming>,
    density: OnceLock<f64>,
}

/// What links and temporal links do in the coming tick.
pub(super) struct Coming {
    /// Change of every angle, per time.
    pub rates: LinkField<f64>,
    /// The potential with what the drive adds to it.
    ///
    /// # Equation
    /// `A_0 + (Θ(t+dt) - Θ(t))/dt`
    pub potential: SiteField<f64>,
}

impl<'a> Side<'a> {
    pub fn of(look: &Look<'a>) -> Self {
        Self::new(look, look.state, look.gauge.clone())
    }

    pub fn of_twin(look: &Look<'a>, twin: &'a Twin) -> Self {
        Self::new(look, twin.state(), look.gauge.first())
    }

    fn new(look: &Look<'a>, state: &'a FieldState, gauge: Gauge) -> Self {
        let Look { lattice, parameters, dynamics, .. } = *look;
        let (coming, density) = (OnceLock::new(), OnceLock::new());
        let (look, path) = (*look, look.gauge.wilson_loop());
        Self { lattice, state, parameters, dynamics, path, gauge, look, coming, density }
    }

    pub fn is_dirac(&self) -> bool {
        self.parameters.theory.name == "dirac"
    }

    pub fn components(&self) -> usize {
        self.state.components()
    }

    /// All components of phi and of pi at a site.
    pub fn at(&self, (row, x): (usize, usize)) -> [[f64; 4]; 2] {
        let mut both = [[0.0; 4]; 2];
        let [phi, pi] = &mut both;
        for (a, (phi, pi)) in phi.iter_mut().zip(pi).enumerate().take(self.components()) {
            (*phi, *pi) = self.state.at(row, x, a);
        }
        both
    }

    /// The site ahead along an axis.
    pub fn ahead(&self, site: (usize, usize), mu: usize) -> Option<(usize, usize)> {
        self.lattice.neighbour(site, mu, Direction::Forward)
    }

    /// Charge density: what A_0 couples to.
    pub fn charge(&self, site: (usize, usize)) -> f64 {
        let [phi, pi] = self.at(site);
        match self.is_dirac() {
            true => phi.iter().chain(&pi).map(|value| value * value).sum(),
            false => pi[0] * phi[1] - pi[1] * phi[0],
        }
    }

    /// The largest `|phi|² + |pi|²` of any site: the size of all that is bilinear.
    pub fn largest_density(&self) -> f64 {
        *self.density.get_or_init(|| {
            let rows = (0..self.lattice.rows())
                .flat_map(|row| (0..self.lattice.row_len()).map(move |x| (row, x)));
            let square = |site| self.at(site).iter().flatten().map(|value| value * value).sum();
            rows.map(square).fold(0.0, f64::max)
        })
    }

    pub fn coming(&self) -> &Coming {
        self.coming.get_or_init(|| {
            let (lattice, clock) = (self.lattice, self.look.clock);
            let (now, end) = (Instant::of(clock), Instant::end(clock));
            let mut rates = self.gauge.after_tick(lattice, clock).links(lattice, &end);
            let before = self.gauge.links(lattice, &now);
            let pairs = rates.values_mut().iter_mut().zip(before.values());
            pairs.for_each(|(rate, before)| *rate = (*rate - before) / clock.dt);
            Coming { rates, potential: self.gauge.potential_of_tick(lattice, clock) }
        })
    }

    /// The potential in the state.
    pub fn potential_at(&self, (row, x): (usize, usize)) -> f64 {
        match self.state {
            FieldState::F32(fields) => {
                let potential = fields.gauge.as_ref().and_then(|gauge| gauge.potential());
                potential.map_or(0.0, |field| f64::from(field.at(row, x, 0)))
            }
            FieldState::F64(fields) => {
                let potential = fields.gauge.as_ref().and_then(|gauge| gauge.potential());
                potential.map_or(0.0, |field| field.at(row, x, 0))
            }
        }
    }
}

impl Gauge {
    /// The same background in the gauge it was written in.
    fn first(&self) -> Self {
        Self { base: self.base.clone(), ..Self::default() }
    }

    /// The potential of the tick that begins now, with what the drive adds to it.
    fn potential_of_tick(&self, lattice: &Lattice, clock: &crate::simulation::Clock) -> Theta {
        let (now, middle, end) = (Instant::of(clock), Instant::middle(clock), Instant::end(clock));
        let mut potential = self.drive.theta(lattice, &end);
        crate::gauge::rotate::add(lattice, &mut potential, &self.drive.theta(lattice, &now), true);
        potential.values_mut().iter_mut().for_each(|value| *value /= clock.dt);
        if self.temporal.is_none() {
            let base = self.base.potential_at(lattice, middle.time);
            crate::gauge::rotate::add(lattice, &mut potential, &base, false);
        }
        potential
    }
}
