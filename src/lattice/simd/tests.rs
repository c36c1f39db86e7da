//! Every kind of vector against plain values.

use super::portable::Array;
use super::*;

struct Check;

/// All operations on values that tell the lanes apart; sums and products round, so a fused product
/// and sum would be seen.
fn check<R: Real, V: Vector<R>>() {
    let values = |rate: f64| -> Vec<R> {
        (0..MOST_LANES + 1).map(|lane| R::of((rate * lane as f64 + 0.4).sin())).collect()
    };
    let (a, b) = (values(1.3), values(2.1));
    let mut out = vec![R::zero(); MOST_LANES];
    // SAFETY: the slices are longer than any vector.
    let [x, y] = unsafe { [V::load(a[1..].as_ptr()), V::load(b.as_ptr())] };
    // SAFETY: as above.
    unsafe { (x * y + V::splat(R::of(0.1)) - y).store(out.as_mut_ptr()) };
    for lane in 0..V::LANES {
        assert_eq!(out[lane], a[lane + 1] * b[lane] + R::of(0.1) - b[lane]);
    }
}

/// Some lanes alone: what is beyond them is neither read nor written.
fn check_lanes<R: Real, V: Vector<R>>() {
    let number = |slot: usize| R::of(slot as f64 + 1.0);
    for (first, end) in (0..=V::LANES).flat_map(|end| (0..=end).map(move |first| (first, end))) {
        let from: Vec<R> = (first..end).map(number).collect();
        let mut to = vec![R::of(-1.0); MOST_LANES];
        // SAFETY: the lanes from first to before end are read, and those before end written.
        unsafe {
            let some = V::load_lanes(from.as_ptr().wrapping_sub(first), first, end);
            some.store_lanes(to.as_mut_ptr(), end);
        }
        for (lane, value) in to.iter().enumerate() {
            let expected = match lane {
                lane if lane >= end => R::of(-1.0),
                lane if lane < first => R::zero(),
                lane => number(lane),
            };
            assert_eq!(*value, expected, "lane {lane} of {first}..{end}");
        }
    }
}

fn check_with<R: Real, V: Vector<R>>() {
    for lane in 0..V::LANES {
        let mut out = vec![R::zero(); MOST_LANES];
        // SAFETY: the buffer is as long as any vector.
        unsafe { V::splat(R::of(2.0)).with(lane, R::of(7.0)).store(out.as_mut_ptr()) };
        let sevens: Vec<_> = (0..V::LANES).filter(|at| out[*at] == R::of(7.0)).collect();
        assert_eq!(sevens, [lane]);
    }
}

/// One value further and one before, with no value to read but those.
fn check_beside<R: Real, V: Vector<R>>() {
    let values: Vec<R> = (0..V::LANES + 1).map(|slot| R::of(slot as f64)).collect();
    let (all, end) = (values.as_ptr(), values[V::LANES..].as_ptr());
    let written = |vector: V| {
        let mut out = vec![R::zero(); MOST_LANES];
        // SAFETY: the buffer is as long as any vector.
        unsafe { vector.store(out.as_mut_ptr()) };
        out.truncate(V::LANES);
        out
    };
    // SAFETY: one value more than a vector has is there.
    let [after, before] = unsafe { [V::load_after(all), V::load_before(values[1..].as_ptr())] };
    assert_eq!((&written(after)[..], &written(before)[..]), (&values[1..], &values[..V::LANES]));
    // The last is read elsewhere, and so is the first.
    let less = values[..V::LANES].to_vec();
    // SAFETY: a vector is there, and one value elsewhere.
    let [after, before] =
        unsafe { [V::load_after_to(less.as_ptr(), end), V::load_before_from(less.as_ptr(), end)] };
    let turned: Vec<R> = values[V::LANES..].iter().chain(&less[..V::LANES - 1]).copied().collect();
    assert_eq!((&written(after)[..], written(before)), (&values[1..], turned));
}

impl<R: Real> Kernel<R> for Check {
    #[inline(always)]
    fn run<V: Vector<R>>(self) {
        check::<R, V>();
        check_lanes::<R, V>();
        check_with::<R, V>();
        check_beside::<R, V>();
    }
}

#[test]
fn vectors_do_what_values_do() {
    dispatch::<f32>(Check);
    dispatch::<f64>(Check);
    Kernel::<f32>::run::<Array<f32>>(Check);
    Kernel::<f64>::run::<Array<f64>>(Check);
}

#[cfg(target_arch = "x86_64")]
#[test]
fn narrower_vectors_do_too() {
    Kernel::<f32>::run::<x86::F32x4>(Check);
    Kernel::<f64>::run::<x86::F64x2>(Check);
    Kernel::<f32>::run::<two::Two<x86::F32x4>>(Check);
    Kernel::<f64>::run::<two::Two<x86::F64x2>>(Check);
    if is_x86_feature_detected!("avx512f") {
        Kernel::<f32>::run::<x86::F32x16>(Check);
        Kernel::<f64>::run::<x86::F64x8>(Check);
    }
    if is_x86_feature_detected!("avx") {
        Kernel::<f32>::run::<x86::F32x8>(Check);
        Kernel::<f64>::run::<x86::F64x4>(Check);
    }
}
