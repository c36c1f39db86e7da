//! `fieldloom doctor`: what the machine has and what it lacks.

use super::failure::Failure;
use super::figures::{Table, prefixed};
use super::machine::{self, Library, Machine};
use super::{JsonArgs, console};
use clap::Args;
use serde_json::{Value, json};

/// Say what this machine can do, and what to install where it cannot
#[derive(Args)]
pub struct DoctorArgs {
    #[command(flatten)]
    output: JsonArgs,
}

/// Everything that was found.
struct Findings {
    machine: Machine,
    adapter: Adapter,
    missing: Vec<&'static Library>,
    display: Option<String>,
}

/// What there is to draw with.
enum Adapter {
    /// A description, and whether it is a processor that draws.
    #[cfg_attr(not(feature = "viewer"), expect(dead_code, reason = "nothing to draw with"))]
    Found { name: String, driver: String, software: bool },
    /// The reason there is none.
    #[cfg_attr(not(feature = "viewer"), expect(dead_code, reason = "nothing to draw with"))]
    None(String),
    /// This build does not draw.
    #[cfg_attr(feature = "viewer", expect(dead_code, reason = "this build draws"))]
    NotBuilt,
}

/// Prints the findings.
///
/// # Errors
/// [`Failure::NoAdapter`] when there is nothing to draw with.
pub fn doctor(args: &DoctorArgs) -> Result<(), Failure> {
    #[cfg(feature = "viewer")]
    super::quiet::without_display();
    let findings = Findings::collect();
    if args.output.json {
        console::line(format_args!("{:#}", findings.json()))?;
    } else {
        console::print(findings.table())?;
        for advice in findings.advice() {
            console::line(format_args!("\n{advice}"))?;
        }
    }
    match findings.adapter {
        Adapter::None(_) => Err(Failure::NoAdapter),
        Adapter::Found { .. } | Adapter::NotBuilt => Ok(()),
    }
}

impl Findings {
    fn collect() -> Self {
        Self {
            machine: Machine::inspect(),
            adapter: adapter(),
            missing: machine::missing_libraries(),
            display: machine::display(),
        }
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&["what", "found"]);
        let mut row = |what: &str, found: String| table.push([what.to_owned(), found]);
        let Machine { processor, threads, memory, available } = &self.machine;
        row("fieldloom", fieldloom::VERSION.to_owned());
        row("processor", format!("{processor}, {threads} threads"));
        let (memory, available) = (prefixed(*memory as f64), prefixed(*available as f64));
        row("memory", format!("{memory}B, {available}B of it free"));
        row("adapter", self.adapter.to_string());
        row("libraries", self.libraries());
        row(
            "display",
            self.display.clone().unwrap_or_else(|| "none: recording needs none".to_owned()),
        );
        row("ffmpeg", "not needed".to_owned());
        table
    }

    fn libraries(&self) -> String {
        match self.missing.iter().map(|library| library.file).collect::<Vec<_>>() {
            missing if missing.is_empty() => "all there".to_owned(),
            missing => format!("missing {}", missing.join(", ")),
        }
    }

    /// What to do about what is missing.
    fn advice(&self) -> Vec<String> {
        let mut packages: Vec<&str> = self.missing.iter().map(|library| library.package).collect();
        let mut advice = Vec::new();
        if let Adapter::None(reason) = &self.adapter {
            advice.push(reason.clone());
            packages.push(machine::SOFTWARE_DRIVER);
        }
        if !packages.is_empty() {
            let packages = packages.join(" ");
            advice.push(format!(
                "On Debian and its kin: sudo apt-get install --no-install-recommends {packages}"
            ));
        }
        advice
    }

    fn json(&self) -> Value {
        let adapter = match &self.adapter {
            Adapter::Found { name, driver, software } => {
                json!({ "name": name, "driver": driver, "software": software })
            }
            Adapter::None(_) | Adapter::NotBuilt => Value::Null,
        };
        json!({
            "version": fieldloom::VERSION,
            "processor": self.machine.processor,
            "threads": self.machine.threads,
            "memory_bytes": self.machine.memory,
            "memory_available_bytes": self.machine.available,
            "adapter": adapter,
            "missing_libraries": self.missing.iter().map(|library| library.file).collect::<Vec<_>>(),
            "display": self.display,
            "advice": self.advice(),
        })
    }
}

impl std::fmt::Display for Adapter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Found { name, driver, software: true } => {
                write!(f, "{name} ({driver}), software")
            }
            Self::Found { name, driver, software: false } => write!(f, "{name} ({driver})"),
            Self::None(_) => f.write_str("none"),
            Self::NotBuilt => f.write_str("not looked for: this build draws nothing"),
        }
    }
}

#[cfg(not(feature = "viewer"))]
fn adapter() -> Adapter {
    Adapter::NotBuilt
}

#[cfg(feature = "viewer")]
fn adapter() -> Adapter {
    match fieldloom::view::probe_adapter() {
        Ok(found) => {
            Adapter::Found { name: found.name, driver: found.driver, software: found.software }
        }
        Err(error) => Adapter::None(error.to_string()),
    }
}
