//! A value at one site.

use super::source::{EachRow, Source};
use super::{InitialContext, InitialError, InitialFault, PerAxis};
use crate::lattice::Lattice;
use serde::Deserialize;

/// Values at the one site nearest to a position: the sharpest blow the lattice can take.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Point {
    /// Where.
    pub position: PerAxis,
    /// Values of phi1, phi2, …; those not given are 0.
    pub phi: Vec<f64>,
    /// Values of pi1, pi2, …; those not given are 0.
    pub pi: Vec<f64>,
}

impl Default for Point {
    fn default() -> Self {
        Self { position: PerAxis::default(), phi: vec![1.0], pi: Vec::new() }
    }
}

impl Point {
    pub(super) fn ready<'a>(
        &'a self,
        context: &InitialContext<'a>,
    ) -> Result<Box<dyn Source + 'a>, InitialError> {
        let (at, x) = self.site(context.lattice)?;
        for (name, values) in [("phi", &self.phi), ("pi", &self.pi)] {
            let (given, needed) = (values.len(), context.components());
            if given > needed {
                let each = "at most one for each component";
                return Err(InitialError::new(name, InitialFault::Count { given, needed, each }));
            }
            for (component, value) in values.iter().enumerate() {
                super::finite(&format!("{name}[{component}]"), *value)?;
            }
        }
        let length = context.lattice.row_len();
        Ok(Box::new(EachRow(move |row, parts: [&mut [f64]; 2]| {
            for (part, values) in parts.into_iter().zip([&self.phi, &self.pi]) {
                for (component, value) in values.iter().enumerate().filter(|_| row == at) {
                    part[component * length + x] += value;
                }
            }
        })))
    }

    /// Row and place in the row of the nearest site.
    fn site(&self, lattice: &Lattice) -> Result<(usize, usize), InitialError> {
        let position = self.position.resolve("position", lattice.dim())?;
        // Flat index in C order; rows are numbered in C order of the leading axes.
        let mut flat = 0;
        for (mu, (&extent, place)) in lattice.shape().iter().zip(&position).enumerate() {
            let index = (place / lattice.spacing()).round() + (extent / 2) as f64;
            if !(0.0..extent as f64).contains(&index) {
                let (low, high) = (lattice.position(mu, 0), lattice.position(mu, extent - 1));
                let needed = format!("axis {mu} reaches from {low} to {high}");
                let path = self.position.path("position", mu);
                return Err(InitialError::invalid(path, place, &needed));
            }
            flat = flat * extent + index as usize;
        }
        Ok((flat / lattice.row_len(), flat % lattice.row_len()))
    }
}
