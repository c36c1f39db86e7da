//! Rotating fields.

use super::theta::Theta;
use crate::lattice::{EdgeValues, FieldState, Fields, Lattice, Real};
use rayon::prelude::*;

/// Rotates phi and pi at every site, and ghosts beyond an edge with the site they stand beside.
///
/// # Equation
/// `phi_i -> rot(± Θ_i) phi_i`, the same for pi; `back` for minus
///
/// # Conventions
/// Computed in double precision and rounded once. Links are left as they are.
pub(super) fn rotate(lattice: &Lattice, state: &mut FieldState, theta: &Theta, back: bool) {
    match state {
        FieldState::F32(fields) => rotate_fields(lattice, fields, theta, back),
        FieldState::F64(fields) => rotate_fields(lattice, fields, theta, back),
    }
}

fn rotate_fields<R: Real>(lattice: &Lattice, fields: &mut Fields<R>, theta: &Theta, back: bool) {
    let sign = if back { -1.0 } else { 1.0 };
    let (length, rows) = (lattice.row_len(), lattice.rows_per_chunk());
    let block = fields.phi.block_len();
    let Fields { phi, pi, edge, .. } = fields;
    let chunks = phi.values_mut().par_chunks_mut(block * rows);
    let chunks = chunks.zip(pi.values_mut().par_chunks_mut(block * rows)).enumerate();
    chunks.for_each(|(chunk, (phi, pi))| {
        let blocks = phi.chunks_exact_mut(block).zip(pi.chunks_exact_mut(block));
        let mut turns = vec![(1.0, 0.0); length];
        for (offset, (phi, pi)) in blocks.enumerate() {
            if turns_of(theta.row(chunk * rows + offset, 0), sign, &mut turns) {
                turn_pairs(phi, &turns);
                turn_pairs(pi, &turns);
            }
        }
    });
    if let Some(edge) = edge {
        rotate_ghosts(edge, &EdgeValues::of(lattice, theta), sign);
    }
}

/// Writes (cos, sin) of a row of angles; whether any of them turns.
fn turns_of(theta: &[f64], sign: f64, turns: &mut [(f64, f64)]) -> bool {
    let mut any = false;
    for (turn, theta) in turns.iter_mut().zip(theta) {
        *turn = (1.0, 0.0);
        if *theta != 0.0 {
            let (sin, cos) = (sign * theta).sin_cos();
            (*turn, any) = ((cos, sin), true);
        }
    }
    any
}

/// `(u, w) -> (cos u + sin w, cos w - sin u)` of each pair of components.
fn turn_pairs<R: Real>(values: &mut [R], turns: &[(f64, f64)]) {
    for pair in values.chunks_exact_mut(2 * turns.len()) {
        let (u, w) = pair.split_at_mut(turns.len());
        for ((u, w), (cos, sin)) in u.iter_mut().zip(w).zip(turns) {
            let (a, b) = (u.wide(), w.wide());
            (*u, *w) = (R::of(cos * a + sin * b), R::of(cos * b - sin * a));
        }
    }
}

fn rotate_ghosts<R: Real>(edge: &mut EdgeValues<R>, theta: &EdgeValues<f64>, sign: f64) {
    let faces = edge.faces.iter_mut().flatten().zip(theta.faces.iter().flatten());
    for (face, theta) in faces.filter(|(face, _)| !face.is_empty()) {
        let mut turns = vec![(1.0, 0.0); theta.len()];
        turns_of(theta, sign, &mut turns);
        turn_pairs(face, &turns);
    }
}

/// `theta += ± other`
pub(super) fn add(lattice: &Lattice, theta: &mut Theta, other: &Theta, back: bool) {
    theta.for_each_row(lattice, |row, values| {
        for (value, other) in values.iter_mut().zip(other.row(row, 0)) {
            *value += if back { -other } else { *other };
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lattice::{Boundary, Precision};

    #[test]
    fn fields_and_ghosts_turn_with_their_site_and_back() {
        let edges = [Boundary::Fixed, Boundary::Periodic];
        let lattice = Lattice::new(&[3, 4], 0.7, &edges).unwrap();
        let mut state = FieldState::zeros(&lattice, 2, Precision::F64);
        let FieldState::F64(fields) = &mut state else { unreachable!() };
        let all = fields.phi.values_mut().iter_mut().chain(fields.pi.values_mut());
        all.enumerate().for_each(|(at, value)| *value = (at as f64).cos());
        fields.edge = Some(EdgeValues::of(&lattice, &fields.phi));
        let mut theta = Theta::zeros(&lattice, 1);
        (0..12).for_each(|at| theta.values_mut()[at] = 0.4 * at as f64 - 1.0);
        let before = state.clone();
        rotate(&lattice, &mut state, &theta, false);
        // Site (2, 1), row 2: (u, w) as a complex number turns by exp(-iΘ).
        let angle: f64 = 0.4 * 9.0 - 1.0;
        let ((u, _), (w, _)) = (before.at(2, 1, 0), before.at(2, 1, 1));
        assert!((state.at(2, 1, 0).0 - (angle.cos() * u + angle.sin() * w)).abs() < 1e-15);
        assert!((state.at(2, 1, 1).0 - (angle.cos() * w - angle.sin() * u)).abs() < 1e-15);
        let FieldState::F64(fields) = &state else { unreachable!() };
        let edge = EdgeValues::of(&lattice, &fields.phi);
        assert_eq!(fields.edge.as_ref(), Some(&edge), "ghosts stay what the edge is");
        rotate(&lattice, &mut state, &theta, true);
        for (row, x) in (0..3).flat_map(|row| (0..4).map(move |x| (row, x))) {
            for a in 0..2 {
                let ((p, q), (r, s)) = (state.at(row, x, a), before.at(row, x, a));
                assert!((p - r).abs() < 1e-15 && (q - s).abs() < 1e-15);
            }
        }
    }
}
