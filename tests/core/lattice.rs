//! Geometry, neighbours, layout and ghosts.

use crate::support::{fields, lattice, noisy};
use fieldloom::lattice::Boundary::{Absorbing, Fixed, Free, Periodic};
use fieldloom::lattice::{
    Direction, EdgeValues, Lattice, LatticeError, Layer, SiteField, sum_rows, sum_sites,
};

#[test]
fn neighbours_are_one_step_away() {
    let lattice = lattice(&[3, 4, 5], 0.7, &[Periodic, Fixed, Periodic]);
    for row in 0..lattice.rows() {
        let index = [lattice.row_index(row, 0), lattice.row_index(row, 1)];
        assert_eq!(index, [row / 4, row % 4]);
        let ahead = lattice.row_neighbour(row, 0, Direction::Forward).unwrap();
        assert_eq!(ahead, (index[0] + 1) % 3 * 4 + index[1]);
        assert_eq!(lattice.row_neighbour(ahead, 0, Direction::Backward), Some(row));
        let ahead = lattice.row_neighbour(row, 1, Direction::Forward);
        assert_eq!(ahead, (index[1] < 3).then_some(row + 1));
        let behind = lattice.row_neighbour(row, 1, Direction::Backward);
        assert_eq!(behind, (index[1] > 0).then(|| row - 1));
    }
}

#[test]
fn the_origin_is_the_site_in_the_middle() {
    let lattice = lattice(&[4, 5], 0.5, &[Free]);
    assert_eq!(lattice.site_position(2, 2), [0.0, 0.0, 0.0]);
    assert_eq!(lattice.site_position(0, 4), [-1.0, 1.0, 0.0]);
    assert_eq!(lattice.site(3, 1), [3, 1]);
}

#[test]
fn chunks_cover_all_rows() {
    for shape in [&[2000][..], &[70, 31], &[9, 8, 7]] {
        let lattice = lattice(shape, 1.0, &[Periodic]);
        let covered = lattice.chunks() * lattice.rows_per_chunk();
        assert!((lattice.rows()..lattice.rows() + lattice.rows_per_chunk()).contains(&covered));
        assert_eq!(sum_rows(&lattice, |row| row as f64), (0..lattice.rows()).sum::<usize>() as f64);
        let ones = sum_sites(&lattice, |_, values| values.fill(1.0));
        assert_eq!(ones, lattice.sites() as f64);
    }
}

#[test]
fn arrays_are_component_first() {
    let lattice = lattice(&[2, 3, 4], 1.0, &[Periodic]);
    let state = noisy(&lattice, 4, 1);
    let phi = &fields(&state).phi;
    let array = phi.to_array(&lattice);
    assert_eq!(array.shape(), [4, 2, 3, 4]);
    assert_eq!(array[[3, 1, 2, 0]], phi.at(5, 0, 3));
    assert_eq!(SiteField::from_array(&lattice, array.view()).as_ref(), Some(phi));
    let turned = array.clone().reversed_axes();
    assert_eq!(SiteField::from_array(&lattice, turned.view()), None);
}

#[test]
fn ghosts_are_the_values_at_the_edge() {
    let lattice = lattice(&[3, 4, 5], 0.7, &[Fixed, Free, Fixed]);
    let state = noisy(&lattice, 2, 2);
    let phi = &fields(&state).phi;
    let edge = EdgeValues::of(&lattice, phi);
    assert!(edge.fits(&lattice, 2) && !edge.fits(&lattice, 1));
    for (row, direction) in [(2, Direction::Backward), (9, Direction::Forward)] {
        let ghosts = edge.row(&lattice, 0, direction, 1, row).unwrap();
        assert_eq!(ghosts, phi.row(row, 1));
    }
    assert_eq!(edge.row(&lattice, 1, Direction::Forward, 1, 3), None);
    assert_eq!(edge.end(&lattice, Direction::Backward, 1, 7), Some(phi.at(7, 0, 1)));
    assert_eq!(edge.end(&lattice, Direction::Forward, 0, 7), Some(phi.at(7, 4, 0)));
}

#[test]
fn a_layer_is_deepest_at_the_edge() {
    let layer = Absorbing { width: 2, strength: 0.8 };
    let lattice = lattice(&[5, 6], 1.0, &[layer, Periodic]);
    let layer = Layer::of(&lattice, 0.5).unwrap();
    let factors: Vec<f64> = (0..5).map(|row| layer.of_row(&lattice, row)).collect();
    let (outer, inner) = ((-0.4f64).exp(), (-0.05f64).exp());
    assert_eq!(factors, [outer, inner, 1.0, inner, outer]);
    assert_eq!(layer.along_row(), [1.0; 6]);
}

#[test]
fn impossible_lattices_are_refused() {
    let layer = |width| Absorbing { width, strength: 1.0 };
    let refused = |shape: &[usize], h, boundary| Lattice::new(shape, h, boundary).unwrap_err();
    assert_eq!(refused(&[], 1.0, &[Fixed]), LatticeError::Dimension(0));
    assert!(matches!(refused(&[4, 1], 1.0, &[Fixed]), LatticeError::Extent { axis: 1, .. }));
    assert_eq!(refused(&[4], -1.0, &[Fixed]), LatticeError::Spacing(-1.0));
    assert!(matches!(refused(&[usize::MAX, 3], 1.0, &[Fixed]), LatticeError::TooMany(_)));
    assert!(matches!(refused(&[4], 1.0, &[Fixed, Free]), LatticeError::Boundaries { .. }));
    assert!(matches!(refused(&[9, 8], 1.0, &[layer(5)]), LatticeError::Layer { most: 4, .. }));
}
