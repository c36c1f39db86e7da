//! The ways to take ticks, timed beside one another.

use super::bandwidth::Arrays;
use super::measured::{Measured, Rates, Timed};
use super::watch::{self, Task, median};
use super::{Case, Effort, Skipped};
use crate::lattice::{
    Boundary, Fields, GaugeField, Lattice, LinkField, Precision, Real, SiteField,
};
use crate::theory::{Build, LinkCoupling, Setup, Theory};
use rayon::ThreadPool;

/// Ticks that are asked for at once.
const AT_ONCE: u64 = 8;

/// Ticks that are asked for together where each is a trip of its own: the one trip more, in which the
/// first begins, is then a small part.
const BY_TRIPS: u64 = 16;

/// Time step: stable for every theory, with links and without.
const DT: f64 = 0.2;

/// A way to take ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// Site by site, a neighbour looked up at a time.
    Plain,
    /// Stage by stage, a sweep or more for each.
    Sweeps,
    /// Tick by tick, the state looked at after each: kick, drift and kick, three stencils in one trip
    /// through memory.
    Single,
    /// The same without the links, of fields that have some.
    Unlinked,
    /// Ticks between which nobody looks, a trip for each: kicks that meet are one, two stencils a tick.
    ByTrips,
    /// Eight ticks at once.
    AtOnce,
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
    let optional = [Route::Plain, Route::ByTrips, Route::Unlinked]
        .map(|route| all.install(|| bench.pass(route, &mut fields)).then_some(route));
    let field = std::cell::RefCell::new(&mut fields);
    let take = &|pool: &ThreadPool, route: Route, passes: usize| {
        let fields: &mut Fields<R> = &mut field.borrow_mut();
        pool.install(|| {
            (0..passes).for_each(|_| {
                bench.pass(route, fields);
            })
        });
    };
    let task = |pool, route| -> Task<'_> { Box::new(move |n| take(pool, route, n)) };
    let timed: Vec<Timed> = [Route::Single, Route::AtOnce, Route::Sweeps]
        .into_iter()
        .chain(optional.into_iter().flatten())
        .map(|route| (route, effort.threads))
        .chain([(Route::Single, 1), (Route::AtOnce, 1)])
        .collect();
    let mut tasks: Vec<Task<'_>> =
        vec![Box::new(|n: usize| all.install(|| (0..n).for_each(|_| arrays.pass())))];
    tasks.extend(timed.iter().map(|(route, threads)| match threads {
        1 => task(&one, *route),
        _ => task(&all, *route),
    }));
    let mut seconds = watch::in_turn(&mut tasks, effort).into_iter();
    let bandwidth = median(per_second(seconds.next().unwrap_or_default(), traffic));
    let rates = timed.into_iter().zip(seconds).map(|(timed, seconds)| {
        (timed, per_second(seconds, timed.0.ticks() as f64 * case.sites() as f64))
    });
    Ok(Rates(rates.collect()).report(case, effort.threads, bandwidth))
}

/// So much for each of so many seconds.
fn per_second(seconds: Vec<f64>, much: f64) -> Vec<f64> {
    seconds.into_iter().map(|seconds| much / seconds).collect()
}

fn pool(threads: usize) -> Result<ThreadPool, Skipped> {
    let built = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    built.map_err(|why| Skipped::Threads { threads, why: why.to_string() })
}

/// Takes the ticks of one pass of a route whenever it is called, and says whether the theory has that
/// route.
pub type Ticker = Box<dyn FnMut(Route) -> bool>;

/// A case in a state without symmetry, to take ticks of.
///
/// # Errors
/// When its theory cannot be built.
pub fn ticker(case: &Case) -> Result<Ticker, Skipped> {
    match case.precision {
        Precision::F32 => ticker_in(case, case.theory.build_f32),
        Precision::F64 => ticker_in(case, case.theory.build_f64),
    }
}

fn ticker_in<R: Real>(case: &Case, build: Build<R>) -> Result<Ticker, Skipped> {
    let bench = Bench::new(case, build)?;
    let mut fields = bench.fields();
    Ok(Box::new(move |route| bench.pass(route, &mut fields)))
}

impl Route {
    /// Every route there is.
    pub const ALL: [Self; 6] =
        [Self::Plain, Self::Sweeps, Self::Single, Self::Unlinked, Self::ByTrips, Self::AtOnce];

    /// What it is called in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Sweeps => "sweeps",
            Self::Single => "single",
            Self::Unlinked => "unlinked",
            Self::ByTrips => "by trips",
            Self::AtOnce => "at once",
        }
    }

    /// Ticks of one pass.
    pub fn ticks(self) -> u64 {
        match self {
            Self::AtOnce => AT_ONCE,
            Self::ByTrips => BY_TRIPS,
            Self::Plain | Self::Sweeps | Self::Single | Self::Unlinked => 1,
        }
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

    /// The ticks of one pass; whether the theory has that route.
    fn pass(&self, route: Route, fields: &mut Fields<R>) -> bool {
        let Self { lattice, theory, .. } = self;
        match route {
            Route::Plain => return theory.plain_tick(lattice, fields, DT),
            Route::ByTrips => return theory.leapfrog_by_trips(lattice, fields, DT, BY_TRIPS),
            Route::Sweeps => {
                theory.activate(lattice, fields, DT);
                theory.learn(lattice, fields, DT);
            }
            Route::Single => theory.leapfrog(lattice, fields, DT, 1),
            Route::Unlinked => {
                let Some(gauge) = fields.gauge.take() else { return false };
                theory.leapfrog(lattice, fields, DT, 1);
                fields.gauge = Some(gauge);
            }
            Route::AtOnce => theory.leapfrog(lattice, fields, DT, AT_ONCE),
        }
        true
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
