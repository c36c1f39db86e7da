//! Theory, potential, couplings and schedule by name.

use crate::network::BREAKS;
use crate::scene::error::{Problem, list, suggestion};
use crate::scene::format::{ScheduleText, TheoryText, WiringText};
use crate::simulation::Parameters;
use crate::theory::{
    Couplings, LinkCoupling, Potential, PotentialExpr, Source, THEORIES, TheoryInfo, Wiring, theory,
};
use crate::tick::{TICKS, TickInfo, tick};
use std::sync::Arc;

/// What becomes of a number that the theory does not have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spare {
    /// A mistake, in a scene.
    Refused,
    /// Usual in `meta.json`, which may name the couplings of all potentials.
    PassedOver,
}

/// What a run is made of, apart from lattice and state.
pub fn parameters(
    text: &TheoryText,
    schedule: &ScheduleText,
    spare: Spare,
) -> Result<Parameters, Problem> {
    let theory = known_theory(&text.name)?;
    let potential = potential(theory, text)?;
    let couplings = couplings(theory, potential.as_ref(), &text.numbers, spare)?;
    let wiring = wiring(theory, &text.wiring, &couplings)?;
    let tick = known_schedule(&schedule.name)?;
    if schedule.dt == 0.0 {
        let message = "dt = 0 is not a time step; it must be a number other than 0";
        return Err(Problem::new("schedule.dt", message));
    }
    Ok(Parameters {
        theory,
        potential,
        couplings,
        coupling: LinkCoupling::Exact,
        schedule: tick,
        dt: schedule.dt,
        wiring: wiring.map(Arc::new),
        allow_unstable: schedule.allow_unstable,
    })
}

fn known_theory(name: &str) -> Result<&'static TheoryInfo, Problem> {
    theory(name).ok_or_else(|| {
        let hint = suggestion(name, THEORIES.iter().map(|theory| theory.name));
        Problem::new("theory.name", format!("there is no theory `{name}`{hint}"))
    })
}

fn known_schedule(name: &str) -> Result<&'static TickInfo, Problem> {
    tick(name).ok_or_else(|| {
        let hint = suggestion(name, TICKS.iter().map(|tick| tick.name));
        Problem::new("schedule.name", format!("there is no schedule `{name}`{hint}"))
    })
}

fn potential(theory: &TheoryInfo, text: &TheoryText) -> Result<Option<Potential>, Problem> {
    let problem =
        |field: &str, message: String| Err(Problem::new(format!("theory.{field}"), message));
    let name = theory.name;
    let Some(potential) = text.potential.as_deref() else {
        return match theory.potentials {
            [] if text.expr.is_some() => {
                problem("expr", format!("{name} takes no potential, so no formula for one"))
            }
            [] => Ok(None),
            known => Err(Problem::new(
                "theory",
                format!("{name} needs a potential; there is {}", list(known)),
            )),
        };
    };
    if theory.potentials.is_empty() {
        return problem("potential", format!("{name} takes no potential; leave it out"));
    }
    if !theory.potentials.contains(&potential) {
        let hint = suggestion(potential, theory.potentials.iter().copied());
        return problem("potential", format!("{name} has no potential `{potential}`{hint}"));
    }
    match (potential, &text.expr) {
        ("expr", Some(formula)) => typed(formula).map(Some),
        ("expr", None) => problem(
            "potential",
            "the potential \"expr\" needs its formula, such as expr: \"m^2*phi^2/2\"".to_owned(),
        ),
        (_, Some(_)) => problem(
            "expr",
            format!("the potential `{potential}` takes no formula; potential: \"expr\" does"),
        ),
        (_, None) => Ok(plain(potential)),
    }
}

/// The potential of that name that has no formula.
fn plain(name: &str) -> Option<Potential> {
    [Potential::Mass, Potential::Phi4, Potential::SineGordon]
        .into_iter()
        .find(|potential| potential.name() == name)
}

fn typed(formula: &str) -> Result<Potential, Problem> {
    PotentialExpr::parse(formula)
        .map(Potential::Expr)
        .map_err(|error| Problem::new("theory.expr", error.to_string()))
}

fn couplings(
    theory: &TheoryInfo,
    potential: Option<&Potential>,
    numbers: &[(String, f64)],
    spare: Spare,
) -> Result<Couplings, Problem> {
    let known = (theory.parameters)(potential);
    let mut couplings = Couplings::defaults(theory, potential);
    for (name, value) in numbers {
        let path = format!("theory.{name}");
        let Some(info) = known.iter().find(|info| info.name == name) else {
            if spare == Spare::PassedOver {
                continue;
            }
            return Err(Problem::new(path, unknown_number(theory, potential, name)));
        };
        if !(value.is_finite() && *value >= info.least) {
            let (meaning, least) = (info.meaning, info.least);
            let message =
                format!("{name} = {value} is out of range; {meaning} is at least {least}");
            return Err(Problem::new(path, message));
        }
        if let Some(slot) = couplings.get_mut(name) {
            *slot = *value;
        }
    }
    Ok(couplings)
}

/// Matrices and functions, of a theory that takes some.
fn wiring(
    theory: &TheoryInfo,
    text: &WiringText,
    couplings: &Couplings,
) -> Result<Option<Wiring>, Problem> {
    if let Some(spare) = text.given().into_iter().find(|name| !theory.extras.contains(name)) {
        let message = format!("{} takes no `{spare}`; leave it out", theory.name);
        return Err(Problem::new(format!("theory.{spare}"), message));
    }
    if theory.extras.is_empty() {
        return Ok(None);
    }
    let source = match theory.extras.contains(&"w") {
        true => source(theory, text)?,
        false => Source::Alone,
    };
    let wiring = Wiring { free: text.f.clone().unwrap_or_else(|| "0".to_owned()), source };
    wiring.free(couplings).map_err(|error| Problem::new("theory.f", error.to_string()))?;
    Ok(Some(wiring))
}

/// Where W and B come from: given, or drawn.
fn source(theory: &TheoryInfo, text: &WiringText) -> Result<Source, Problem> {
    match (&text.w, &text.b, &text.draw) {
        (Some(w), Some(b), None) => Ok(Source::Given { w: w.clone(), b: b.clone() }),
        (None, None, Some(name)) => {
            let known = BREAKS.iter().find(|(known, _)| known == name);
            let Some((_, broken)) = known else {
                let hint = suggestion(name, BREAKS.iter().map(|(known, _)| *known));
                let message = format!("there is no draw `{name}`{hint}");
                return Err(Problem::new("theory.draw", message));
            };
            Ok(Source::Drawn { broken: *broken, seed: text.seed.unwrap_or_default() })
        }
        _ => Err(Problem::new(
            "theory",
            format!(
                "{} needs its weights and biases: both w and b, or draw: \"dual\", not both ways",
                theory.name
            ),
        )),
    }
}

fn unknown_number(theory: &TheoryInfo, potential: Option<&Potential>, name: &str) -> String {
    let whose = match potential {
        Some(potential) => format!("{} with the potential `{}`", theory.name, potential.name()),
        None => theory.name.to_owned(),
    };
    let names = (theory.parameters)(potential).iter().map(|info| info.name);
    let names: Vec<&str> = names.collect();
    let fields = names.iter().copied().chain(["name", "potential", "expr"]);
    match crate::scene::error::nearest(name, &fields.collect::<Vec<_>>()) {
        Some(near) => format!("{whose} has no parameter `{name}`; did you mean `{near}`?"),
        None => format!("{whose} has no parameter `{name}`; it has {}", list(&names)),
    }
}
