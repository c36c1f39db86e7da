//! The ways to take ticks, timed beside one another.

use super::bandwidth::Arrays;
use super::watch::{self, Task};
use super::{Case, Effort, Skipped};
use crate::lattice::{
    Boundary, Fields, GaugeField, Lattice, LinkField, Precision, Real, SiteField,
};
use crate::theory::{Build, LinkCoupling, Setup, Theory};
use rayon::ThreadPool;
use serde::Serialize;

/// Ticks that are asked for at once.
const AT_ONCE: u64 = 8;

/// Time step: stable for every theory, with links and without.
const DT: f64 = 0.2;

/// A way to take ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// Site by site, a neighbour looked up at a time.
    Plain,
    /// Stage by stage, a sweep or more for each.
    Sweeps,
    /// Tick by tick.
    Single,
    /// Eight ticks at once.
    AtOnce,
}

/// What a case came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measured {
    /// Site updates a second, by route, with all threads: plain loops over sites, where they are
    /// written out.
    pub plain: Option<f64>,
    /// Two sweeps.
    pub sweeps: f64,
    /// Single ticks.
    pub single: f64,
    /// Eight at once.
    pub at_once: f64,
    /// Site updates a second of single ticks on one thread.
    pub single_one_thread: f64,
    /// Of eight at once.
    pub at_once_one_thread: f64,
    /// Bytes a second that two arrays as large as phi and pi are read and written at, in place.
    pub bandwidth: f64,
    /// Bytes that a tick moves for a site at least.
    pub bytes_per_site: usize,
    /// Bytes that single ticks move, as a part of the bandwidth.
    pub share: f64,
    /// Threads.
    pub threads: usize,
}

pub(super) fn measure(case: &Case, effort: Effort) -> Result<Measured, Skipped> {
    match case.precision {
        Precision::F32 => measure_in(case, effort, case.theory.build_f32),
        Precision::F64 => measure_in(case, effort, case.theory.build_f64),
    }
}

fn measure_in<R: Real>(case: &Case, effort: Effort, build: Build<R>) -> Result<Measured, Skipped> {
    let (one, all) = (pool(1)?, pool(effort.threads)?);
    let bench = Bench::new(case, build)?;
    let (lattice, theory) = (&bench.lattice, &*bench.theory);
    let (mut fields, mut arrays) = all.install(|| {
        let values = lattice.sites() * theory.components();
        (bench.fields(), Arrays::<R>::new(values))
    });
    let traffic = arrays.traffic();
    let plain = all.install(|| theory.plain_tick(lattice, &mut fields, DT));
    let field = std::cell::RefCell::new(&mut fields);
    let take = &|pool: &ThreadPool, route: Route, passes: usize| {
        let fields: &mut Fields<R> = &mut field.borrow_mut();
        pool.install(|| (0..passes).for_each(|_| bench.pass(route, fields)));
    };
    let task = |pool, route| -> Task<'_> { Box::new(move |n| take(pool, route, n)) };
    let mut tasks: Vec<Task<'_>> = vec![
        Box::new(|n: usize| all.install(|| (0..n).for_each(|_| arrays.pass()))),
        task(&all, Route::Single),
        task(&all, Route::AtOnce),
        task(&all, Route::Sweeps),
        task(&one, Route::Single),
        task(&one, Route::AtOnce),
    ];
    if plain {
        tasks.push(task(&all, Route::Plain));
    }
    let seconds = watch::in_turn(&mut tasks, effort);
    Ok(report(case, effort.threads, traffic, &seconds))
}

/// What the seconds of a pass say: of the arrays first, then of each route in the order in which they
/// were timed.
fn report(case: &Case, threads: usize, traffic: f64, seconds: &[f64]) -> Measured {
    let rate = |at: usize, route: Route| {
        let seconds = seconds.get(at)?;
        Some(route.ticks() as f64 * case.sites() as f64 / seconds)
    };
    let known = |rate: Option<f64>| rate.unwrap_or(f64::NAN);
    let single = known(rate(1, Route::Single));
    let bandwidth = traffic / seconds.first().copied().unwrap_or(f64::NAN);
    Measured {
        plain: rate(6, Route::Plain),
        sweeps: known(rate(3, Route::Sweeps)),
        single,
        at_once: known(rate(2, Route::AtOnce)),
        single_one_thread: known(rate(4, Route::Single)),
        at_once_one_thread: known(rate(5, Route::AtOnce)),
        bandwidth,
        bytes_per_site: case.traffic(),
        share: single * case.traffic() as f64 / bandwidth,
        threads,
    }
}

fn pool(threads: usize) -> Result<ThreadPool, Skipped> {
    let built = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    built.map_err(|why| Skipped::Threads { threads, why: why.to_string() })
}

impl Route {
    /// Ticks of one pass.
    fn ticks(self) -> u64 {
        if self == Self::AtOnce { AT_ONCE } else { 1 }
    }
}

/// A theory and its lattice.
struct Bench<R> {
    lattice: Lattice,
    theory: Box<dyn Theory<R>>,
    links: bool,
}

impl<R: Real> Bench<R> {
    fn new(case: &Case, build: Build<R>) -> Result<Self, Skipped> {
        let failed = |why: &dyn std::fmt::Display| Skipped::Model { why: why.to_string() };
        let lattice = Lattice::new(&case.shape, 1.0, &[Boundary::Periodic]);
        let lattice = lattice.map_err(|why| failed(&why))?;
        let theory = build(&Setup {
            lattice: &lattice,
            potential: case.potential.as_ref(),
            couplings: case.couplings(),
            coupling: LinkCoupling::Exact,
            dt: DT,
            wiring: None,
        });
        Ok(Self { theory: theory.map_err(|why| failed(&why))?, lattice, links: case.links })
    }

    /// Fields without symmetry, and links that turn what they carry.
    fn fields(&self) -> Fields<R> {
        let (lattice, mut fields) =
            (&self.lattice, Fields::zeros(&self.lattice, self.theory.components()));
        for (seed, field) in [&mut fields.phi, &mut fields.pi].into_iter().enumerate() {
            scatter(lattice, field, seed);
        }
        fields.gauge = self.links.then(|| {
            let mut links = LinkField::zeros(lattice);
            links.for_each_row(lattice, |row, out| scatter_row(row, out, 2));
            GaugeField::new(lattice, links, None)
        });
        fields
    }

    fn pass(&self, route: Route, fields: &mut Fields<R>) {
        let Self { lattice, theory, .. } = self;
        match route {
            Route::Plain => {
                theory.plain_tick(lattice, fields, DT);
            }
            Route::Sweeps => {
                theory.activate(lattice, fields, DT);
                theory.learn(lattice, fields, DT);
            }
            Route::Single => theory.leapfrog(lattice, fields, DT, 1),
            Route::AtOnce => theory.leapfrog(lattice, fields, DT, AT_ONCE),
        }
    }
}

fn scatter<R: Real>(lattice: &Lattice, field: &mut SiteField<R>, seed: usize) {
    field.for_each_row(lattice, |row, out| scatter_row(row, out, seed));
}

/// Numbers between -1/2 and 1/2.
fn scatter_row<R: Real>(row: usize, out: &mut [R], seed: usize) {
    let mut state = (row as u64 * 4 + seed as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    for value in out {
        // Constants of Knuth's MMIX.
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *value = R::of((state >> 40) as f64 / (1u64 << 24) as f64 - 0.5);
    }
}
