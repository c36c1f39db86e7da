//! The bump that [`FieldCommand::Disturb`](super::FieldCommand::Disturb) adds.

use super::command::Brush;
use super::refusal::Refusal;
use crate::lattice::{FieldState, Fields, Lattice, Real, SiteField};

/// Radii after which the bump is cut off: below the rounding of single precision there.
const REACH: f64 = 6.0;

/// What the touched rows held, to put back when the disturbed field is refused.
pub(super) enum Undo {
    F32(Saved<f32>),
    F64(Saved<f64>),
}

/// Rows of phi and of pi.
type Saved<R> = Vec<(usize, Vec<R>, Vec<R>)>;

/// One of the two fields, and a component of it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    Phi(usize),
    Pi(usize),
}

/// Checks the numbers of a brush for a field of so many components.
pub(super) fn check(brush: &Brush, components: usize) -> Result<(), Refusal> {
    let finite =
        [("centre", brush.centre[0]), ("centre", brush.centre[1]), ("centre", brush.centre[2])];
    let finite = finite.into_iter().chain([("amount", brush.amount), ("phase", brush.phase)]);
    for (what, value) in finite {
        if !value.is_finite() {
            return Err(Refusal::Brush { what, value, right: "a finite number" });
        }
    }
    if !(brush.radius.is_finite() && brush.radius > 0.0) {
        let right = "a positive finite number";
        return Err(Refusal::Brush { what: "radius", value: brush.radius, right });
    }
    if !(1..=components).contains(&brush.component) {
        return Err(Refusal::Component { given: brush.component, most: components });
    }
    Ok(())
}

/// Adds the bump; what it returns takes it away again to the last bit.
pub(super) fn paint(lattice: &Lattice, state: &mut FieldState, brush: &Brush) -> Undo {
    match state {
        FieldState::F32(fields) => Undo::F32(paint_fields(lattice, fields, brush)),
        FieldState::F64(fields) => Undo::F64(paint_fields(lattice, fields, brush)),
    }
}

/// Puts back what was there before.
pub(super) fn restore(state: &mut FieldState, undo: Undo) {
    match (state, undo) {
        (FieldState::F32(fields), Undo::F32(saved)) => restore_fields(fields, saved),
        (FieldState::F64(fields), Undo::F64(saved)) => restore_fields(fields, saved),
        _ => debug_assert!(false, "saved in another precision"),
    }
}

fn paint_fields<R: Real>(lattice: &Lattice, fields: &mut Fields<R>, brush: &Brush) -> Saved<R> {
    let [real, imaginary] = parts(fields.phi.components(), brush.component - 1);
    let touched = |row: &usize| row_distance(lattice, *row, brush) <= REACH * brush.radius;
    let mut saved = Vec::new();
    for row in (0..lattice.rows()).filter(touched) {
        saved.push((row, fields.phi.block(row).to_vec(), fields.pi.block(row).to_vec()));
        add(lattice, fields, row, real, brush, brush.phase.cos());
        add(lattice, fields, row, imaginary, brush, brush.phase.sin());
    }
    saved
}

fn restore_fields<R: Real>(fields: &mut Fields<R>, saved: Saved<R>) {
    let put = |field: &mut SiteField<R>, row: usize, values: &[R]| {
        for (component, values) in
            values.chunks_exact(values.len() / field.components()).enumerate()
        {
            field.row_mut(row, component).copy_from_slice(values);
        }
    };
    for (row, phi, pi) in saved {
        put(&mut fields.phi, row, &phi);
        put(&mut fields.pi, row, &pi);
    }
}

/// The real and the imaginary part of a component of the spinor: `phi1 + i phi2, …, pi1 + i pi2, …`;
/// of a real field `phi + i pi`.
fn parts(components: usize, index: usize) -> [Part; 2] {
    let pairs = components / 2;
    if pairs == 0 {
        [Part::Phi(0), Part::Pi(0)]
    } else if index < pairs {
        [Part::Phi(2 * index), Part::Phi(2 * index + 1)]
    } else {
        [Part::Pi(2 * (index - pairs)), Part::Pi(2 * (index - pairs) + 1)]
    }
}

/// Adds `factor` times the bump to one component of a row.
fn add<R: Real>(
    lattice: &Lattice,
    fields: &mut Fields<R>,
    row: usize,
    part: Part,
    brush: &Brush,
    factor: f64,
) {
    let values = match part {
        Part::Phi(component) => fields.phi.row_mut(row, component),
        Part::Pi(component) => fields.pi.row_mut(row, component),
    };
    let across = row_distance(lattice, row, brush).powi(2);
    let last = lattice.dim() - 1;
    for (x, value) in values.iter_mut().enumerate() {
        let square = across + distance(lattice, last, x, brush).powi(2);
        if square <= (REACH * brush.radius).powi(2) {
            let bump = (-square / (2.0 * brush.radius * brush.radius)).exp();
            *value = R::of(value.wide() + brush.amount * factor * bump);
        }
    }
}

/// Distance of a row from the middle of the brush.
fn row_distance(lattice: &Lattice, row: usize, brush: &Brush) -> f64 {
    let along = |mu| distance(lattice, mu, lattice.row_index(row, mu), brush).powi(2);
    (0..lattice.dim() - 1).map(along).sum::<f64>().sqrt()
}

/// Distance along an axis, the short way round where the axis is a circle.
fn distance(lattice: &Lattice, mu: usize, index: usize, brush: &Brush) -> f64 {
    let straight = lattice.position(mu, index) - brush.centre[mu];
    if !lattice.boundary()[mu].is_periodic() {
        return straight;
    }
    let length = lattice.shape()[mu] as f64 * lattice.spacing();
    straight - length * (straight / length).round()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lattice::{Boundary, Precision};

    fn brush() -> Brush {
        Brush { centre: [1.2, -0.6, 0.0], radius: 0.9, amount: 0.7, phase: 0.4, component: 2 }
    }

    fn lattice() -> Lattice {
        Lattice::new(&[6, 9], 0.6, &[Boundary::Periodic, Boundary::Fixed]).unwrap()
    }

    #[test]
    fn the_bump_has_its_height_and_phase_where_it_is_put() {
        let lattice = lattice();
        let mut state = FieldState::zeros(&lattice, 4, Precision::F64);
        paint(&lattice, &mut state, &brush());
        // Site (5, 3) is at (1.2, -0.6); component 2 of the spinor is phi3 + i phi4.
        let (row, x) = (5, 3);
        assert!((state.at(row, x, 2).0 - 0.7 * 0.4f64.cos()).abs() < 1e-15);
        assert!((state.at(row, x, 3).0 - 0.7 * 0.4f64.sin()).abs() < 1e-15);
        assert_eq!((state.at(row, x, 0), state.at(row, x, 2).1), ((0.0, 0.0), 0.0));
        // Row 0 is one step further round the circle, a distance of 0.6.
        let expected = 0.7 * 0.4f64.cos() * (-0.5 * (0.6f64 / 0.9).powi(2)).exp();
        assert!((state.at(0, x, 2).0 - expected).abs() < 1e-15);
    }

    #[test]
    fn a_bump_is_taken_away_to_the_last_bit() {
        let lattice = lattice();
        let mut state = FieldState::zeros(&lattice, 2, Precision::F32);
        paint(&lattice, &mut state, &Brush { radius: 0.31, phase: 1.3, ..brush() });
        let before = state.clone();
        let undo = paint(&lattice, &mut state, &brush());
        assert_ne!(state, before);
        restore(&mut state, undo);
        assert_eq!(state, before);
    }

    #[test]
    fn the_components_of_a_spinor_are_pairs() {
        assert_eq!(parts(1, 0), [Part::Phi(0), Part::Pi(0)]);
        assert_eq!(parts(2, 1), [Part::Pi(0), Part::Pi(1)]);
        assert_eq!(parts(4, 1), [Part::Phi(2), Part::Phi(3)]);
        assert_eq!(parts(4, 3), [Part::Pi(2), Part::Pi(3)]);
    }

    #[test]
    fn a_brush_without_sense_is_refused() {
        assert!(check(&brush(), 4).is_ok());
        assert!(check(&Brush { radius: 0.0, ..brush() }, 4).is_err());
        assert!(check(&Brush { amount: f64::NAN, ..brush() }, 4).is_err());
        assert!(check(&Brush { centre: [0.0, f64::INFINITY, 0.0], ..brush() }, 4).is_err());
        assert_eq!(check(&brush(), 1), Err(Refusal::Component { given: 2, most: 1 }));
        assert_eq!(
            check(&Brush { component: 0, ..brush() }, 2),
            Err(Refusal::Component { given: 0, most: 2 })
        );
    }
}
