//! What is measured.

use crate::lattice::Precision;
use crate::theory::{Couplings, Potential, THEORIES, TheoryInfo};
use std::fmt;

/// A theory on a lattice.
#[derive(Clone, Debug)]
pub struct Case {
    /// The theory.
    pub theory: &'static TheoryInfo,
    /// Its potential, where it takes one.
    pub potential: Option<Potential>,
    /// Extents of the periodic lattice.
    pub shape: Vec<usize>,
    /// Precision of the fields.
    pub precision: Precision,
    /// Whether links turn what they carry.
    pub links: bool,
}

impl Case {
    /// Number of sites.
    pub fn sites(&self) -> usize {
        self.shape.iter().product()
    }

    /// Bytes of phi and pi of a site.
    pub fn site_bytes(&self) -> usize {
        2 * (self.theory.components)(self.shape.len()) * self.precision.bytes()
    }

    /// Bytes that a tick must move for a site at least: phi and pi read and written, and cos and sin
    /// of its links read.
    pub fn traffic(&self) -> usize {
        let links = if self.links { 2 * self.shape.len() * self.precision.bytes() } else { 0 };
        2 * self.site_bytes() + links
    }

    /// Bytes of memory that measuring takes: the fields, as much again to measure the bandwidth on,
    /// and links with their angles.
    pub fn bytes(&self) -> u64 {
        let links = if self.links { 3 * self.shape.len() * self.precision.bytes() } else { 0 };
        ((2 * self.site_bytes() + links) * self.sites()) as u64
    }

    /// The couplings it is measured with.
    pub fn couplings(&self) -> Couplings {
        Couplings::defaults(self.theory, self.potential.as_ref())
    }
}

/// `dirac 64x64x64 f32 links`
impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.theory.name)?;
        if let Some(potential) = &self.potential {
            write!(f, "/{}", potential.name())?;
        }
        let shape: Vec<String> = self.shape.iter().map(usize::to_string).collect();
        write!(f, " {} {}", shape.join("x"), self.precision.name())?;
        if self.links { write!(f, " links") } else { Ok(()) }
    }
}

/// Shapes in 3-D: in the cache of a core, of the chip, in memory, and of no extent that is a
/// multiple of anything.
const CUBES: [[usize; 3]; 4] = [[64; 3], [128; 3], [61, 67, 71], [256; 3]];

/// Theories that are measured beyond the caches too.
const LARGE: [&str; 2] = ["klein-gordon", "dirac"];

/// Every theory that lives in space, at the sizes that matter.
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for theory in THEORIES.iter().filter(|theory| theory.extras.is_empty()) {
        let potentials: Vec<_> = match theory.potentials {
            [] => vec![None],
            [_, ..] => [Potential::Mass, Potential::Phi4].map(Some).to_vec(),
        };
        for links in [false, true].into_iter().filter(|links| !links || theory.has_phase()) {
            for (at, potential) in potentials.iter().enumerate() {
                let main = at == 0;
                let case = |shape: &[usize], precision| Case {
                    theory,
                    potential: potential.clone(),
                    shape: shape.to_vec(),
                    precision,
                    links,
                };
                if !main {
                    cases.push(case(&CUBES[1], Precision::F32));
                    continue;
                }
                let cubes =
                    CUBES.iter().filter(|shape| shape[0] < 256 || LARGE.contains(&theory.name));
                cases.extend(cubes.map(|shape| case(shape, Precision::F32)));
                cases.push(case(&CUBES[1], Precision::F64));
                if !links {
                    cases.push(case(&[1024, 1024], Precision::F32));
                    cases.push(case(&[1 << 20], Precision::F32));
                }
            }
        }
    }
    cases
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theory_in_space_is_measured_in_each_dimension_and_precision() {
        let cases = cases();
        for theory in THEORIES.iter().filter(|theory| theory.extras.is_empty()) {
            let own = || cases.iter().filter(|case| case.theory.name == theory.name);
            for dim in [1, 2, 3] {
                assert!(own().any(|case| case.shape.len() == dim), "{} {dim}", theory.name);
            }
            for precision in [Precision::F32, Precision::F64] {
                assert!(own().any(|case| case.precision == precision), "{}", theory.name);
            }
            assert_eq!(own().any(|case| case.links), theory.has_phase(), "{}", theory.name);
        }
        let names: std::collections::BTreeSet<_> = cases.iter().map(Case::to_string).collect();
        assert_eq!(names.len(), cases.len());
    }

    #[test]
    fn bytes_are_those_of_the_fields() {
        let find = |name: &str| cases().into_iter().find(|case| case.to_string() == name);
        let dirac = find("dirac 64x64x64 f32 links").expect("a case");
        assert_eq!((dirac.site_bytes(), dirac.traffic()), (32, 88));
        assert_eq!(dirac.bytes(), (64 + 36) * 64 * 64 * 64);
        let scalar = find("klein-gordon/mass 128x128x128 f64").expect("a case");
        assert_eq!((scalar.site_bytes(), scalar.traffic()), (16, 32));
    }
}
