//! What lies beyond the edge of the lattice.

/// What a site at the edge sees beyond it, per axis.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Boundary {
    /// The opposite edge: the axis is a circle.
    #[default]
    Periodic,
    /// Dirac: zero, in B and in Bᵀ alike, so Bᵀ stays the transpose.
    /// Klein-Gordon: a ghost that holds the edge's initial value
    /// (zero would destroy the vacuum of phi⁴).
    Fixed,
    /// Zero slope (Klein-Gordon only).
    Free,
    /// Fixed, plus a layer in which the field is damped after every tick by `exp(-dt s(x))`,
    /// `s` rising as the cube of the depth into the layer.
    Absorbing {
        /// Thickness of the layer in sites, at each end of the axis.
        width: usize,
        /// `s` at the outermost site, per unit time.
        strength: f64,
    },
}

impl Boundary {
    /// Whether the axis closes on itself.
    pub fn is_periodic(self) -> bool {
        self == Boundary::Periodic
    }

    /// The name used in scenes and in `meta.json`.
    pub const fn name(self) -> &'static str {
        match self {
            Boundary::Periodic => "periodic",
            Boundary::Fixed => "fixed",
            Boundary::Free => "free",
            Boundary::Absorbing { .. } => "absorbing",
        }
    }
}
