//! Extents, spacing and boundaries.

use crate::lattice::{Boundary, Lattice, LatticeError};
use crate::scene::error::{Problem, suggestion};
use crate::scene::format::{Boundaries, LatticeText, LayerText};

/// Names of all boundaries.
const NAMES: [&str; 4] = ["periodic", "fixed", "free", "absorbing"];

/// The lattice that is written.
pub fn lattice(text: &LatticeText) -> Result<Lattice, Problem> {
    let shape = extents(&text.shape)?;
    let boundary = boundaries(text)?;
    Lattice::new(&shape, text.h, &boundary).map_err(|error| {
        let hint = match error {
            LatticeError::TooMany(_) => "; choose smaller extents",
            _ => "",
        };
        Problem::new(place(&error), format!("{error}{hint}"))
    })
}

fn extents(shape: &[i64]) -> Result<Vec<usize>, Problem> {
    let extent = |(axis, &extent): (usize, &i64)| match usize::try_from(extent) {
        Ok(extent @ 2..) => Ok(extent),
        _ => Err(Problem::new(
            format!("lattice.shape[{axis}]"),
            format!("extent {extent} of axis {axis} is too small; an axis has at least 2 sites"),
        )),
    };
    shape.iter().enumerate().map(extent).collect()
}

fn boundaries(text: &LatticeText) -> Result<Vec<Boundary>, Problem> {
    let path = "lattice.boundary";
    let boundary: Vec<Boundary> = match &text.boundary {
        Boundaries::All(name) => vec![boundary(name, path, text.layer.as_ref())?],
        Boundaries::Each(names) => {
            let each = names.iter().enumerate();
            each.map(|(at, name)| boundary(name, &format!("{path}[{at}]"), text.layer.as_ref()))
                .collect::<Result<_, _>>()?
        }
    };
    let absorbs = boundary.iter().any(|edge| matches!(edge, Boundary::Absorbing { .. }));
    if text.layer.is_some() && !absorbs {
        let message = "no boundary is absorbing, so the layer has no use; leave it out, or make one \
                       absorbing";
        return Err(Problem::new("lattice.layer", message));
    }
    Ok(boundary)
}

fn boundary(name: &str, path: &str, layer: Option<&LayerText>) -> Result<Boundary, Problem> {
    match (name, layer) {
        ("periodic", _) => Ok(Boundary::Periodic),
        ("fixed", _) => Ok(Boundary::Fixed),
        ("free", _) => Ok(Boundary::Free),
        ("absorbing", Some(layer)) => Ok(Boundary::Absorbing {
            width: usize::try_from(layer.width).unwrap_or(0),
            strength: layer.strength,
        }),
        ("absorbing", None) => Err(Problem::new(
            path,
            "an absorbing boundary needs its layer, such as layer: (width: 12, strength: 1.0)",
        )),
        _ => {
            let hint = suggestion(name, NAMES);
            Err(Problem::new(path, format!("there is no boundary `{name}`{hint}")))
        }
    }
}

fn place(error: &LatticeError) -> String {
    match error {
        LatticeError::Dimension(_) | LatticeError::TooMany(_) => "lattice.shape".to_owned(),
        LatticeError::Extent { axis, .. } => format!("lattice.shape[{axis}]"),
        LatticeError::Spacing(_) => "lattice.h".to_owned(),
        LatticeError::Boundaries { .. } => "lattice.boundary".to_owned(),
        LatticeError::Layer { .. } => "lattice.layer".to_owned(),
    }
}
