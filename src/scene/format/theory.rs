//! `theory: (name: "klein-gordon", potential: "mass", m: 0.2)`: which numbers there are depends on
//! the name, so they are read as they come and looked up afterwards.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
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
