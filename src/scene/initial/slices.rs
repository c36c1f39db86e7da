//! Large fields made slice by slice: a state that takes a good part of the memory there is has no
//! room beside it for the same in double precision, and for Fourier transforms of all of it.

use super::envelope::Envelope;
use super::packet::{NOTHING, Packet, slots};
use super::spectrum::WaveVectors;
use super::spinor::{Hamiltonian, Spinor};
use super::{Initial, InitialContext};
use crate::lattice::fourier::{ROUNDING, Transform};
use crate::lattice::{Fields, Lattice, Real};
use rayon::prelude::*;
use rustfft::num_complex::Complex64;
use std::f64::consts::TAU;

/// Sites from which on a state is made in slices.
const LARGE_SITES: usize = 1 << 22;

/// How many slices a state is made in, where it is to be made so: it is large, of Dirac's theory, of
/// wave packets alone, and its first axis can be cut.
pub(crate) fn slices(list: &[Initial], context: &InitialContext<'_>) -> Option<usize> {
    let lattice = context.lattice;
    let packets = list.iter().all(|initial| matches!(initial, Initial::Packet(_)));
    let due = lattice.sites() >= LARGE_SITES && context.is_dirac() && packets;
    // Two complex values a site for the transform, one more to add packets up in.
    let least = if list.len() > 1 { 6 } else { 4 };
    let fits = |count: &usize| lattice.shape()[0].is_multiple_of(*count);
    (due && lattice.dim() > 1).then(|| (least..=4 * least).find(fits)).flatten()
}

/// Bytes that are needed beside the state itself.
pub(crate) fn bytes_beside(sites: usize, packets: usize, slices: usize) -> u128 {
    let values = if packets > 1 { 3 } else { 2 };
    (values * size_of::<Complex64>() * (sites / slices)) as u128
}

/// The state in its final precision: packets added up in f64 and rounded once, as
/// [`Initial::apply`] makes them but for the rounding errors of the transforms. None where one cannot
/// be made; [`Initial::apply`] says why.
pub(crate) fn in_slices<R: Real>(
    list: &[Initial],
    context: InitialContext<'_>,
    count: usize,
) -> Option<Fields<R>> {
    let made = |(index, initial): (usize, &Initial)| match initial {
        Initial::Packet(packet) => Waves::of(packet, &InitialContext { index, ..context }),
        _ => None,
    };
    let waves: Vec<Waves<'_>> = list.iter().enumerate().map(made).collect::<Option<_>>()?;
    let (lattice, components) = (context.lattice, context.components());
    let mut fields = Fields::zeros(lattice, components);
    for slot in slots(components) {
        for first in 0..count {
            let slice = Slice { first, count };
            let mut packets = waves.iter().map(|waves| waves.values(slot, slice));
            let Some(mut values) = packets.next() else { return Some(fields) };
            for more in packets {
                values.par_iter_mut().zip(&more).for_each(|(sum, value)| *sum += value);
            }
            let finite = |value: &Complex64| value.is_finite();
            values
                .par_iter()
                .all(finite)
                .then(|| put(lattice, slot, slice, &values, &mut fields))?;
        }
    }
    Some(fields)
}

/// The planes `first`, `first + count`, … along the first axis.
#[derive(Clone, Copy)]
struct Slice {
    first: usize,
    count: usize,
}

/// Writes one complex component of psi where a slice is.
fn put<R: Real>(
    lattice: &Lattice,
    slot: usize,
    Slice { first, count }: Slice,
    values: &[Complex64],
    fields: &mut Fields<R>,
) {
    let field = if slot < 2 { &mut fields.phi } else { &mut fields.pi };
    let (length, plane) = (lattice.row_len(), lattice.rows() / lattice.shape()[0]);
    field.for_each_row(lattice, |row, block| {
        let (index, line) = (row / plane, row % plane);
        if index % count != first {
            return;
        }
        let values = &values[(index / count * plane + line) * length..];
        let (re, im) = block[2 * (slot % 2) * length..][..2 * length].split_at_mut(length);
        for ((re, im), value) in re.iter_mut().zip(im).zip(values) {
            (*re, *im) = (R::of(value.re), R::of(value.im));
        }
    });
}

/// A packet as its waves: those of its envelope, which are products over the axes, each with a spinor.
///
/// # Equation
/// `psi(x) = factor/N Σ_k f^(k) u(k) exp(i k x)`. With `k = k' + m n/S` along the first axis, planes
/// `S j + r` are a transform of length n/S of `Σ_m f^(k) u(k) exp(i k r)`.
struct Waves<'a> {
    lattice: &'a Lattice,
    vectors: WaveVectors,
    axes: Vec<Vec<Complex64>>,
    /// Square of what counts as nothing in `f^(k)`.
    noise: f64,
    factor: Complex64,
    spinor: Spinor,
    /// Components of the field, and its couplings, where only positive energies are kept.
    positive: Option<(usize, crate::theory::Couplings)>,
}

impl<'a> Waves<'a> {
    fn of(packet: &Packet, context: &InitialContext<'a>) -> Option<Self> {
        let (lattice, components) = (context.lattice, context.components());
        let (envelope, factor) = packet.envelope(context).ok()?;
        let spinor = packet.spinor(context, &envelope.wave).ok()?;
        let axes: Vec<_> = (0..lattice.dim()).map(|mu| along_axis(&envelope, mu)).collect();
        let largest =
            |axis: &Vec<Complex64>| axis.iter().map(Complex64::norm_sqr).fold(0.0, f64::max);
        let noise = ROUNDING * ROUNDING * axes.iter().map(largest).product::<f64>();
        let couplings = context.parameters.couplings;
        let positive = packet.positive_energy.then_some((components, couplings));
        let vectors = WaveVectors::of(lattice);
        let mut waves = Self { lattice, vectors, axes, noise, factor, spinor, positive };
        let (before, kept) = waves.norms();
        if packet.normalised {
            let norm = lattice.cell() * kept / lattice.sites() as f64;
            waves.factor = factor / norm.sqrt();
        }
        (kept > NOTHING * before).then_some(waves)
    }

    /// `u(k)`
    fn spinor_at(&self, k: [f64; 3]) -> Spinor {
        let Some((components, couplings)) = self.positive else { return self.spinor };
        let h = self.lattice.spacing();
        Hamiltonian::new(components, couplings.mass_at(k, h), k, h).positive(self.spinor)
    }

    /// Calls `with(place in the line, f^, u)` for the waves of a line along the last axis that there are.
    fn each_along(&self, line: usize, mut with: impl FnMut(usize, Complex64, Spinor)) {
        let length = self.lattice.row_len();
        let leading = 0..self.lattice.dim() - 1;
        let factor: Complex64 =
            leading.map(|mu| self.axes[mu][self.lattice.row_index(line, mu)]).product();
        for (x, along) in self.axes[self.axes.len() - 1].iter().enumerate() {
            let value = factor * along;
            if value.norm_sqr() > self.noise {
                with(x, value, self.spinor_at(self.vectors.at(line * length + x)));
            }
        }
    }

    /// The norm of the envelope, and what is left of it with the spinors.
    fn norms(&self) -> (f64, f64) {
        let line = |line: usize| {
            let mut sums = (0.0, 0.0);
            self.each_along(line, |_, value, spinor| {
                let left: f64 = spinor.iter().map(Complex64::norm_sqr).sum();
                sums = (sums.0 + value.norm_sqr(), sums.1 + left * value.norm_sqr());
            });
            sums
        };
        let lines: Vec<(f64, f64)> = (0..self.lattice.rows()).into_par_iter().map(line).collect();
        lines.iter().fold((0.0, 0.0), |sum, line| (sum.0 + line.0, sum.1 + line.1))
    }

    /// One complex component of psi on a slice, in C order.
    fn values(&self, slot: usize, Slice { first, count }: Slice) -> Vec<Complex64> {
        let (shape, length) = (self.lattice.shape(), self.lattice.row_len());
        let (extent, plane) = (shape[0] / count, self.lattice.rows() / shape[0]);
        let mut values = vec![Complex64::ZERO; self.lattice.sites() / count];
        values.par_chunks_mut(length).enumerate().for_each(|(at, values)| {
            let (index, line) = (at / plane, at % plane);
            for wave in (index..shape[0]).step_by(extent) {
                let angle = TAU * ((wave * first) % shape[0]) as f64 / shape[0] as f64;
                let turn = Complex64::from_polar(1.0, angle);
                self.each_along(wave * plane + line, |x, value, spinor| {
                    values[x] += turn * value * spinor[slot];
                });
            }
        });
        let mut sliced = shape.to_vec();
        sliced[0] = extent;
        let mut transform = Transform::new(&sliced, values);
        transform.back();
        let scale = self.factor / count as f64;
        transform.values.par_iter_mut().for_each(|value| *value *= scale);
        transform.values
    }
}

/// The waves of an envelope along one axis.
fn along_axis(envelope: &Envelope<'_>, mu: usize) -> Vec<Complex64> {
    let values = envelope.axis(mu);
    let mut transform = Transform::new(&[values.len()], values);
    transform.forward();
    transform.values
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same as all at once, but for rounding errors of the transforms.
    #[test]
    fn slices_make_up_the_whole() {
        let scene = |packets: &str| {
            let text = format!(
                "(theory: (name: \"dirac\", m: 0.4), lattice: (shape: [12, 10, 9], h: 0.8), \
                 schedule: (name: \"staged\", dt: 0.2), initial: [{packets}])"
            );
            crate::scene::parse("slices", &text, &[]).expect("a scene")
        };
        let one = "Packet(width: 1.3, momentum: [0.5, -0.3, 0.2], centre: [1, 0, -1], phase: 0.4)";
        let other = "Packet(width: 2, normalised: true, polarisation: \"down\")";
        let bare = "Packet(width: [1, 2, 3], positive_energy: false, amplitude: 0.3)";
        for packets in [one.to_owned(), format!("{one}, {other}, {bare}")] {
            let scene = scene(&packets);
            let context = InitialContext {
                lattice: &scene.lattice,
                parameters: &scene.parameters,
                seed: scene.seed,
                index: 0,
                base_dir: std::path::Path::new(""),
            };
            let mut whole = Fields::<f64>::zeros(&scene.lattice, 4);
            scene.initial.iter().for_each(|one| one.apply(&context, &mut whole).expect("a packet"));
            for count in [1, 2, 6] {
                let sliced = in_slices::<f64>(&scene.initial, context, count).expect("a state");
                for (a, b) in [(&whole.phi, &sliced.phi), (&whole.pi, &sliced.pi)] {
                    let apart = a.values().iter().zip(b.values()).map(|(a, b)| (a - b).abs());
                    assert!(apart.fold(0.0, f64::max) < 1e-14, "{packets} in {count}");
                }
            }
        }
    }
}
