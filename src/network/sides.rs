//! Both sides of a duality, advanced by the same rule.

use super::Duality;

/// A learning system and its Hamiltonian dual, side by side.
#[derive(Clone, Debug)]
pub struct Sides<'d> {
    duality: &'d Duality,
    /// phi and pi of the learning system.
    pub learning: [Vec<f64>; 2],
    /// phi and beta of the Hamiltonian system.
    pub hamiltonian: [Vec<f64>; 2],
}

impl<'d> Sides<'d> {
    pub(super) fn new(
        duality: &'d Duality,
        learning: [Vec<f64>; 2],
        hamiltonian: [Vec<f64>; 2],
    ) -> Self {
        Self { duality, learning, hamiltonian }
    }

    /// One tick of both, by the same rule: Runge and Kutta's of fourth order.
    pub fn step(&mut self, dt: f64) {
        let duality = self.duality;
        runge_kutta(&mut self.learning, dt, |[phi, pi]| duality.learning_rates(phi, pi));
        runge_kutta(&mut self.hamiltonian, dt, |[phi, beta]| duality.hamiltonian_rates(phi, beta));
    }

    /// The largest difference of any phi or beta.
    pub fn distance(&self) -> f64 {
        let [phi, pi] = &self.learning;
        let (found, expected) = ([phi.clone(), self.duality.bias().apply(pi)], &self.hamiltonian);
        let pairs = found.iter().flatten().zip(expected.iter().flatten());
        pairs.fold(0.0, |most, (a, b)| {
            let apart = (a - b).abs();
            if apart.is_nan() || apart > most { apart } else { most }
        })
    }
}

fn runge_kutta(
    state: &mut [Vec<f64>; 2],
    dt: f64,
    rates: impl Fn(&[Vec<f64>; 2]) -> [Vec<f64>; 2],
) {
    let ahead = |rates: &[Vec<f64>; 2], by: f64| {
        let mut moved = state.clone();
        for (values, rates) in moved.iter_mut().zip(rates) {
            values.iter_mut().zip(rates).for_each(|(value, rate)| *value += by * rate);
        }
        moved
    };
    let first = rates(state);
    let second = rates(&ahead(&first, dt / 2.0));
    let third = rates(&ahead(&second, dt / 2.0));
    let fourth = rates(&ahead(&third, dt));
    for (side, values) in state.iter_mut().enumerate() {
        for (at, value) in values.iter_mut().enumerate() {
            let inner = second[side][at] + third[side][at];
            *value += dt / 6.0 * (first[side][at] + 2.0 * inner + fourth[side][at]);
        }
    }
}
