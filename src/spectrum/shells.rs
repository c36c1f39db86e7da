//! How long the waves in a field are.

use crate::lattice::Lattice;
use crate::lattice::fourier::{Transform, wave_numbers};
use rustfft::num_complex::Complex64;
use std::f64::consts::TAU;

/// Waves of nearly the same length, whatever their direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shell {
    /// Mean magnitude of their wave vectors.
    pub k: f64,
    /// What they contribute to the mean square of the field.
    pub power: f64,
    /// Number of them.
    pub modes: usize,
}

/// What waves of every length contribute to the mean square of a field, given at all sites in C
/// order; `None` where there is not a value for every site.
///
/// # Equation
/// `P(k) = Σ |f^(q)|² / N²` over the q of which `|q|` is nearest to k, a multiple of the shortest
/// step between wave vectors, `2π/(n_max h)`; so `Σ_k P(k)` is the mean of `|f|²`.
///
/// # Conventions
/// Edges count as periodic. Shells without any wave vector are left out.
pub fn shells(lattice: &Lattice, values: Vec<Complex64>) -> Option<Vec<Shell>> {
    if values.len() != lattice.sites() {
        return None;
    }
    let (shape, h) = (lattice.shape(), lattice.spacing());
    let mut transform = Transform::new(shape, values);
    transform.forward();
    let axes: Vec<Vec<f64>> = shape.iter().map(|sites| wave_numbers(*sites, h)).collect();
    let longest = shape.iter().copied().max().unwrap_or(1);
    let unit = TAU / (longest as f64 * h);
    let scale = (lattice.sites() as f64).powi(-2);
    let mut found: Vec<Shell> = Vec::new();
    for (at, value) in transform.values.iter().enumerate() {
        let k = magnitude(&axes, at);
        let shell = (k / unit).round() as usize;
        if shell >= found.len() {
            found.resize(shell + 1, Shell { k: 0.0, power: 0.0, modes: 0 });
        }
        let Shell { k: sum, power, modes } = &mut found[shell];
        (*sum, *power, *modes) = (*sum + k, *power + scale * value.norm_sqr(), *modes + 1);
    }
    found.retain(|shell| shell.modes > 0);
    found.iter_mut().for_each(|shell| shell.k /= shell.modes as f64);
    Some(found)
}

/// The magnitude of the wave vector of a number in C order.
fn magnitude(axes: &[Vec<f64>], mut at: usize) -> f64 {
    let mut square = 0.0;
    for axis in axes.iter().rev() {
        square += axis[at % axis.len()].powi(2);
        at /= axis.len();
    }
    square.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lattice::Boundary;

    fn lattice(shape: &[usize]) -> Lattice {
        let boundary = vec![Boundary::Periodic; shape.len()];
        Lattice::new(shape, 0.5, &boundary).expect("a lattice")
    }

    fn fill(lattice: &Lattice, value: impl Fn(&[usize]) -> Complex64) -> Vec<Complex64> {
        let sites =
            (0..lattice.rows()).flat_map(|row| (0..lattice.row_len()).map(move |x| (row, x)));
        sites.map(|(row, x)| value(&lattice.site(row, x))).collect()
    }

    #[test]
    fn the_power_of_all_shells_is_the_mean_square() {
        for shape in [&[30][..], &[12, 18], &[6, 10, 8]] {
            let lattice = lattice(shape);
            let values = fill(&lattice, |site| {
                let sum: usize = site.iter().enumerate().map(|(mu, i)| (3 * mu + 1) * i * i).sum();
                Complex64::new((sum % 11) as f64 - 4.0, (sum % 7) as f64)
            });
            let square = values.iter().map(Complex64::norm_sqr).sum::<f64>();
            let found = shells(&lattice, values).expect("fits");
            let power: f64 = found.iter().map(|shell| shell.power).sum();
            assert!((power - square / lattice.sites() as f64).abs() < 1e-9 * power, "{shape:?}");
            assert_eq!(found.iter().map(|shell| shell.modes).sum::<usize>(), lattice.sites());
            assert!(found.is_sorted_by(|a, b| a.k < b.k));
        }
    }

    #[test]
    fn a_plane_wave_is_in_the_shell_of_its_length() {
        let lattice = lattice(&[12, 18]);
        // Two periods along the first axis, three along the second.
        let wave = |site: &[usize]| {
            let angle = TAU * (2.0 * site[0] as f64 / 12.0 + 3.0 * site[1] as f64 / 18.0);
            Complex64::from_polar(0.6, angle)
        };
        let found = shells(&lattice, fill(&lattice, wave)).expect("fits");
        let k = TAU * f64::hypot(2.0 / 6.0, 3.0 / 9.0);
        let unit = TAU / 9.0;
        for shell in &found {
            let here = (shell.k - k).abs() < 0.5 * unit;
            assert!((shell.power - if here { 0.36 } else { 0.0 }).abs() < 1e-12, "{shell:?}");
        }
        assert!(shells(&lattice, vec![Complex64::ZERO; 7]).is_none());
    }
}
