//! The loss.

use super::{Look, ObservableInfo, Promise, as_it_is};

/// The loss of neurons that learn from it: gradient descent does not minimise it here, for what it
/// depends on moves as well.
///
/// # Reference
/// (2.9), (2.16)
pub(super) const INFO: ObservableInfo = ObservableInfo {
    name: "loss",
    summary: "The loss that the trainable variables learn from",
    units: "1",
    applies: |parameters, _| !parameters.theory.extras.is_empty(),
    promise: |_, _| Promise::None,
    in_gauge: as_it_is,
    counts_absorbed: |_| false,
    needs_twin: false,
    measure: |look: &Look| look.dynamics.loss(look.state).unwrap_or(f64::NAN),
    scale: None,
};
