//! Values that live on links.

use super::{Direction, Lattice, Real, SiteField};
use ndarray::{ArrayD, ArrayViewD};

/// A real value on every link `(i, mu)`, between site `i` and its neighbour `i + e_mu`.
///
/// # Conventions
/// D values are kept with each site, in the layout of [`SiteField`]; yet links are no sites, so the
/// two types do not mix. The link that leaves an edge that is not periodic leads nowhere: its value
/// is kept, and nothing depends on it. In files and arrays: direction first, `(D, n1[, n2[, n3]])`.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkField<R>(SiteField<R>);

impl<R: Real> LinkField<R> {
    /// All zero.
    pub fn zeros(lattice: &Lattice) -> Self {
        Self(SiteField::zeros(lattice, lattice.dim()))
    }

    /// Number of directions, D.
    pub fn directions(&self) -> usize {
        self.0.components()
    }

    /// The links of a row in all directions, one direction after the other.
    pub fn block(&self, row: usize) -> &[R] {
        self.0.block(row)
    }

    /// The links along `mu` of a row.
    pub fn row(&self, row: usize, mu: usize) -> &[R] {
        self.0.row(row, mu)
    }

    /// The links along `mu` of a row, to write.
    pub fn row_mut(&mut self, row: usize, mu: usize) -> &mut [R] {
        self.0.row_mut(row, mu)
    }

    /// One value.
    pub fn at(&self, row: usize, x: usize, mu: usize) -> R {
        self.0.at(row, x, mu)
    }

    /// Everything, in memory order.
    pub fn values(&self) -> &[R] {
        self.0.values()
    }

    /// Everything, in memory order, to write.
    pub fn values_mut(&mut self) -> &mut [R] {
        self.0.values_mut()
    }

    /// Calls `work(row, block of that row)` for every row, chunks in parallel.
    pub fn for_each_row(&mut self, lattice: &Lattice, work: impl Fn(usize, &mut [R]) + Sync) {
        self.0.for_each_row(lattice, work);
    }

    /// Copies into an array of shape `(D, n1[, n2[, n3]])`.
    pub fn to_array(&self, lattice: &Lattice) -> ArrayD<R> {
        self.0.to_array(lattice)
    }

    /// Copies from an array of shape `(D, n1[, n2[, n3]])`; `None` when the shape differs.
    pub fn from_array(lattice: &Lattice, array: ArrayViewD<'_, R>) -> Option<Self> {
        SiteField::from_array(lattice, array)
            .filter(|field| field.components() == lattice.dim())
            .map(Self)
    }

    /// The sum of angles around a plaquette; `None` where an edge cuts it.
    ///
    /// # Equation
    /// `f = a_{i,mu} + a_{i+e_mu,nu} - a_{i+e_nu,mu} - a_{i,nu}`
    pub fn plaquette(
        &self,
        lattice: &Lattice,
        (row, x): (usize, usize),
        [mu, nu]: [usize; 2],
    ) -> Option<f64> {
        let ahead = |axis| lattice.neighbour((row, x), axis, Direction::Forward);
        let at = |(row, x): (usize, usize), axis| self.at(row, x, axis).wide();
        let (along_mu, along_nu) = (ahead(mu)?, ahead(nu)?);
        Some(at((row, x), mu) + at(along_mu, nu) - at(along_nu, mu) - at((row, x), nu))
    }

    /// The same values in another precision, each converted.
    pub fn map<S: Real>(&self, lattice: &Lattice, convert: impl Fn(R) -> S) -> LinkField<S> {
        LinkField(self.0.map(lattice, convert))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lattice::Boundary;

    fn lattice() -> Lattice {
        Lattice::new(&[3, 5], 0.7, &[Boundary::Fixed]).unwrap()
    }

    #[test]
    fn arrays_put_the_direction_first() {
        let lattice = lattice();
        let mut links = LinkField::<f64>::zeros(&lattice);
        links.row_mut(2, 1)[4] = -1.5;
        links.row_mut(1, 0)[3] = 0.25;
        let array = links.to_array(&lattice);
        assert_eq!(array.shape(), [2, 3, 5]);
        assert_eq!((array[[1, 2, 4]], array[[0, 1, 3]]), (-1.5, 0.25));
        assert_eq!(links.at(2, 4, 1), -1.5);
        assert_eq!(LinkField::from_array(&lattice, array.view()), Some(links));
    }

    /// Angles `a_mu(i) = Θ_i - Θ_{i+e_mu}` enclose nothing; one that is turned more is met once
    /// with each sign.
    #[test]
    fn plaquettes_are_what_the_angles_enclose() {
        let lattice = Lattice::new(&[3, 5], 0.7, &[Boundary::Periodic, Boundary::Fixed]).unwrap();
        let theta = |(row, x): (usize, usize)| (1.3 * row as f64 + 0.7 * (x * x) as f64).sin();
        let mut links = LinkField::<f64>::zeros(&lattice);
        for (row, x, mu) in
            (0..3).flat_map(|row| (0..5).flat_map(move |x| [(row, x, 0), (row, x, 1)]))
        {
            let ahead = lattice.neighbour((row, x), mu, Direction::Forward);
            links.row_mut(row, mu)[x] = theta((row, x)) - ahead.map_or(0.0, theta);
        }
        let around = |links: &LinkField<f64>, site| links.plaquette(&lattice, site, [0, 1]);
        for site in (0..3).flat_map(|row| (0..4).map(move |x| (row, x))) {
            assert!(around(&links, site).unwrap().abs() < 1e-14, "{site:?}");
        }
        assert_eq!(around(&links, (1, 4)), None);
        links.row_mut(1, 0)[2] += 0.25;
        assert!((around(&links, (1, 2)).unwrap() - 0.25).abs() < 1e-14);
        assert!((around(&links, (1, 1)).unwrap() + 0.25).abs() < 1e-14);
    }

    #[test]
    fn arrays_of_another_shape_are_refused() {
        for shape in [&[1, 3, 5][..], &[3, 3, 5], &[2, 5, 3], &[2, 15], &[3, 5]] {
            let array = ArrayD::<f64>::zeros(shape);
            assert_eq!(LinkField::from_array(&lattice(), array.view()), None, "{shape:?}");
        }
    }
}
