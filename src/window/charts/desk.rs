//! What is chosen about charts.

use super::{CHARTS, ChartInfo, Part};
use crate::quantity::{Given, QUANTITIES, QuantityInfo};
use crate::view::Picture;

/// Another part of a chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ChartZoom {
    /// All of it.
    Whole,
    /// So many times as near.
    By(f32),
}

/// What is chosen about charts.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartDesk {
    /// Number of the kind that is shown.
    pub open: usize,
    /// The quantity; the one drawn as colour when absent.
    pub quantity: Option<&'static str>,
    /// The part of a complex one.
    pub part: Part,
    /// Whether the axes are logarithmic.
    pub log: [bool; 2],
    /// Whether the curves are named.
    pub legend: bool,
    /// What is wished about the part that is seen.
    pub zoom: Option<ChartZoom>,
    /// The part that is seen, on the axes as they are drawn: its lower and its upper corner.
    pub seen: Option<[[f64; 2]; 2]>,
}

impl Default for ChartDesk {
    fn default() -> Self {
        Self {
            open: 0,
            quantity: None,
            part: Part::default(),
            log: [false; 2],
            legend: true,
            zoom: None,
            seen: None,
        }
    }
}

impl ChartDesk {
    /// The kind that is shown.
    pub fn info(&self) -> &'static ChartInfo {
        CHARTS.get(self.open).unwrap_or(&CHARTS[0])
    }

    /// Whether the kind of that name is shown.
    pub fn shows(&self, name: &str) -> bool {
        self.info().name == name
    }

    /// Shows the kind of that name.
    pub fn show(&mut self, name: &str) {
        self.open = CHARTS.iter().position(|info| info.name == name).unwrap_or(0);
    }

    /// Another field: what was chosen of the old one does not hold.
    pub fn another_field(&mut self) {
        (self.quantity, self.part) = (None, Part::default());
        self.zoom = Some(ChartZoom::Whole);
    }

    /// The quantity that is plotted of a run: the chosen one, where it has it.
    pub fn charted(
        &self,
        picture: &Picture,
        (theory, dim): (&str, usize),
        given: Given,
    ) -> &'static QuantityInfo {
        let there = |info: &&QuantityInfo| {
            Some(info.name) == self.quantity && (info.applies)(theory, dim) && given.has(info.needs)
        };
        QUANTITIES.iter().find(there).unwrap_or(picture.colour)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_charts_have_names_of_their_own() {
        for (at, info) in CHARTS.iter().enumerate() {
            assert!(!info.title.is_empty() && !info.tip.is_empty());
            let mut desk = ChartDesk::default();
            desk.show(info.name);
            assert_eq!(desk.open, at, "{}", info.name);
        }
    }
}
