//! Gaussian wave packets.

use super::envelope::{Envelope, Values};
use super::source::{AddRow, Slice, Source};
use super::spectrum::ScalarWaves;
use super::spinor::{self, Hamiltonian, Spinor};
use super::waves::Waves;
use super::{InitialContext, InitialError, InitialFault, PerAxis, Polarisation};
use crate::lattice::Lattice;
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
    pub(super) fn ready<'a>(
        &'a self,
        context: &InitialContext<'a>,
    ) -> Result<Box<dyn Source + 'a>, InitialError> {
        let (envelope, factor) = self.envelope(context)?;
        match context.is_dirac() {
            true => self.ready_spinor(context, &envelope, factor),
            false => self.ready_scalar(context, &envelope, factor),
        }
    }

    /// Bytes of the waves of a slice, and of the room to transform them in.
    pub(super) fn bytes(&self, context: &InitialContext<'_>, slices: usize) -> u128 {
        if !self.positive_energy {
            return 0;
        }
        let slots = if context.is_dirac() { slots(context.components()).count() } else { 1 };
        let site = (slots + 1) * size_of::<Complex64>();
        site as u128 * context.lattice.sites() as u128 / slices as u128
    }

    /// f without its factor, and the factor: amplitude and phase.
    fn envelope<'a>(
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

    fn spinor(&self, context: &InitialContext<'_>, wave: &[f64]) -> Result<Spinor, InitialError> {
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

    /// phi site by site, pi of its waves.
    fn ready_scalar<'a>(
        &self,
        context: &InitialContext<'a>,
        envelope: &Envelope<'a>,
        factor: Complex64,
    ) -> Result<Box<dyn Source + 'a>, InitialError> {
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
        let values = envelope.values();
        let factor = self.scaled(factor, context.lattice.cell() * values.norm());
        let mut spinor = [Complex64::ZERO; 4];
        spinor[PHI] = factor;
        let own = Own { values, spinor, complex: context.is_complex_scalar() };
        if !self.positive_energy {
            return Ok(Box::new(State { lattice: context.lattice, own: Some(own), waves: None }));
        }
        let scalar = ScalarWaves::of(context)?;
        let rates = move |k| {
            let mut spinor = [Complex64::ZERO; 4];
            spinor[PI] = -Complex64::I * scalar.frequency(k);
            spinor
        };
        let waves = Part {
            waves: Waves::of(envelope, Box::new(rates)),
            slots: vec![PI],
            factor,
            complex: own.complex,
        };
        Ok(Box::new(State { lattice: context.lattice, own: Some(own), waves: Some(waves) }))
    }

    fn ready_spinor<'a>(
        &self,
        context: &InitialContext<'a>,
        envelope: &Envelope<'a>,
        factor: Complex64,
    ) -> Result<Box<dyn Source + 'a>, InitialError> {
        let (lattice, components) = (context.lattice, context.components());
        let spinor = self.spinor(context, &envelope.wave)?;
        if !self.positive_energy {
            let values = envelope.values();
            let factor = self.scaled(factor, lattice.cell() * values.norm());
            let spinor = spinor.map(|value| factor * value);
            let own = Own { values, spinor, complex: true };
            return Ok(Box::new(State { lattice: context.lattice, own: Some(own), waves: None }));
        }
        let (couplings, h) = (context.parameters.couplings, lattice.spacing());
        let project = move |k: [f64; 3]| {
            Hamiltonian::new(components, couplings.mass_at(k, h), k, h).positive(spinor)
        };
        let waves = Waves::of(envelope, Box::new(project));
        let (before, kept) = waves.norms();
        if kept <= NOTHING * before {
            return Err(InitialError::new("polarisation", InitialFault::NothingLeft));
        }
        let factor = self.scaled(factor, lattice.cell() * kept / lattice.sites() as f64);
        let waves = Part { waves, slots: slots(components).collect(), factor, complex: true };
        Ok(Box::new(State { lattice, own: None, waves: Some(waves) }))
    }

    /// The factor that leaves the square of the amplitude of a norm, where that is asked for.
    fn scaled(&self, factor: Complex64, norm: f64) -> Complex64 {
        if self.normalised { factor / norm.sqrt() } else { factor }
    }
}

/// What a packet adds site by site, and what its waves add.
struct State<'a> {
    lattice: &'a Lattice,
    own: Option<Own<'a>>,
    waves: Option<Part<'a>>,
}

/// An envelope times a spinor.
struct Own<'a> {
    values: Values<'a>,
    spinor: Spinor,
    /// Whether components are the real and imaginary parts of complex ones.
    complex: bool,
}

/// Some slots of the waves of a packet.
struct Part<'a> {
    waves: Waves<'a>,
    slots: Vec<usize>,
    factor: Complex64,
    complex: bool,
}

impl Source for State<'_> {
    fn rows(&self, slice: Slice) -> AddRow<'_> {
        let waves = self
            .waves
            .as_ref()
            .map(|part| (part, part.waves.values(&part.slots, slice, part.factor)));
        Box::new(move |row, [phi, pi]| {
            if let Some(own) = &self.own {
                own.add(row, [&mut *phi, &mut *pi]);
            }
            if let Some((part, slots)) = &waves {
                let length = self.lattice.row_len();
                let start = slice.place(self.lattice, row).unwrap_or(0) * length;
                for (slot, values) in part.slots.iter().zip(slots) {
                    let values = values[start..start + length].iter().copied();
                    add_complex(*slot, part.complex, [&mut *phi, &mut *pi], values);
                }
            }
            Ok(())
        })
    }
}

impl Own<'_> {
    fn add(&self, row: usize, [phi, pi]: [&mut [f64]; 2]) {
        let nonzero = (0..4).filter(|slot| self.spinor[*slot] != Complex64::ZERO);
        for slot in nonzero {
            let values = self.values.row(row).map(|value| self.spinor[slot] * value);
            add_complex(slot, self.complex, [&mut *phi, &mut *pi], values);
        }
    }
}

/// Part of the norm below which a projection has left nothing but rounding errors.
const NOTHING: f64 = 1e-20;

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

/// Adds values along a row to one complex component of psi, or their real parts to a real one.
pub(super) fn add_complex(
    slot: usize,
    complex: bool,
    [phi, pi]: [&mut [f64]; 2],
    values: impl ExactSizeIterator<Item = Complex64>,
) {
    let (part, length) = (if slot < 2 { phi } else { pi }, values.len());
    if !complex {
        return part.iter_mut().zip(values).for_each(|(sum, value)| *sum += value.re);
    }
    let (re, im) = part[2 * (slot % 2) * length..][..2 * length].split_at_mut(length);
    for ((re, im), value) in re.iter_mut().zip(im).zip(values) {
        *re += value.re;
        *im += value.im;
    }
}
