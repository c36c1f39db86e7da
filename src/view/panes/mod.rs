//! Two pictures in one: the field as it runs, and beside it its twin or how far the two are apart.
//!
//! The part of a target that the picture fills is divided into *panes*. All are seen from the same
//! side at the same instant; each has its own values, box and legend. Pane 0 is the field that
//! runs: what the window knows as *the* picture.

mod cameras;
mod divide;
mod second;

pub use cameras::{Backdrop, PaneCamera, PanePasses};
pub use divide::{Division, divide};
pub use second::SecondPane;

pub(super) use cameras::{CamerasPlugin, CamerasSystems, layer};

/// What the running field is shown beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Nothing.
    Alone,
    /// Its twin.
    Twin,
    /// How far the two are apart.
    Difference,
}

/// A way to show the field beside something.
pub struct ComparisonInfo {
    /// Name in scenes.
    pub name: &'static str,
    /// What is shown.
    pub summary: &'static str,
    /// What stands above the second pane.
    pub title: &'static str,
    /// Which it is.
    pub kind: Comparison,
}

/// All comparisons; the first is the default.
pub const COMPARISONS: &[ComparisonInfo] = &[
    ComparisonInfo { name: "none", summary: "the field alone", title: "", kind: Comparison::Alone },
    ComparisonInfo {
        name: "beside",
        summary: "beside its twin in the original gauge",
        title: "its twin in the original gauge",
        kind: Comparison::Twin,
    },
    ComparisonInfo {
        name: "difference",
        summary: "beside how far it is from its twin, brought into the same gauge",
        title: "distance from its twin",
        kind: Comparison::Difference,
    },
];

/// What stands above the first of two panes.
pub const FIRST_TITLE: &str = "the field as it runs";

/// The comparison of that name.
pub fn comparison(name: &str) -> Option<&'static ComparisonInfo> {
    COMPARISONS.iter().find(|info| info.name == name)
}
