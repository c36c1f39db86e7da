//! Ticks of the cases of `fieldloom bench` that fit in a cache, by every route: for comparing two states
//! of the code (`--save-baseline`, `--baseline`). How rates stand to the bandwidth of the memory, and
//! large lattices, are for `fieldloom bench`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use fieldloom::bench::{Route, cases, ticker};
use std::time::Duration;

/// Most sites of a case.
const SMALL: usize = 1 << 18;

fn ticks(criterion: &mut Criterion) {
    for case in cases().into_iter().filter(|case| case.sites() <= SMALL) {
        let Ok(mut take) = ticker(&case) else { continue };
        let mut group = criterion.benchmark_group(case.to_string());
        for route in Route::ALL.into_iter().filter(|route| *route != Route::Plain) {
            if take(route) {
                group.throughput(Throughput::Elements(case.sites() as u64 * route.ticks()));
                group.bench_function(route.name(), |bencher| bencher.iter(|| take(route)));
            }
        }
    }
}

criterion_group! {
    name = short;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(100))
        .measurement_time(Duration::from_millis(400));
    targets = ticks
}
criterion_main!(short);
