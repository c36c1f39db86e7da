//! Links of a state, put by while others are tried.

use crate::lattice::{FieldState, GaugeField};

/// Links of a state, put by.
pub(super) enum Links {
    F32(Option<GaugeField<f32>>),
    F64(Option<GaugeField<f64>>),
}

impl Links {
    pub fn take(state: &mut FieldState) -> Self {
        match state {
            FieldState::F32(fields) => Self::F32(fields.gauge.take()),
            FieldState::F64(fields) => Self::F64(fields.gauge.take()),
        }
    }

    pub fn put(self, state: &mut FieldState) {
        match (self, state) {
            (Self::F32(links), FieldState::F32(fields)) => fields.gauge = links,
            (Self::F64(links), FieldState::F64(fields)) => fields.gauge = links,
            _ => debug_assert!(false, "links of another precision"),
        }
    }

    pub fn is_none(&self) -> bool {
        matches!(self, Self::F32(None) | Self::F64(None))
    }

    pub fn are_none(state: &FieldState) -> bool {
        match state {
            FieldState::F32(fields) => fields.gauge.is_none(),
            FieldState::F64(fields) => fields.gauge.is_none(),
        }
    }
}
