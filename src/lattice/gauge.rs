//! The U(1) field the state lives in.

use super::derived::Derived;
use super::{Lattice, LinkField, Real, SiteField};
use rayon::prelude::*;

/// Links and potential at the instant of the state.
///
/// # Equation
/// `U_{i,mu} = rot(a_{i,mu}) = cos a + sin a X_0`, between `i` and `i + e_mu`; `A_0` at each site
/// turns phi and pi alike, by `rot(A_0 t)`.
///
/// # Conventions
/// `X_0` takes each pair of components (u, w) to (w, -u). The paper's potential is
/// `A_mu = -a_mu / h`. cos and sin are functions of the stored angle alone, so that a field that is
/// written and read again is the same to the last bit.
///
/// # Units
/// Angles in radians; `A_0` in radians per time.
///
/// # Reference
/// (5.2)-(5.6)
#[derive(Clone, Debug, PartialEq)]
pub struct GaugeField<R> {
    links: LinkField<R>,
    cos: LinkField<R>,
    sin: LinkField<R>,
    /// Whether any link turns what it carries.
    turns: bool,
    potential: Option<SiteField<R>>,
    /// `A_0` where it is the same at all sites.
    level: Option<R>,
    /// What a theory has made of `A_0`.
    derived: Derived<R>,
}

impl<R: Real> GaugeField<R> {
    /// The field of given angles and `A_0`; no potential means zero everywhere.
    pub fn new(lattice: &Lattice, links: LinkField<R>, potential: Option<SiteField<R>>) -> Self {
        let (cos, sin) = (LinkField::zeros(lattice), LinkField::zeros(lattice));
        let derived = Derived::nothing();
        let mut field = Self { links, cos, sin, turns: false, potential, level: None, derived };
        field.refresh(lattice);
        field.refresh_level();
        field
    }

    /// The angles a, in radians.
    pub fn links(&self) -> &LinkField<R> {
        &self.links
    }

    /// cos a.
    pub fn cos(&self) -> &LinkField<R> {
        &self.cos
    }

    /// sin a.
    pub fn sin(&self) -> &LinkField<R> {
        &self.sin
    }

    /// The field, where any of its angles is not 0.
    pub fn turning(field: Option<&Self>) -> Option<&Self> {
        field.filter(|field| field.turns)
    }

    /// `A_0`, where it is not the same at all sites.
    pub fn uneven(field: Option<&Self>) -> Option<&SiteField<R>> {
        field.filter(|field| field.level.is_none()).and_then(|field| field.potential())
    }

    /// `A_0` where it is the same at all sites, else 0.
    pub fn level(field: Option<&Self>) -> R {
        field.and_then(|field| field.level).unwrap_or_default()
    }

    /// The largest magnitude of `A_0`.
    pub fn largest_potential(&self) -> f64 {
        let values = self.potential.iter().flat_map(|potential| potential.values());
        values.fold(0.0, |most, value| most.max(value.wide().abs()))
    }

    /// Whether it does nothing to the fields in it.
    pub fn is_nothing(&self) -> bool {
        !self.turns && self.level.is_some_and(|level| level.is_zero())
    }

    /// `A_0` at each site, of one component; none where it is zero everywhere.
    pub fn potential(&self) -> Option<&SiteField<R>> {
        self.potential.as_ref()
    }

    /// Sees to it that [`Self::derived`] finds what is made of `A_0` with two numbers: by
    /// `make(A_0)`, where it was not made since `A_0` was written.
    pub(crate) fn derive(
        &mut self,
        of: [f64; 2],
        make: impl FnOnce(&SiteField<R>) -> SiteField<R>,
    ) {
        if let (None, Some(potential)) = (self.derived.get(of), &self.potential) {
            self.derived.put(of, make(potential));
        }
    }

    /// What was made of `A_0` with two numbers.
    pub(crate) fn derived(&self, of: [f64; 2]) -> Option<&SiteField<R>> {
        self.derived.get(of)
    }

    /// Replaces the angles.
    pub fn set_links(&mut self, lattice: &Lattice, links: LinkField<R>) {
        self.links = links;
        self.refresh(lattice);
    }

    /// Writes the angles anew where they are: `write(row, angles of the row)` for every row, one
    /// direction after the other, chunks in parallel.
    pub fn write_links(&mut self, lattice: &Lattice, write: impl Fn(usize, &mut [R]) + Sync) {
        self.links.for_each_row(lattice, write);
        self.refresh(lattice);
    }

    /// Replaces `A_0`.
    pub fn set_potential(&mut self, potential: Option<SiteField<R>>) {
        self.potential = potential;
        self.refresh_level();
    }

    /// Writes `A_0` anew where it is: `write(row, values of the row)` for every row, chunks in
    /// parallel.
    pub fn write_potential(&mut self, lattice: &Lattice, write: impl Fn(usize, &mut [R]) + Sync) {
        let potential = self.potential.get_or_insert_with(|| SiteField::zeros(lattice, 1));
        potential.for_each_row(lattice, write);
        self.refresh_level();
    }

    /// The same field in another precision, each angle and potential converted.
    pub fn map<S: Real>(
        &self,
        lattice: &Lattice,
        convert: impl Fn(R) -> S + Copy,
    ) -> GaugeField<S> {
        let potential = self.potential.as_ref().map(|field| field.map(lattice, convert));
        GaugeField::new(lattice, self.links.map(lattice, convert), potential)
    }

    /// Number of values kept.
    pub(super) fn values(&self) -> usize {
        let potential = self.potential.as_ref().map_or(0, |a0| a0.values().len());
        3 * self.links.values().len() + potential + self.derived.values()
    }

    fn refresh_level(&mut self) {
        self.derived = Derived::nothing();
        let Some(potential) = &self.potential else {
            self.level = Some(R::zero());
            return;
        };
        let first = potential.at(0, 0, 0);
        self.level = potential.values().iter().all(|value| *value == first).then_some(first);
    }

    fn refresh(&mut self, lattice: &Lattice) {
        let Self { links, cos, sin, .. } = self;
        let length = lattice.rows_per_chunk() * lattice.row_len() * lattice.dim();
        let angles = links.values().par_chunks(length);
        let turned =
            cos.values_mut().par_chunks_mut(length).zip(sin.values_mut().par_chunks_mut(length));
        self.turns = angles
            .zip(turned)
            .map(|(angles, (cos, sin))| {
                for ((angle, cos), sin) in angles.iter().zip(cos).zip(sin) {
                    let (s, c) = angle.wide().sin_cos();
                    (*cos, *sin) = (R::of(c), R::of(s));
                }
                angles.iter().any(|angle| !angle.is_zero())
            })
            .reduce(|| false, |one, other| one || other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lattice::{Boundary, FieldState, Fields};

    fn field(lattice: &Lattice) -> GaugeField<f64> {
        let mut links = LinkField::zeros(lattice);
        let angles = links.values_mut().iter_mut().enumerate();
        angles.for_each(|(n, angle)| *angle = 0.37 * n as f64 - 2.0);
        let mut potential = SiteField::zeros(lattice, 1);
        potential.row_mut(2, 0)[1] = -0.8;
        GaugeField::new(lattice, links, Some(potential))
    }

    #[test]
    fn cos_and_sin_follow_the_angles() {
        let lattice = Lattice::new(&[3, 4], 0.7, &[Boundary::Periodic]).unwrap();
        let mut field = field(&lattice);
        field.write_links(&lattice, |row, angles| angles[5] += row as f64);
        for row in 0..3 {
            for (x, mu) in (0..4).flat_map(|x| [(x, 0), (x, 1)]) {
                let (sin, cos) = field.links().at(row, x, mu).sin_cos();
                assert_eq!((field.cos().at(row, x, mu), field.sin().at(row, x, mu)), (cos, sin));
            }
        }
        assert!(field.links().at(2, 1, 1) == 0.37 * 21.0 - 2.0 + 2.0);
    }

    #[test]
    fn only_angles_turn() {
        let lattice = Lattice::new(&[3, 4], 0.7, &[Boundary::Periodic]).unwrap();
        let mut field = field(&lattice);
        assert!(field.turns);
        field.set_links(&lattice, LinkField::zeros(&lattice));
        assert!(GaugeField::turning(Some(&field)).is_none() && field.potential().is_some());
        field.write_links(&lattice, |row, angles| {
            if row == 2 {
                angles[7] = 1e-300;
            }
        });
        assert!(GaugeField::turning(Some(&field)).is_some());
    }

    #[test]
    fn an_even_potential_is_told_from_an_uneven_one() {
        let lattice = Lattice::new(&[3, 4], 0.7, &[Boundary::Periodic]).unwrap();
        let mut field = field(&lattice);
        assert_eq!(GaugeField::uneven(Some(&field)), field.potential());
        field.write_potential(&lattice, |_, values| values.fill(0.3));
        assert!(GaugeField::uneven(Some(&field)).is_none());
        assert_eq!(GaugeField::level(Some(&field)), 0.3);
        field.set_potential(None);
        assert!(!field.is_nothing());
        field.set_links(&lattice, LinkField::zeros(&lattice));
        assert!(field.is_nothing());
    }

    #[test]
    fn a_rounded_field_is_that_of_the_rounded_angles() {
        let lattice = Lattice::new(&[3, 4], 0.7, &[Boundary::Periodic]).unwrap();
        let single = field(&lattice).map(&lattice, |value| value as f32);
        let again = GaugeField::new(&lattice, single.links().clone(), single.potential().cloned());
        assert_eq!(single, again);
        assert_eq!(single.potential().unwrap().at(2, 1, 0), -0.8f32);
    }

    #[test]
    fn what_is_made_of_a_potential_is_kept_while_it_stands() {
        let lattice = Lattice::new(&[3, 4], 0.7, &[Boundary::Periodic]).unwrap();
        let (mut field, mut made) = (field(&lattice), vec![]);
        let same = field.clone();
        for number in [1.0, 2.0, 1.0, 3.0, 2.0] {
            field.derive([number, 0.0], |potential| {
                made.push(number);
                potential.clone()
            });
            assert_eq!(field.derived([number, 0.0]), field.potential());
        }
        assert_eq!(made, [1.0, 2.0, 3.0]);
        assert!(field == same && field.clone().derived([2.0, 0.0]).is_none());
        field.write_potential(&lattice, |_, values| values.fill(0.3));
        assert!(field.derived([2.0, 0.0]).is_none());
    }

    #[test]
    fn its_memory_is_counted() {
        let lattice = Lattice::new(&[3, 4], 0.7, &[Boundary::Periodic]).unwrap();
        let mut fields = Fields::zeros(&lattice, 4);
        fields.gauge = Some(field(&lattice));
        assert_eq!(FieldState::F64(fields).bytes(), 8 * 12 * (4 + 4 + 3 * 2 + 1));
    }
}
