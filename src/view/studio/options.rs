//! What is asked of a picture.

use crate::scene::settings::RecordSettings;
use crate::view::theme::Theme;
use crate::view::{AdapterSummary, ViewError};
use bevy::camera::ClearColorConfig;
use bevy::color::Color;

/// How a picture is to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StudioOptions {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Each pixel is the mean of this many squared.
    pub supersample: u32,
    /// Whether the legend is drawn.
    pub legend: bool,
    /// Whether title and time are drawn.
    pub caption: bool,
    /// Whether the background is left out.
    pub transparent: bool,
}

impl From<&RecordSettings> for StudioOptions {
    fn from(settings: &RecordSettings) -> Self {
        let (width, height) = settings.size;
        let RecordSettings { supersample, legend, caption, transparent, .. } = *settings;
        Self { width, height, supersample, legend, caption, transparent }
    }
}

/// Refuses pictures the adapter cannot hold, before anything is made.
pub(super) fn check_size(
    options: &StudioOptions,
    adapter: &AdapterSummary,
) -> Result<(), ViewError> {
    let StudioOptions { width, height, supersample, .. } = *options;
    if width == 0 || height == 0 || supersample == 0 {
        return Err(ViewError::Empty { width, height, supersample });
    }
    let needed = u64::from(width.max(height)) * u64::from(supersample);
    if needed <= u64::from(adapter.largest) {
        return Ok(());
    }
    let (adapter, most) = (adapter.name.clone(), adapter.largest);
    Err(ViewError::TooLarge { adapter, most, width, height, supersample, needed })
}

/// What is behind everything.
pub(super) fn background(options: &StudioOptions, theme: &Theme) -> ClearColorConfig {
    let [r, g, b] = theme.background;
    let colour = if options.transparent { Color::NONE } else { Color::srgb_u8(r, g, b) };
    ClearColorConfig::Custom(colour)
}
