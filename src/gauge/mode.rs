//! What a gauge command acts on.

use crate::theory::LinkCoupling;
use serde::{Deserialize, Serialize};

/// What is transformed when the field is rotated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum GaugeMode {
    /// Fields and links: another description of the same physics.
    #[default]
    Covariant,
    /// The fields alone: another state, whatever it is measured by.
    Bare,
    /// Fields and links, with the paper's additive coupling to them in place of the exact one: the
    /// same physics to first order in the gradient of Θ.
    ///
    /// # Reference
    /// (5.5)
    Paper,
}

impl GaugeMode {
    /// Every mode there is.
    pub const ALL: [Self; 3] = [Self::Covariant, Self::Bare, Self::Paper];

    /// Its name, as in a scene.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Covariant => "Covariant",
            Self::Bare => "Bare",
            Self::Paper => "Paper",
        }
    }

    /// What it means, in a line.
    pub const fn summary(self) -> &'static str {
        match self {
            Self::Covariant => "links turn with the field: nothing that can be measured moves",
            Self::Bare => "the field turns alone: everything may move",
            Self::Paper => "links turn too, but act additively, as in (5.5): nearly nothing moves",
        }
    }

    /// The mode of a run whose kernels feel links so.
    pub const fn of(coupling: LinkCoupling) -> Self {
        match coupling {
            LinkCoupling::Exact => Self::Covariant,
            LinkCoupling::Additive => Self::Paper,
        }
    }

    /// How the kernels feel links.
    pub const fn coupling(self) -> LinkCoupling {
        match self {
            Self::Paper => LinkCoupling::Additive,
            Self::Covariant | Self::Bare => LinkCoupling::Exact,
        }
    }

    /// Whether links are transformed with the fields.
    pub const fn moves_links(self) -> bool {
        !matches!(self, Self::Bare)
    }
}
