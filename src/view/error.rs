//! What can go wrong before a picture is there.

use crate::quantity::{CutError, QuantityError};
use thiserror::Error;

/// Why there is no picture.
#[derive(Clone, Debug, Error)]
pub enum ViewError {
    /// No adapter at all.
    #[error(
        "no graphics adapter: no Vulkan driver was found{tried}. On Debian or Ubuntu, \
         `apt install mesa-vulkan-drivers libvulkan1` brings one that needs no graphics card"
    )]
    NoAdapter {
        /// What the search was limited to by the environment, with a leading space; or nothing.
        tried: String,
    },
    /// An adapter that cannot hold the picture.
    #[error(
        "the adapter {adapter} draws pictures up to {most} pixels wide or high; {width}x{height} at \
         supersampling {supersample} needs {needed}: lower the size or the supersampling"
    )]
    TooLarge {
        /// Name of the adapter.
        adapter: String,
        /// Largest side it draws.
        most: u32,
        /// Width asked for.
        width: u32,
        /// Height asked for.
        height: u32,
        /// Supersampling asked for.
        supersample: u32,
        /// Side it would need.
        needed: u64,
    },
    /// A picture without pixels.
    #[error(
        "a picture of {width}x{height} at supersampling {supersample} has no pixels: all three must be positive"
    )]
    Empty {
        /// Width asked for.
        width: u32,
        /// Height asked for.
        height: u32,
        /// Supersampling asked for.
        supersample: u32,
    },
    /// A setting of the scene that cannot be followed.
    #[error("{path}: {message}")]
    Setting {
        /// Path of the value in the scene, such as `view.surface`.
        path: &'static str,
        /// What is wrong, and what would be right.
        message: String,
    },
    /// The graphics driver failed.
    #[error("the graphics driver failed while the picture was {doing}: {why}")]
    Driver {
        /// What it was doing.
        doing: &'static str,
        /// What it said.
        why: String,
    },
}

impl ViewError {
    /// An unknown name, with the names there are.
    pub(super) fn unknown<'a>(
        path: &'static str,
        name: &str,
        known: impl Iterator<Item = &'a str>,
    ) -> Self {
        Self::not_among(path, name, std::iter::once("auto").chain(known))
    }

    /// A name that is none of those there are.
    pub(super) fn not_among<'a>(
        path: &'static str,
        name: &str,
        known: impl Iterator<Item = &'a str>,
    ) -> Self {
        let known: Vec<&str> = known.collect();
        let message = format!("there is no {name:?}; there are: {}", known.join(", "));
        Self::Setting { path, message }
    }

    /// A quantity that cannot be shown.
    pub(super) fn quantity(path: &'static str, error: &QuantityError) -> Self {
        Self::Setting { path, message: error.to_string() }
    }
}

impl From<CutError> for ViewError {
    fn from(error: CutError) -> Self {
        Self::Setting { path: "view.plane", message: error.to_string() }
    }
}
