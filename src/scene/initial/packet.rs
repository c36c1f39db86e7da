//! Gaussian wave packets.

use super::envelope::Envelope;
use super::spectrum::{ScalarWaves, WaveVectors};
use super::spinor::{self, Hamiltonian, Spinor};
use super::{InitialContext, InitialError, InitialFault, PerAxis, Polarisation};
use crate::lattice::fourier::Transform;
use crate::lattice::{Fields, SiteField};
use rayon::prelude::*;
use rustfft::num_complex::Complex64;
use serde::Deserialize;

/// A Gaussian wave packet, moving one way.
///
/// # Equation
/// `f(x) = A exp(-(x-c)²/2σ²) exp(i k (x-c) + i phase)`. Dirac: `psi = u f`, projected on positive
/// energy. Klein-Gordon: `phi = Re f`, `pi = Re F⁻¹[-i ω(k) f^(k)]`, so that the packet moves with
/// its group velocity and leaves nothing behind that moves the other way.
///
/// # Conventions
/// The spectrum is the lattice's own, in continuous time, with all axes taken as periodic: where an
/// axis is not, the packet should begin away from its edges. Klein-Gordon's is that of small waves
/// about the vacuum, which the packet does not bring along (phi⁴: add `Expression(phi: ["v"])`).
/// Along a periodic axis the packet is the sum of its copies, 1 at the centre.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Packet {
    /// Where its middle is.
    #[serde(default)]
    pub centre: PerAxis,
    /// Standard deviation σ of |f| (that of |f|² is σ/√2).
    pub width: PerAxis,
    /// Wave vector.
    #[serde(default)]
    pub momentum: PerAxis,
    /// |f| at the centre, before projection; with `normalised`, the root of the norm.
    #[serde(default = "one")]
    pub amplitude: f64,
    /// Whether to scale so that the sum of |f|² (Dirac: of `|phi|² + |pi|²`, after projection)
    /// times the cell is `amplitude²`.
    #[serde(default)]
    pub normalised: bool,
    /// Phase at the centre.
    #[serde(default)]
    pub phase: f64,
    /// Dirac: the spinor u; the first component when absent.
    #[serde(default)]
    pub polarisation: Option<Polarisation>,
    /// Whether only positive energies are kept (Klein-Gordon: positive frequencies). If not, Dirac
    /// has `u f` as it is, and Klein-Gordon has pi = 0: a packet that parts in two.
    #[serde(default = "yes")]
    pub positive_energy: bool,
}

fn one() -> f64 {
    1.0
}

fn yes() -> bool {
    true
}

impl Packet {
    pub(super) fn add(
        &self,
        context: &InitialContext<'_>,
        fields: &mut Fields<f64>,
    ) -> Result<(), InitialError> {
        let (envelope, factor) = self.envelope(context)?;
        if context.is_dirac() {
            let spinor = self.spinor(context, &envelope.wave)?;
            self.add_spinor(context, fields, spinor, factor, envelope.values())
        } else {
            self.add_scalar(context, fields, factor, envelope.values())
        }
    }

    /// f without its factor, and the factor: amplitude and phase.
    pub(super) fn envelope<'a>(
        &self,
        context: &InitialContext<'a>,
    ) -> Result<(Envelope<'a>, Complex64), InitialError> {
        let dim = context.lattice.dim();
        let envelope = Envelope {
            lattice: context.lattice,
            centre: self.centre.resolve("centre", dim)?,
            width: self.width.resolve_positive("width", dim)?,
            wave: self.momentum.resolve("momentum", dim)?,
        };
        let phase = super::finite("phase", self.phase)?;
        let factor = Complex64::from_polar(super::finite("amplitude", self.amplitude)?, phase);
        Ok((envelope, factor))
    }

    pub(super) fn spinor(
        &self,
        context: &InitialContext<'_>,
        wave: &[f64],
    ) -> Result<Spinor, InitialError> {
        let components = context.components();
        let mut k = [0.0; 3];
        k[..wave.len()].copy_from_slice(wave);
        match &self.polarisation {
            None => spinor::named("up", components, k),
            Some(Polarisation::Name(name)) => spinor::named(name, components, k),
            Some(Polarisation::Components(list)) => return given(list, components),
        }
        .ok_or_else(|| {
            let known = spinor::NAMES[usize::from(components == 4)].join("\", \"");
            let needed = format!("the names are \"{known}\"; or give {} components", components);
            let name = match &self.polarisation {
                Some(Polarisation::Name(name)) => format!("\"{name}\""),
                _ => String::new(),
            };
            InitialError::invalid("polarisation", name, &needed)
        })
    }

    fn add_scalar(
        &self,
        context: &InitialContext<'_>,
        fields: &mut Fields<f64>,
        factor: Complex64,
        mut values: Vec<Complex64>,
    ) -> Result<(), InitialError> {
        if self.polarisation.is_some() {
            return Err(InitialError::new(
                "polarisation",
                InitialFault::Theory {
                    kind: "a polarisation",
                    needed: "the Dirac theory",
                    given: context.theory(),
                },
            ));
        }
        let norm = context.lattice.cell() * sum_of_squares(&values);
        let factor = if self.normalised { factor / norm.sqrt() } else { factor };
        values.par_iter_mut().for_each(|value| *value *= factor);
        let complex = context.is_complex_scalar();
        let add = |slot, fields: &mut Fields<f64>, values: &[Complex64]| match (complex, slot) {
            (true, _) => add_complex(context, slot, fields, values, Complex64::ONE),
            (false, PHI) => add_real(context, &mut fields.phi, values),
            (false, _) => add_real(context, &mut fields.pi, values),
        };
        add(PHI, fields, &values);
        if self.positive_energy {
            let waves = ScalarWaves::of(context)?;
            let mut spectrum = Transform::new(context.lattice.shape(), values);
            spectrum.forward();
            let turn = |k, value: &mut Complex64| *value *= -Complex64::I * waves.frequency(k);
            WaveVectors::of(context.lattice).for_each(&mut spectrum.values, turn);
            spectrum.back();
            add(PI, fields, &spectrum.values);
        }
        Ok(())
    }

    /// One component of the spinor at a time, so that no more than three complex values a site are
    /// held at once.
    fn add_spinor(
        &self,
        context: &InitialContext<'_>,
        fields: &mut Fields<f64>,
        spinor: Spinor,
        factor: Complex64,
        values: Vec<Complex64>,
    ) -> Result<(), InitialError> {
        let lattice = context.lattice;
        let components = fields.phi.components();
        if !self.positive_energy {
            let norm = lattice.cell() * sum_of_squares(&values);
            let factor = if self.normalised { factor / norm.sqrt() } else { factor };
            for slot in slots(components) {
                add_complex(context, slot, fields, &values, factor * spinor[slot]);
            }
            return Ok(());
        }
        let (couplings, h) = (context.parameters.couplings, lattice.spacing());
        let project = |k: [f64; 3]| {
            Hamiltonian::new(components, couplings.mass_at(k, h), k, h).positive(spinor)
        };
        let mut spectrum = Transform::new(lattice.shape(), values);
        spectrum.forward();
        spectrum.drop_rounding_errors();
        let vectors = WaveVectors::of(lattice);
        let (before, kept) = vectors.norms(&spectrum.values, project);
        if kept <= NOTHING * before {
            return Err(InitialError::new("polarisation", InitialFault::NothingLeft));
        }
        let norm = lattice.cell() * kept / lattice.sites() as f64;
        let factor = if self.normalised { factor / norm.sqrt() } else { factor };
        let whole = spectrum.values.clone();
        for slot in slots(components) {
            spectrum.values.copy_from_slice(&whole);
            vectors.for_each(&mut spectrum.values, |k, value| *value *= project(k)[slot]);
            spectrum.back();
            add_complex(context, slot, fields, &spectrum.values, factor);
        }
        Ok(())
    }
}

/// Part of the norm below which a projection has left nothing but rounding errors.
pub(super) const NOTHING: f64 = 1e-20;

/// The places of phi and pi of a complex scalar, read as a [`Spinor`].
pub(super) const PHI: usize = 0;
pub(super) const PI: usize = 2;

/// The places in a [`Spinor`] that K components fill.
pub(super) fn slots(components: usize) -> impl Iterator<Item = usize> {
    (0..4).filter(move |slot| 2 * (slot % 2) < components)
}

fn given(list: &[Complex64], components: usize) -> Result<Spinor, InitialError> {
    if list.len() != components {
        let each = "one for each complex component of psi";
        let fault = InitialFault::Count { given: list.len(), needed: components, each };
        return Err(InitialError::new("polarisation", fault));
    }
    let mut spinor = [Complex64::ZERO; 4];
    for (slot, value) in slots(components).zip(list) {
        spinor[slot] = *value;
    }
    spinor::normalised(spinor).ok_or_else(|| {
        InitialError::invalid(
            "polarisation",
            "a spinor of length 0",
            "one component must differ from 0",
        )
    })
}

fn sum_of_squares(values: &[Complex64]) -> f64 {
    values.iter().map(Complex64::norm_sqr).sum()
}

fn add_real(context: &InitialContext<'_>, field: &mut SiteField<f64>, values: &[Complex64]) {
    let length = context.lattice.row_len();
    field.for_each_row(context.lattice, |row, block| {
        for (slot, value) in block.iter_mut().zip(&values[row * length..]).take(length) {
            *slot += value.re;
        }
    });
}

/// Adds `factor · values` to one complex component of psi.
pub(super) fn add_complex(
    context: &InitialContext<'_>,
    slot: usize,
    fields: &mut Fields<f64>,
    values: &[Complex64],
    factor: Complex64,
) {
    let field = if slot < 2 { &mut fields.phi } else { &mut fields.pi };
    let length = context.lattice.row_len();
    field.for_each_row(context.lattice, |row, block| {
        let pair = &mut block[2 * (slot % 2) * length..][..2 * length];
        let (re, im) = pair.split_at_mut(length);
        for ((re, im), value) in re.iter_mut().zip(im).zip(&values[row * length..]) {
            let value = factor * value;
            *re += value.re;
            *im += value.im;
        }
    });
}
