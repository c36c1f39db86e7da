//! What a run came to: time, speed, observables.

use super::figures::{Table, number, prefixed};
use fieldloom::observable::ObservableInfo;
use fieldloom::simulation::{Drift, Level, Simulation};
use serde_json::{Map, Value, json};

/// A run that has ended.
pub struct Summary<'a> {
    /// The run.
    pub simulation: &'a Simulation,
    /// Tick at which it began.
    pub first: u64,
    /// Wall time of the ticks.
    pub seconds: f64,
}

/// An observable at the end of the run.
struct Final {
    info: &'static ObservableInfo,
    value: f64,
    drift: Drift,
}

impl Summary<'_> {
    /// Everything, for programs.
    pub fn json(&self) -> Value {
        let Simulation { lattice, state, parameters, clock, .. } = self.simulation;
        let couplings = (parameters.theory.parameters)(parameters.potential.as_ref());
        let coupling = |name| (String::from(name), parameters.couplings.get(name).into());
        json!({
            "theory": parameters.theory.name,
            "potential": parameters.potential.as_ref().map(|potential| potential.name()),
            "schedule": parameters.schedule.name,
            "couplings": couplings.iter().map(|info| coupling(info.name)).collect::<Map<_, _>>(),
            "shape": lattice.shape(),
            "h": lattice.spacing(),
            "dt": parameters.dt,
            "largest_dt": self.simulation.dynamics.largest_dt(),
            "stable": self.simulation.dynamics.stable(),
            "precision": state.precision().name(),
            "threads": rayon::current_num_threads(),
            "first_tick": self.first,
            "tick": clock.tick,
            "ticks": self.ticks(),
            "time": clock.time(),
            "seconds": self.seconds,
            "site_updates_per_second": self.rate(),
            "observables": self.observables().map(|found| found.json()).collect::<Map<_, _>>(),
            "warnings": self.simulation.measurements.warnings().collect::<Vec<_>>(),
        })
    }

    /// The same, for people.
    pub fn table(&self) -> String {
        let Simulation { state, clock, .. } = self.simulation;
        let mut table = Table::new(&["observable", "initial", "final", "largest drift", "promise"]);
        for found in self.observables() {
            table.push(found.row());
        }
        format!(
            "{} ticks to tick {} (time {}), {} in {}, {}site updates/s\n\n{table}",
            self.ticks(),
            clock.tick,
            number(clock.time()),
            state.precision().name(),
            format_args!("{:.2} s", self.seconds),
            prefixed(self.rate()),
        )
    }

    fn ticks(&self) -> u64 {
        self.simulation.clock.tick - self.first
    }

    fn rate(&self) -> f64 {
        let updates = self.ticks() as f64 * self.simulation.lattice.sites() as f64;
        if self.seconds > 0.0 { updates / self.seconds } else { 0.0 }
    }

    /// The observables measured now, whenever they were measured last.
    fn observables(&self) -> impl Iterator<Item = Final> {
        let look = self.simulation.look();
        self.simulation.measurements.drifts().map(move |drift| {
            let info = drift.observable;
            Final { info, value: (info.measure)(&look), drift }
        })
    }
}

impl Final {
    fn json(&self) -> (String, Value) {
        let Drift { initial, worst, bound, level, .. } = self.drift;
        let values = json!({
            "final": self.value,
            "initial": initial,
            "largest_drift": worst,
            "promised": bound,
            "kept": level.map(|level| level == Level::Green),
        });
        (self.info.name.to_owned(), values)
    }

    fn row(&self) -> [String; 5] {
        let Drift { initial, worst, bound, level, .. } = self.drift;
        let promise = match (bound, level) {
            (Some(bound), Some(Level::Green)) => format!("kept, below {bound:.1e}"),
            (Some(bound), _) => format!("BROKEN, below {bound:.1e}"),
            (None, _) => "none".to_owned(),
        };
        let drift = format!("{worst:.2e}");
        [self.info.name.to_owned(), number(initial), number(self.value), drift, promise]
    }
}
