//! Putting links and potential into a state.

use super::base::Base;
use super::instant::Instant;
use super::theta::Theta;
use super::{Gauge, rotate};
use crate::lattice::{
    Direction, FieldState, Fields, GaugeField, Lattice, LinkField, Real, SiteField,
};

/// What the links of a state are made of.
struct Layout<'a> {
    base: &'a Base,
    time: f64,
    theta: Option<Theta>,
    has_potential: bool,
}

impl Gauge {
    /// Gives a state the links and the potential it has at a whole tick; none where there are none.
    pub(crate) fn lay(&self, lattice: &Lattice, state: &mut FieldState, at: &Instant) {
        let layout = self.layout(lattice, at, None);
        put(lattice, state, &layout, self.moves());
    }

    /// The angles of the links at a whole tick, in double precision.
    pub fn links(&self, lattice: &Lattice, at: &Instant) -> LinkField<f64> {
        let layout = self.layout(lattice, at, None);
        let mut links = LinkField::zeros(lattice);
        links.for_each_row(lattice, |row, out| layout.links(lattice, row, out));
        links
    }

    /// The same between the stages of a tick: `driven` and `temporal` are Θ of the drive and of
    /// temporal gauge in its middle.
    pub(super) fn lay_middle(
        &self,
        lattice: &Lattice,
        state: &mut FieldState,
        at: &Instant,
        parts: [Option<&Theta>; 2],
    ) {
        put(lattice, state, &self.layout(lattice, at, Some(parts)), true);
    }

    /// Gives a twin's state the links and the potential of the first gauge.
    pub(super) fn lay_twin(&self, lattice: &Lattice, state: &mut FieldState, time: f64) {
        let (base, has_potential) = (&self.base, self.base.has_potential());
        put(lattice, state, &Layout { base, time, theta: None, has_potential }, base.moves());
    }

    fn layout(
        &self,
        lattice: &Lattice,
        at: &Instant,
        middle: Option<[Option<&Theta>; 2]>,
    ) -> Layout<'_> {
        let turned = self.painted.links.is_some() || self.temporal.is_some();
        let driven = self.mode.moves_links() && !self.drive.is_empty();
        let theta = (turned || driven).then(|| match middle {
            None => self.theta_of_links(lattice, at),
            Some(parts) => {
                let none = || Theta::zeros(lattice, 1);
                let mut sum =
                    self.painted.links.as_ref().map_or_else(none, |sum| Theta::clone(sum));
                let wanted = [parts[0].filter(|_| driven), parts[1]];
                wanted
                    .iter()
                    .flatten()
                    .for_each(|part| rotate::add(lattice, &mut sum, part, false));
                sum
            }
        });
        let has_potential = self.temporal.is_none() && self.base.has_potential();
        Layout { base: &self.base, time: at.time, theta, has_potential }
    }
}

impl Layout<'_> {
    /// Whether all it would write is zero.
    fn is_nothing(&self) -> bool {
        self.base.is_nothing() && self.theta.is_none() && !self.has_potential
    }

    /// Writes the angles of a row: `a + Θ_i - Θ_{i+e_mu}`, and 0 where the link leads nowhere.
    fn links(&self, lattice: &Lattice, row: usize, out: &mut [f64]) {
        self.base.links(lattice, row, self.time, out);
        let (length, last) = (lattice.row_len(), lattice.dim() - 1);
        for (mu, out) in out.chunks_exact_mut(length).enumerate() {
            if mu < last {
                match lattice.row_neighbour(row, mu, Direction::Forward) {
                    Some(next) => self.transform(out, row, next, 0),
                    None => out.fill(0.0),
                }
            } else {
                self.transform(out, row, row, 1);
                if !lattice.boundary()[mu].is_periodic() {
                    out[length - 1] = 0.0;
                }
            }
        }
    }

    /// Adds `Θ_i - Θ_j`, j the site of row `next` that lies `shift` ahead.
    fn transform(&self, out: &mut [f64], row: usize, next: usize, shift: usize) {
        let Some(theta) = &self.theta else { return };
        let (here, there) = (theta.row(row, 0), theta.row(next, 0));
        let there = there[shift..].iter().chain(&there[..shift]);
        for ((out, here), there) in out.iter_mut().zip(here).zip(there) {
            *out += here - there;
        }
    }
}

fn put(lattice: &Lattice, state: &mut FieldState, layout: &Layout<'_>, keep: bool) {
    match state {
        FieldState::F32(fields) => put_fields(lattice, fields, layout, keep),
        FieldState::F64(fields) => put_fields(lattice, fields, layout, keep),
    }
}

/// `keep`: though there be nothing in them now, links will be needed again soon.
fn put_fields<R: Real>(lattice: &Lattice, fields: &mut Fields<R>, layout: &Layout<'_>, keep: bool) {
    if layout.is_nothing() && !keep {
        // Not even made for a moment: links of a large lattice take as much as its field.
        fields.gauge = None;
        return;
    }
    let none = || GaugeField::new(lattice, LinkField::zeros(lattice), None);
    let field = fields.gauge.get_or_insert_with(none);
    field.write_links(lattice, |row, out| {
        rounded(out, |wide| layout.links(lattice, row, wide));
    });
    match layout.has_potential {
        true => field.write_potential(lattice, |row, out| {
            rounded(out, |wide| layout.base.potential(lattice, row, layout.time, wide));
        }),
        false => field.set_potential(None::<SiteField<R>>),
    }
    if !keep && field.is_nothing() {
        fields.gauge = None;
    }
}

/// Writes values in double precision, rounded.
fn rounded<R: Real>(out: &mut [R], write: impl FnOnce(&mut [f64])) {
    let mut wide = vec![0.0; out.len()];
    write(&mut wide);
    out.iter_mut().zip(wide).for_each(|(out, value)| *out = R::of(value));
}
