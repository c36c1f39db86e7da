//! What quantities are taken from.

use crate::gauge::{Gauge, Instant, Span, Theta, has_phase};
use crate::lattice::{Direction, FieldState, Lattice, LinkField};
use crate::observable::Look;
use crate::simulation::Parameters;
use std::sync::OnceLock;

/// A state, and the gauge it is in.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    /// Geometry.
    pub lattice: &'a Lattice,
    /// phi, pi and links at a whole tick.
    pub state: &'a FieldState,
    /// What the run is made of.
    pub parameters: &'a Parameters,
    /// The gauge; without it, Θ and the electric field are 0, and there is no twin.
    pub gauge: Option<&'a InGauge<'a>>,
}

impl<'a> Sight<'a> {
    /// A state as it was written.
    pub fn new(lattice: &'a Lattice, state: &'a FieldState, parameters: &'a Parameters) -> Self {
        Self { lattice, state, parameters, gauge: None }
    }

    /// A state in its gauge.
    pub fn in_gauge(gauge: &'a InGauge<'a>) -> Self {
        let Look { lattice, parameters, .. } = gauge.look;
        Self { lattice, state: gauge.state(), parameters, gauge: Some(gauge) }
    }
}

/// The gauge of a run or of its twin, each array made when it is first asked for.
pub struct InGauge<'a> {
    look: Look<'a>,
    /// The twin's state, where it is looked at itself: it stays in the first gauge.
    own: Option<&'a FieldState>,
    theta: OnceLock<Theta>,
    electric: OnceLock<LinkField<f64>>,
}

impl<'a> InGauge<'a> {
    /// Of a run.
    pub fn new(look: Look<'a>) -> Self {
        Self { look, own: None, theta: OnceLock::new(), electric: OnceLock::new() }
    }

    /// Of its twin, where it has one.
    pub fn of_twin(&self) -> Option<Self> {
        Some(Self { own: Some(self.twin()?), ..Self::new(self.look) })
    }

    fn state(&self) -> &'a FieldState {
        self.own.unwrap_or(self.look.state)
    }

    /// Θ by which the field is rotated against its twin.
    pub(super) fn theta(&self) -> &Theta {
        self.theta.get_or_init(|| match self.own {
            Some(_) => Theta::zeros(self.look.lattice, 1),
            None => self.look.gauge.theta(self.look.lattice, &Instant::of(self.look.clock)),
        })
    }

    /// The twin's state; none for the twin itself.
    pub(super) fn twin(&self) -> Option<&'a FieldState> {
        self.look.gauge.twin().map(|twin| twin.state()).filter(|_| self.own.is_none())
    }

    /// The electric field on each link.
    ///
    /// # Equation
    /// `E_{i,mu} = -(a˙_{i,mu} + A_{0,i+e_mu} - A_{0,i})/h`, over the coming tick; a drive adds its
    /// rate to A_0
    pub(super) fn electric(&self) -> &LinkField<f64> {
        self.electric.get_or_init(|| electric(&self.look, self.own))
    }
}

/// Links and Θ of a gauge at the end of the coming tick.
fn coming(look: &Look) -> Gauge {
    let mut gauge = look.gauge.clone();
    if gauge.is_temporal() {
        // The links of temporal gauge go on with the tick.
        let (components, precision) = (look.state.components(), look.state.precision());
        let mut scratch = FieldState::zeros(look.lattice, components, precision);
        gauge.leave(look.lattice, &mut scratch, &Span::forth(look.clock));
    }
    gauge
}

fn electric(look: &Look, own: Option<&FieldState>) -> LinkField<f64> {
    let Look { lattice, gauge, clock, .. } = *look;
    let (now, end, after) = (Instant::of(clock), Instant::end(clock), coming(look));
    let ahead = |site, mu| lattice.neighbour(site, mu, Direction::Forward);
    let change = |later: &Theta, before: &Theta, (row, x): (usize, usize)| {
        later.at(row, x, 0) - before.at(row, x, 0)
    };
    let links = [gauge.links(lattice, &now), after.links(lattice, &end)];
    let of_links = [gauge.theta_of_links(lattice, &now), after.theta_of_links(lattice, &end)];
    let driven = [gauge.theta(lattice, &now), gauge.theta(lattice, &end)];
    let state = own.unwrap_or(look.state);
    let mut field = LinkField::zeros(lattice);
    field.for_each_row(lattice, |row, out| {
        for (mu, out) in out.chunks_exact_mut(lattice.row_len()).enumerate() {
            for (x, out) in out.iter_mut().enumerate() {
                let (here, Some(there)) = ((row, x), ahead((row, x), mu)) else { continue };
                let turned = links[1].at(row, x, mu) - links[0].at(row, x, mu);
                let potential = |site| potential(state, site) * clock.dt;
                let (angle, step) = match own {
                    // The twin's links are those without Θ, and nothing drives it.
                    Some(_) => {
                        let theta = |site| change(&of_links[1], &of_links[0], site);
                        (turned - theta(here) + theta(there), potential(there) - potential(here))
                    }
                    None => {
                        let step = |site| potential(site) + change(&driven[1], &driven[0], site);
                        (turned, step(there) - step(here))
                    }
                };
                *out = -(angle + step) / (lattice.spacing() * clock.dt);
            }
        }
    });
    field
}

/// A_0 at a site.
fn potential(state: &FieldState, (row, x): (usize, usize)) -> f64 {
    match state {
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

/// What a quantity takes besides phi and pi.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Field,
    /// A gauge field, or an angle Θ.
    Gauge,
    /// A twin.
    Twin,
}

/// What a run has besides phi and pi.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Whether there is a gauge field, or an angle Θ.
    pub gauge: bool,
    /// Whether there is a twin.
    pub twin: bool,
}

impl Given {
    /// Of a run.
    pub fn of(parameters: &Parameters, gauge: &Gauge, state: &FieldState) -> Self {
        let links = match state {
            FieldState::F32(fields) => fields.gauge.is_some(),
            FieldState::F64(fields) => fields.gauge.is_some(),
        };
        let turned = gauge.bytes() > 0 || !gauge.drive().is_empty();
        let twin = gauge.twin().is_some();
        Self { gauge: has_phase(parameters) && (links || turned || twin), twin }
    }

    /// Whether a quantity can be taken.
    pub fn has(self, needs: Needs) -> bool {
        match needs {
            Needs::Field => true,
            Needs::Gauge => self.gauge,
            Needs::Twin => self.twin,
        }
    }
}
