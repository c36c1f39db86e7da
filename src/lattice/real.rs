//! The two precisions a field can have.

use super::simd::Lanes;
use bytemuck::Pod;
use num_traits::{Float, NumAssign};
use serde::{Deserialize, Serialize};

/// A real number the kernels are generic over: `f32` or `f64`.
pub trait Real:
    Float + NumAssign + Default + Lanes + Pod + Send + Sync + std::fmt::Debug + 'static
{
    /// Which precision this is.
    const PRECISION: Precision;
    /// Rounds a double to this precision.
    fn of(value: f64) -> Self;
    /// The value as a double, exactly.
    fn wide(self) -> f64;
}

impl Real for f32 {
    const PRECISION: Precision = Precision::F32;
    fn of(value: f64) -> Self {
        value as f32
    }
    fn wide(self) -> f64 {
        f64::from(self)
    }
}

impl Real for f64 {
    const PRECISION: Precision = Precision::F64;
    fn of(value: f64) -> Self {
        value
    }
    fn wide(self) -> f64 {
        self
    }
}

/// Number of bits a field value is stored in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Precision {
    /// Single precision, 4 bytes a value.
    #[default]
    F32,
    /// Double precision, 8 bytes a value.
    F64,
}

impl Precision {
    /// Bytes of one stored value.
    pub const fn bytes(self) -> usize {
        match self {
            Precision::F32 => 4,
            Precision::F64 => 8,
        }
    }

    /// Relative rounding error of one operation.
    pub const fn epsilon(self) -> f64 {
        match self {
            Precision::F32 => f32::EPSILON as f64,
            Precision::F64 => f64::EPSILON,
        }
    }

    /// The name used on the command line and in files: `f32` or `f64`.
    pub const fn name(self) -> &'static str {
        match self {
            Precision::F32 => "f32",
            Precision::F64 => "f64",
        }
    }
}
