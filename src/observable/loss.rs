//! The loss.

use super::{Look, ObservableInfo, Promise, always, never};

/// The loss; where each type of neuron has its own, the sum of them. Gradient descent does not
/// minimise it here, for what it depends on moves as well.
///
/// # Reference
/// (2.9), (2.16), (3.11), (3.18), (4.14) as corrected
pub(super) const INFO: ObservableInfo = ObservableInfo {
    name: "loss",
    summary: "The loss that the trainable variables learn from",
    units: "1",
    applies: always,
    promise: |_, _| Promise::None,
    disturbed: never,
    counts_absorbed: |_| false,
    needs_twin: false,
    measure: |look: &Look| look.dynamics.loss(look.lattice, look.state),
    scale: None,
};
