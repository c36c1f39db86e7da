//! What a stage of a tick has moved.

use crate::lattice::{FieldState, Fields, Lattice, Real, SiteField};
use crate::network::Side;

/// How far the variables of one component of phi or of pi have moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Movement {
    /// Whether they are phi or pi.
    pub of: Side,
    /// Component, from 0.
    pub component: usize,
    /// How many have another value than before.
    pub moved: usize,
    /// How many there are.
    pub all: usize,
    /// The largest change, with its sign; 0 where none has moved.
    pub largest: f64,
    /// Row and place along it where that is.
    pub place: (usize, usize),
}

/// What has moved from one state to another of the same lattice, component by component: phi, then
/// pi. Nothing of states of different precision.
pub fn movements(lattice: &Lattice, before: &FieldState, after: &FieldState) -> Vec<Movement> {
    match (before, after) {
        (FieldState::F32(before), FieldState::F32(after)) => all(lattice, before, after),
        (FieldState::F64(before), FieldState::F64(after)) => all(lattice, before, after),
        _ => Vec::new(),
    }
}

fn all<R: Real>(lattice: &Lattice, before: &Fields<R>, after: &Fields<R>) -> Vec<Movement> {
    let sides = [(Side::Phi, &before.phi, &after.phi), (Side::Pi, &before.pi, &after.pi)];
    let components = |(of, before, after): (Side, &SiteField<R>, &SiteField<R>)| {
        (0..before.components())
            .map(|component| movement(lattice, (of, component), before, after))
            .collect::<Vec<_>>()
    };
    sides.into_iter().flat_map(components).collect()
}

fn movement<R: Real>(
    lattice: &Lattice,
    (of, component): (Side, usize),
    before: &SiteField<R>,
    after: &SiteField<R>,
) -> Movement {
    let all = lattice.sites();
    let mut found = Movement { of, component, moved: 0, all, largest: 0.0, place: (0, 0) };
    for row in 0..lattice.rows() {
        let pairs = before.row(row, component).iter().zip(after.row(row, component));
        for (x, (before, after)) in pairs.enumerate().filter(|(_, (before, after))| before != after)
        {
            let change = after.wide() - before.wide();
            found.moved += 1;
            if found.moved == 1 || change.abs() > found.largest.abs() {
                (found.largest, found.place) = (change, (row, x));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lattice::{Boundary, Precision};

    #[test]
    fn what_moved_is_counted_where_it_moved() {
        let lattice = Lattice::new(&[3, 5], 1.0, &[Boundary::Periodic]).unwrap();
        let before = FieldState::zeros(&lattice, 2, Precision::F64);
        let mut after = before.clone();
        let FieldState::F64(fields) = &mut after else { panic!() };
        fields.pi.row_mut(2, 1)[3] = -0.5;
        fields.pi.row_mut(0, 1)[1] = 0.25;
        let found = movements(&lattice, &before, &after);
        let counts: Vec<usize> = found.iter().map(|movement| movement.moved).collect();
        assert_eq!(counts, [0, 0, 0, 2]);
        let last = found[3];
        assert_eq!((last.of, last.component, last.all), (Side::Pi, 1, 15));
        assert_eq!((last.largest, last.place), (-0.5, (2, 3)));
        assert!(movements(&lattice, &before, &before).iter().all(|movement| movement.moved == 0));
    }

    #[test]
    fn states_of_different_precision_are_not_compared() {
        let lattice = Lattice::new(&[4], 1.0, &[Boundary::Periodic]).unwrap();
        let [single, double] = [Precision::F32, Precision::F64]
            .map(|precision| FieldState::zeros(&lattice, 1, precision));
        assert!(movements(&lattice, &single, &double).is_empty());
    }
}
