//! The lattice in `meta.json`.

use crate::lattice::{Boundary, Lattice, LatticeError};
use crate::scene::error::suggestion;
use serde::{Deserialize, Serialize};

/// One boundary for all axes, or one for each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum BoundaryMeta {
    /// When all are alike.
    All(String),
    /// When they differ.
    Each(Vec<String>),
}

impl Default for BoundaryMeta {
    fn default() -> Self {
        Self::All(Boundary::Periodic.name().to_owned())
    }
}

/// One layer for all absorbing axes, or one for each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum LayersMeta {
    /// When all are alike.
    All(LayerMeta),
    /// When they differ; null where an axis does not absorb.
    Each(Vec<Option<LayerMeta>>),
}

/// The layer of an absorbing boundary.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayerMeta {
    /// Sites from the edge inwards.
    pub width: usize,
    /// Damping rate at the edge, 1/time.
    pub strength: f64,
}

/// Boundaries and layers of a lattice.
pub fn describe(lattice: &Lattice) -> (BoundaryMeta, Option<LayersMeta>) {
    let names: Vec<String> = lattice.boundary().iter().map(|edge| edge.name().to_owned()).collect();
    let layers: Vec<_> = lattice.boundary().iter().map(|edge| layer(*edge)).collect();
    let layer = match distinct(layers.iter().flatten()).as_slice() {
        [] => None,
        [one] => Some(LayersMeta::All(**one)),
        _ => Some(LayersMeta::Each(layers.clone())),
    };
    match distinct(names.iter()).as_slice() {
        [one] => (BoundaryMeta::All((*one).clone()), layer),
        _ => (BoundaryMeta::Each(names), layer),
    }
}

fn layer(edge: Boundary) -> Option<LayerMeta> {
    match edge {
        Boundary::Absorbing { width, strength } => Some(LayerMeta { width, strength }),
        _ => None,
    }
}

fn distinct<'a, T: PartialEq>(values: impl Iterator<Item = &'a T>) -> Vec<&'a T> {
    values.fold(Vec::new(), |mut seen, value| {
        if !seen.contains(&value) {
            seen.push(value);
        }
        seen
    })
}

/// The lattice that is described; an error is a sentence about `meta.json`.
pub fn rebuild(
    shape: &[usize],
    h: f64,
    boundary: &BoundaryMeta,
    layers: Option<&LayersMeta>,
) -> Result<Lattice, String> {
    let names = match boundary {
        BoundaryMeta::All(name) => vec![name; shape.len()],
        BoundaryMeta::Each(names) => names.iter().collect(),
    };
    let edge = |(axis, name): (usize, &&String)| {
        let layer = match layers {
            Some(LayersMeta::All(layer)) => Some(*layer),
            Some(LayersMeta::Each(layers)) => layers.get(axis).copied().flatten(),
            None => None,
        };
        named(name, layer)
    };
    let edges = names.iter().enumerate().map(edge).collect::<Result<Vec<_>, String>>()?;
    Lattice::new(shape, h, &edges).map_err(|error: LatticeError| error.to_string())
}

fn named(name: &str, layer: Option<LayerMeta>) -> Result<Boundary, String> {
    match (name, layer) {
        ("periodic", _) => Ok(Boundary::Periodic),
        ("fixed", _) => Ok(Boundary::Fixed),
        ("free", _) => Ok(Boundary::Free),
        ("absorbing", Some(LayerMeta { width, strength })) => {
            Ok(Boundary::Absorbing { width, strength })
        }
        ("absorbing", None) => Err("an absorbing boundary needs the key \"layer\"".to_owned()),
        _ => {
            let hint = suggestion(name, ["periodic", "fixed", "free", "absorbing"]);
            Err(format!("there is no boundary `{name}`{hint}"))
        }
    }
}
