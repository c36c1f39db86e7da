//! The vectors of x86-64: 128 bits everywhere, 256 with AVX, 512 with AVX-512.
//!
//! Arrays in their place, left to the compiler, took three times as long in the kernels of the Dirac
//! field.
#![allow(unsafe_code, reason = "intrinsics; measured, see above")]

use super::two::Two;
use super::{Kernel, Lanes, Vector};
use std::arch::x86_64::*;
use std::ops::{Add, Mul, Sub};

/// A vector type of `$lanes` values. Values of it are made only by kernels that [`Lanes::dispatch`]
/// runs where the machine has `$feature`.
macro_rules! vector {
    ($name:ident, $real:ty, $inner:ty, $lanes:literal,
     [$set:ident, $load:ident, $store:ident, $add:ident, $sub:ident, $mul:ident]
     $(, masks: [$mask:ty, $load_mask:ident, $store_mask:ident, $move_mask:ident],
         joined: [$join:ident, $to_bits:ident, $of_bits:ident])?
     $(, lanes: [$below:ident, $load_some:ident, $store_some:ident, $without:ident, $choose:ident, $cast:ident, $uncast:ident])?) => {
        #[derive(Clone, Copy)]
        pub(crate) struct $name($inner);

        vector!(@operation $name, Add, add, $add);
        vector!(@operation $name, Sub, sub, $sub);
        vector!(@operation $name, Mul, mul, $mul);

        impl Vector<$real> for $name {
            type Half = Self;

            const LANES: usize = $lanes;

            #[inline(always)]
            fn splat(value: $real) -> Self {
                // SAFETY: the machine has the instruction.
                Self(unsafe { $set(value) })
            }

            #[inline(always)]
            unsafe fn load(from: *const $real) -> Self {
                // SAFETY: as the caller promises; no alignment is asked for.
                Self(unsafe { $load(from) })
            }

            #[inline(always)]
            unsafe fn store(self, to: *mut $real) {
                // SAFETY: as the caller promises; no alignment is asked for.
                unsafe { $store(to, self.0) };
            }

            $(
                #[inline(always)]
                unsafe fn load_lanes(from: *const $real, first: usize, end: usize) -> Self {
                    let mask = ((1u32 << end) - (1u32 << first)) as $mask;
                    // SAFETY: lanes that are masked out are not read.
                    Self(unsafe { $load_mask(mask, from) })
                }

                #[inline(always)]
                unsafe fn store_lanes(self, to: *mut $real, end: usize) {
                    let mask = ((1u32 << end) - 1) as $mask;
                    // SAFETY: lanes that are masked out are not written.
                    unsafe { $store_mask(to, mask, self.0) };
                }

                #[inline(always)]
                fn with(self, lane: usize, value: $real) -> Self {
                    let mask = (1u32 << lane) as $mask;
                    // SAFETY: the machine has the instruction.
                    Self(unsafe { $move_mask(self.0, mask, $set(value)) })
                }

                // A vector of 64 bytes that does not begin at a line of the cache lies in two.
                #[inline(always)]
                unsafe fn load_after(at: *const $real) -> Self {
                    // SAFETY: as the caller promises.
                    unsafe { Self::load_after_to(at, at.add($lanes)) }
                }

                #[inline(always)]
                unsafe fn load_before(at: *const $real) -> Self {
                    // SAFETY: as the caller promises.
                    unsafe { Self::load_before_from(at, at.sub(1)) }
                }

                #[inline(always)]
                unsafe fn load_after_to(at: *const $real, last: *const $real) -> Self {
                    // SAFETY: as the caller promises.
                    Self(unsafe {
                        let last = $to_bits($set(last.read()));
                        $of_bits($join::<1>(last, $to_bits($load(at))))
                    })
                }

                #[inline(always)]
                unsafe fn load_before_from(at: *const $real, first: *const $real) -> Self {
                    // SAFETY: as the caller promises.
                    Self(unsafe {
                        let first = $to_bits($set(first.read()));
                        $of_bits($join::<{ $lanes - 1 }>($to_bits($load(at)), first))
                    })
                }
            )?

            $(
                #[inline(always)]
                unsafe fn load_lanes(from: *const $real, first: usize, end: usize) -> Self {
                    // SAFETY: lanes that are masked out are not read.
                    Self(unsafe {
                        let mask = $without($cast($below(first)), $cast($below(end)));
                        $load_some(from, $uncast(mask))
                    })
                }

                #[inline(always)]
                unsafe fn store_lanes(self, to: *mut $real, end: usize) {
                    // SAFETY: lanes that are masked out are not written.
                    unsafe { $store_some(to, $below(end), self.0) };
                }

                #[inline(always)]
                fn with(self, lane: usize, value: $real) -> Self {
                    // SAFETY: the machine has the instruction.
                    Self(unsafe {
                        let mask = $without($cast($below(lane)), $cast($below(lane + 1)));
                        $choose(self.0, $set(value), mask)
                    })
                }
            )?
        }
    };
    (@operation $name:ident, $trait:ident, $method:ident, $intrinsic:ident) => {
        impl $trait for $name {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                // SAFETY: the machine has the instruction.
                Self(unsafe { $intrinsic(self.0, other.0) })
            }
        }
    };
}

vector!(F32x16, f32, __m512, 16,
    [_mm512_set1_ps, _mm512_loadu_ps, _mm512_storeu_ps, _mm512_add_ps, _mm512_sub_ps, _mm512_mul_ps],
    masks: [__mmask16, _mm512_maskz_loadu_ps, _mm512_mask_storeu_ps, _mm512_mask_mov_ps],
    joined: [_mm512_alignr_epi32, _mm512_castps_si512, _mm512_castsi512_ps]);
vector!(F64x8, f64, __m512d, 8,
    [_mm512_set1_pd, _mm512_loadu_pd, _mm512_storeu_pd, _mm512_add_pd, _mm512_sub_pd, _mm512_mul_pd],
    masks: [__mmask8, _mm512_maskz_loadu_pd, _mm512_mask_storeu_pd, _mm512_mask_mov_pd],
    joined: [_mm512_alignr_epi64, _mm512_castpd_si512, _mm512_castsi512_pd]);
vector!(
    F32x8,
    f32,
    __m256,
    8,
    [
        _mm256_set1_ps,
        _mm256_loadu_ps,
        _mm256_storeu_ps,
        _mm256_add_ps,
        _mm256_sub_ps,
        _mm256_mul_ps
    ],
    lanes: [
        below_8,
        _mm256_maskload_ps,
        _mm256_maskstore_ps,
        _mm256_andnot_ps,
        _mm256_blendv_ps,
        _mm256_castsi256_ps,
        _mm256_castps_si256
    ]
);
vector!(
    F64x4,
    f64,
    __m256d,
    4,
    [
        _mm256_set1_pd,
        _mm256_loadu_pd,
        _mm256_storeu_pd,
        _mm256_add_pd,
        _mm256_sub_pd,
        _mm256_mul_pd
    ],
    lanes: [
        below_4,
        _mm256_maskload_pd,
        _mm256_maskstore_pd,
        _mm256_andnot_pd,
        _mm256_blendv_pd,
        _mm256_castsi256_pd,
        _mm256_castpd_si256
    ]
);
vector!(
    F32x4,
    f32,
    __m128,
    4,
    [_mm_set1_ps, _mm_loadu_ps, _mm_storeu_ps, _mm_add_ps, _mm_sub_ps, _mm_mul_ps]
);
vector!(
    F64x2,
    f64,
    __m128d,
    2,
    [_mm_set1_pd, _mm_loadu_pd, _mm_storeu_pd, _mm_add_pd, _mm_sub_pd, _mm_mul_pd]
);

/// The lanes of 8 before `end`, as a mask.
///
/// # Safety
/// `end <= 8`, and the machine has AVX.
#[inline(always)]
unsafe fn below_8(end: usize) -> __m256i {
    const LANES: [i32; 16] = [-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0];
    // SAFETY: eight of them follow, from the first on or later.
    unsafe { _mm256_loadu_si256(LANES.as_ptr().add(8 - end).cast()) }
}

/// The lanes of 4 before `end`, as a mask.
///
/// # Safety
/// `end <= 4`, and the machine has AVX.
#[inline(always)]
unsafe fn below_4(end: usize) -> __m256i {
    const LANES: [i64; 8] = [-1, -1, -1, -1, 0, 0, 0, 0];
    // SAFETY: four of them follow, from the first on or later.
    unsafe { _mm256_loadu_si256(LANES.as_ptr().add(4 - end).cast()) }
}

/// Chooses among the three for one precision.
macro_rules! lanes {
    ($real:ty, $wide:ident, $middle:ident, $narrow:ident) => {
        impl Lanes for $real {
            #[inline]
            #[allow(private_bounds, reason = "vectors are of no use outside the kernels")]
            fn dispatch<K: Kernel<Self>>(kernel: K) {
                #[target_feature(enable = "avx512f")]
                fn wide<K: Kernel<$real>>(kernel: K) {
                    if K::TWO {
                        kernel.run::<Two<$wide>>();
                    } else {
                        kernel.run::<$wide>();
                    }
                }
                #[target_feature(enable = "avx")]
                fn middle<K: Kernel<$real>>(kernel: K) {
                    kernel.run::<$middle>();
                }
                if is_x86_feature_detected!("avx512f") {
                    // SAFETY: the machine has it.
                    unsafe { wide(kernel) }
                } else if is_x86_feature_detected!("avx") {
                    // SAFETY: the machine has it.
                    unsafe { middle(kernel) }
                } else {
                    kernel.run::<$narrow>();
                }
            }
        }
    };
}

lanes!(f32, F32x16, F32x8, F32x4);
lanes!(f64, F64x8, F64x4, F64x2);

/// Asks for the line at an address to be brought into the second cache.
#[inline(always)]
pub(super) fn prefetch(address: *const i8) {
    // SAFETY: a prefetch reads nothing, so any address will do; every x86-64 has it.
    unsafe { _mm_prefetch::<_MM_HINT_T1>(address) };
}
