//! `theory: (name: "klein-gordon", potential: "mass", m: 0.2)`: which numbers there are depends on
//! the name, so they are read as they come and looked up afterwards.

use crate::network::BREAKS;
use crate::theory::{MatrixText, Source, Wiring};
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A theory as it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TheoryText {
    /// Its name.
    pub name: String,
    /// Name of the potential.
    pub potential: Option<String>,
    /// Formula of the potential `"expr"`.
    pub expr: Option<String>,
    /// Numbers by name, in the order written.
    pub numbers: Vec<(String, f64)>,
    /// Matrices and functions.
    pub wiring: WiringText,
}

/// `f: "x^2", w: [[1, 0], [0, 1]], b: "b.npy"`, or `draw: "dual", seed: 5`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WiringText {
    /// F.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub f: Option<String>,
    /// W.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub w: Option<MatrixText>,
    /// B.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub b: Option<MatrixText>,
    /// How W and B are drawn at random.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draw: Option<String>,
    /// Seed of the draw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
}

impl WiringText {
    /// What is written of a network whose matrices are.
    pub fn of(wiring: &Wiring) -> Self {
        let f = Some(wiring.free.clone());
        match &wiring.source {
            Source::Given { w, b } => {
                Self { f, w: Some(w.clone()), b: Some(b.clone()), ..Self::default() }
            }
            Source::Drawn { broken, seed } => {
                let named = BREAKS.iter().find(|(_, known)| known == broken);
                let draw = named.map(|(name, _)| (*name).to_owned());
                Self { f, draw, seed: Some(*seed), ..Self::default() }
            }
            Source::Alone => Self { f, ..Self::default() },
        }
    }

    /// Names of the entries that are there.
    pub fn given(&self) -> Vec<&'static str> {
        let Self { f, w, b, draw, seed } = self;
        let there = [f.is_some(), w.is_some(), b.is_some(), draw.is_some(), seed.is_some()];
        let names = ["f", "w", "b", "draw", "seed"].into_iter().zip(there);
        names.filter(|(_, there)| *there).map(|(name, _)| name).collect()
    }
}

impl<'de> Deserialize<'de> for TheoryText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_struct("theory", &["name", "potential", "expr"], TheoryVisitor)
    }
}

struct TheoryVisitor;

impl<'de> Visitor<'de> for TheoryVisitor {
    type Value = TheoryText;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a theory with its numbers, such as (name: \"dirac\", m: 0.3)")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<TheoryText, A::Error> {
        let mut theory = TheoryText::default();
        let mut seen: Vec<String> = Vec::new();
        while let Some(key) = fields.next_key::<String>()? {
            if seen.contains(&key) {
                return Err(Error::custom(format!("`{key}` is given twice")));
            }
            match key.as_str() {
                "name" => theory.name = fields.next_value()?,
                "potential" => theory.potential = Some(fields.next_value()?),
                "expr" => theory.expr = Some(fields.next_value()?),
                "f" => theory.wiring.f = Some(fields.next_value()?),
                "w" => theory.wiring.w = Some(fields.next_value()?),
                "b" => theory.wiring.b = Some(fields.next_value()?),
                "draw" => theory.wiring.draw = Some(fields.next_value()?),
                "seed" => theory.wiring.seed = Some(fields.next_value()?),
                _ => theory.numbers.push((key.clone(), fields.next_value()?)),
            }
            seen.push(key);
        }
        if seen.iter().any(|key| key == "name") {
            Ok(theory)
        } else {
            Err(Error::missing_field("name"))
        }
    }
}
