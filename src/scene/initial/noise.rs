//! Random values.

use super::source::{EachRow, Source};
use super::spectrum::WaveVectors;
use super::{InitialContext, InitialError, PerAxis};
use crate::lattice::fourier::Transform;
use crate::lattice::{Lattice, sum_rows};
use rand::RngExt;
use rand_pcg::Pcg64;
use rustfft::num_complex::Complex64;
use serde::Deserialize;
use std::f64::consts::TAU;

/// Gaussian noise, independent for each component, the same for the same seed whatever the number
/// of threads.
///
/// # Equation
/// White, or with the correlation `exp(-r²/2ℓ²)`: every wave times `exp(-k²ℓ²/4)`.
///
/// # Conventions
/// The root mean square of each component over the lattice is exactly the amplitude.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Noise {
    /// Root mean square of each component.
    pub amplitude: f64,
    /// Correlation length ℓ, for all axes or for each; 0: white.
    pub correlation: PerAxis,
    /// `"phi"`, `"pi"` or `"both"`.
    pub fields: String,
}

impl Default for Noise {
    fn default() -> Self {
        Self { amplitude: 1.0, correlation: PerAxis::All(0.0), fields: "both".to_owned() }
    }
}

impl Noise {
    pub(super) fn ready<'a>(
        &self,
        context: &InitialContext<'a>,
    ) -> Result<Box<dyn Source + 'a>, InitialError> {
        let lattice = context.lattice;
        let amplitude = super::finite("amplitude", self.amplitude)?;
        let chosen = self.chosen()?;
        let lengths = self.correlation.resolve("correlation", lattice.dim())?;
        if let Some(axis) = lengths.iter().position(|length| *length < 0.0) {
            let path = self.correlation.path("correlation", axis);
            return Err(InitialError::invalid(path, lengths[axis], "it must be 0 or positive"));
        }
        let random = Pcg64::new(u128::from(context.seed), context.index as u128);
        let white = White { lattice, random };
        let each = |component: usize| match self.is_white() {
            true => Numbers::White(white.clone(), component),
            false => Numbers::Smooth(lattice, smooth(lattice, &lengths, &white, component)),
        };
        let ready = |component: usize| {
            let numbers = each(component);
            let scales = [0, 1].map(|part| match chosen[part] {
                true => numbers.scale(lattice, amplitude, part),
                false => 0.0,
            });
            (numbers, scales)
        };
        let components: Vec<_> = (0..context.components()).map(ready).collect();
        let length = lattice.row_len();
        Ok(Box::new(EachRow(move |row, [phi, pi]: [&mut [f64]; 2]| {
            let sums = phi.chunks_exact_mut(length).zip(pi.chunks_exact_mut(length));
            for ((phi, pi), (numbers, scales)) in sums.zip(&components) {
                for ((phi, pi), value) in phi.iter_mut().zip(pi).zip(numbers.row(row)) {
                    *phi += scales[0] * value.re;
                    *pi += scales[1] * value.im;
                }
            }
        })))
    }

    /// Bytes of noise that is smoothed, and of the room to transform it in.
    pub(super) fn bytes(&self, context: &InitialContext<'_>) -> u128 {
        if self.is_white() {
            return 0;
        }
        let site = (context.components() + 1) * size_of::<Complex64>();
        site as u128 * context.lattice.sites() as u128
    }

    fn is_white(&self) -> bool {
        match &self.correlation {
            PerAxis::All(length) => *length == 0.0,
            PerAxis::Each(lengths) => lengths.iter().all(|length| *length == 0.0),
        }
    }

    fn chosen(&self) -> Result<[bool; 2], InitialError> {
        match self.fields.as_str() {
            "phi" => Ok([true, false]),
            "pi" => Ok([false, true]),
            "both" => Ok([true, true]),
            other => {
                let needed = "it is \"phi\", \"pi\" or \"both\"";
                Err(InitialError::invalid("fields", format!("\"{other}\""), needed))
            }
        }
    }
}

/// The numbers of one component: phi is the real part and pi the imaginary part of one complex noise.
enum Numbers<'a> {
    White(White<'a>, usize),
    /// In C order.
    Smooth(&'a Lattice, Vec<Complex64>),
}

impl Numbers<'_> {
    /// Those along a row.
    fn row(&self, row: usize) -> Box<dyn Iterator<Item = Complex64> + '_> {
        match self {
            Self::White(white, component) => Box::new(white.row(*component, row)),
            Self::Smooth(lattice, values) => {
                Box::new(values[row * lattice.row_len()..][..lattice.row_len()].iter().copied())
            }
        }
    }

    /// What gives one part of them the given root mean square.
    fn scale(&self, lattice: &Lattice, amplitude: f64, part: usize) -> f64 {
        let square = |value: Complex64| [value.re, value.im][part].powi(2);
        let mean =
            sum_rows(lattice, |row| self.row(row).map(square).sum()) / lattice.sites() as f64;
        amplitude / mean.sqrt()
    }
}

/// White noise, of which any row can be made at any time.
#[derive(Clone)]
struct White<'a> {
    lattice: &'a Lattice,
    /// Before the first number of the first component.
    random: Pcg64,
}

impl White<'_> {
    /// The numbers of a component along a row.
    fn row(&self, component: usize, row: usize) -> impl Iterator<Item = Complex64> + use<> {
        let (rows, length) = (self.lattice.rows(), self.lattice.row_len());
        let mut random = self.random.clone();
        // Two draws a number.
        random.advance(2 * ((component * rows + row) * length) as u128);
        (0..length).map(move |_| normal_pair(&mut random))
    }
}

/// Two independent normal numbers (Box and Muller).
fn normal_pair(random: &mut Pcg64) -> Complex64 {
    let (u, v): (f64, f64) = (random.random(), random.random());
    Complex64::from_polar((-2.0 * (1.0 - u).ln()).sqrt(), TAU * v)
}

fn smooth(
    lattice: &Lattice,
    lengths: &[f64],
    white: &White<'_>,
    component: usize,
) -> Vec<Complex64> {
    let white = (0..lattice.rows()).flat_map(|row| white.row(component, row)).collect();
    let mut spectrum = Transform::new(lattice.shape(), white);
    spectrum.forward();
    WaveVectors::of(lattice).for_each(&mut spectrum.values, |k, value| {
        let square: f64 = k.iter().zip(lengths).map(|(k, length)| (k * length).powi(2)).sum();
        *value *= (-square / 4.0).exp();
    });
    spectrum.back();
    spectrum.values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lattice::Boundary;

    #[test]
    fn any_row_is_part_of_one_stream_of_numbers() {
        let lattice = Lattice::new(&[3, 4, 5], 0.7, &[Boundary::Periodic]).expect("a lattice");
        let mut random = Pcg64::new(11, 3);
        let white = White { lattice: &lattice, random: random.clone() };
        for component in 0..2 {
            for row in 0..lattice.rows() {
                let own: Vec<_> = white.row(component, row).collect();
                let stream: Vec<_> = (0..5).map(|_| normal_pair(&mut random)).collect();
                assert_eq!(own, stream, "component {component}, row {row}");
            }
        }
    }
}
