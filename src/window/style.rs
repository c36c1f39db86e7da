//! How the interface looks: one palette for dark and one for light surroundings, and one set of
//! distances.

use crate::view::theme::{THEMES, Theme};
use bevy_egui::egui::{
    Color32, CornerRadius, FontDefinitions, FontFamily, FontId, Margin, Shadow, Stroke, Style,
    TextStyle, Vec2, Visuals, vec2,
};

/// The colours of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Whether the surroundings are dark.
    pub dark: bool,
    /// Bars and panels.
    pub panel: Color32,
    /// What lies on a panel: cards, fields.
    pub raised: Color32,
    /// Where text is typed.
    pub sunken: Color32,
    /// A raised thing under the pointer.
    pub hovered: Color32,
    /// Hair lines between panels.
    pub edge: Color32,
    /// Titles and values.
    pub text: Color32,
    /// Labels and units.
    pub muted: Color32,
    /// What is chosen, what can be moved.
    pub accent: Color32,
    /// What is written on the accent.
    pub on_accent: Color32,
    /// A promise kept.
    pub good: Color32,
    /// A promise broken.
    pub warning: Color32,
    /// A promise broken by far; the dot of a recording.
    pub bad: Color32,
}

/// What a picture has for a promise in that state.
const fn level(theme: usize, level: usize) -> Color32 {
    let [r, g, b] = THEMES[theme].levels[level];
    Color32::from_rgb(r, g, b)
}

const DARK: Palette = Palette {
    dark: true,
    panel: Color32::from_rgb(22, 24, 29),
    raised: Color32::from_rgb(37, 40, 48),
    sunken: Color32::from_rgb(14, 15, 19),
    hovered: Color32::from_rgb(51, 55, 66),
    edge: Color32::from_rgb(43, 47, 56),
    text: Color32::from_rgb(232, 236, 243),
    muted: Color32::from_rgb(148, 157, 174),
    accent: Color32::from_rgb(92, 184, 214),
    on_accent: Color32::from_rgb(9, 26, 33),
    good: level(0, 0),
    warning: level(0, 1),
    bad: level(0, 2),
};

const LIGHT: Palette = Palette {
    dark: false,
    panel: Color32::from_rgb(240, 241, 243),
    raised: Color32::from_rgb(255, 255, 255),
    sunken: Color32::from_rgb(252, 252, 253),
    hovered: Color32::from_rgb(226, 231, 237),
    edge: Color32::from_rgb(207, 211, 218),
    text: Color32::from_rgb(24, 30, 42),
    muted: Color32::from_rgb(86, 95, 112),
    accent: Color32::from_rgb(0, 116, 148),
    on_accent: Color32::WHITE,
    good: level(1, 0),
    warning: level(1, 1),
    bad: level(1, 2),
};

impl Palette {
    /// The palette that goes with the surroundings of a picture.
    pub fn of(theme: &Theme) -> Self {
        if theme.name == "light" { LIGHT } else { DARK }
    }

    /// The accent, faint: behind what is chosen.
    pub fn wash(&self) -> Color32 {
        self.accent.gamma_multiply(0.24)
    }
}

/// The fonts: what the one for text lacks, signs of mathematics for one, the one for numbers has.
pub(super) fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let monospace = fonts.families.get(&FontFamily::Monospace).cloned().unwrap_or_default();
    let text = fonts.families.entry(FontFamily::Proportional).or_default();
    for font in monospace {
        if !text.contains(&font) {
            text.push(font);
        }
    }
    fonts
}

/// The style of every widget.
pub(super) fn style(palette: &Palette) -> Style {
    let mut style = Style { visuals: visuals(palette), ..Style::default() };
    style.text_styles = [
        (TextStyle::Heading, 16.0, FontFamily::Proportional),
        (TextStyle::Body, 13.5, FontFamily::Proportional),
        (TextStyle::Button, 13.5, FontFamily::Proportional),
        (TextStyle::Small, 11.5, FontFamily::Proportional),
        (TextStyle::Monospace, 12.5, FontFamily::Monospace),
    ]
    .map(|(name, size, family)| (name, FontId::new(size, family)))
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(8.0, 6.0);
    spacing.button_padding = vec2(9.0, 4.0);
    spacing.interact_size = vec2(36.0, 24.0);
    spacing.slider_width = 132.0;
    spacing.combo_width = 150.0;
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(14);
    spacing.scroll.bar_width = 7.0;
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.35;
    style
}

fn visuals(palette: &Palette) -> Visuals {
    let mut visuals = if palette.dark { Visuals::dark() } else { Visuals::light() };
    let round = CornerRadius::same(6);
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(palette.muted);
    visuals.panel_fill = palette.panel;
    visuals.window_fill = palette.panel;
    visuals.window_stroke = Stroke::new(1.0, palette.edge);
    visuals.window_corner_radius = CornerRadius::same(10);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.extreme_bg_color = palette.sunken;
    visuals.faint_bg_color = palette.raised;
    visuals.code_bg_color = palette.sunken;
    visuals.hyperlink_color = palette.accent;
    visuals.warn_fg_color = palette.warning;
    visuals.error_fg_color = palette.bad;
    visuals.selection.bg_fill = palette.wash();
    visuals.selection.stroke = Stroke::new(1.0, palette.accent);
    visuals.slider_trailing_fill = true;
    let shadow = Color32::from_black_alpha(if palette.dark { 110 } else { 45 });
    visuals.popup_shadow = Shadow { offset: [0, 4], blur: 14, spread: 0, color: shadow };
    visuals.window_shadow = Shadow { offset: [0, 8], blur: 28, spread: 0, color: shadow };
    let widgets = &mut visuals.widgets;
    for (widget, fill, line, text) in [
        (&mut widgets.noninteractive, palette.panel, palette.edge, palette.text),
        (&mut widgets.inactive, palette.raised, Color32::TRANSPARENT, palette.text),
        (&mut widgets.hovered, palette.hovered, palette.accent, palette.text),
        (&mut widgets.active, palette.wash(), palette.accent, palette.text),
        (&mut widgets.open, palette.hovered, palette.edge, palette.text),
    ] {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::new(1.0, line);
        widget.fg_stroke = Stroke::new(1.2, text);
        widget.corner_radius = round;
        widget.expansion = 0.0;
    }
    visuals
}

/// From the edge of a panel to what is on it.
pub(super) const PAD: i8 = 12;

/// Size of a button that shows an icon.
pub(super) const ICON: Vec2 = vec2(32.0, 28.0);

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast of two colours.
    ///
    /// # Reference
    /// Web Content Accessibility Guidelines 2.1, "contrast ratio".
    fn contrast(a: Color32, b: Color32) -> f32 {
        let light = |c: Color32| {
            let [r, g, b, _] = bevy_egui::egui::Rgba::from(c).to_array();
            0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
        };
        let (a, b) = (light(a), light(b));
        a.max(b) / a.min(b)
    }

    #[test]
    fn everything_written_can_be_read() {
        for palette in [DARK, LIGHT] {
            for ground in [palette.panel, palette.raised, palette.sunken, palette.hovered] {
                assert!(contrast(palette.text, ground) > 7.0);
                for colour in [palette.muted, palette.accent] {
                    assert!(contrast(colour, ground) > 4.0, "{colour:?} on {ground:?}");
                }
            }
            for colour in [palette.good, palette.warning, palette.bad] {
                assert!(contrast(colour, palette.panel) > 4.0, "{colour:?}");
            }
            assert!(contrast(palette.on_accent, palette.accent) > 4.5);
        }
    }
}
