//! The names that scenes are checked against are those of what there is to draw with.

use fieldloom::quantity::Cut;
use fieldloom::scene::settings::{COMPARISONS, MAPS, SURFACES, THEMES};
use fieldloom::view::colours::COLOUR_MAPS;
use fieldloom::view::panes;
use fieldloom::view::surface::RENDER_MODES;
use fieldloom::view::theme;

#[test]
fn scenes_may_name_every_surface_map_theme_and_comparison_and_no_other() {
    let surfaces: Vec<_> = RENDER_MODES
        .iter()
        .map(|mode| {
            let plane = Cut::Plane { axis: 0, index: 0 };
            let more = (mode.fits)(Cut::Whole2D) || (mode.fits)(plane);
            let line = (mode.fits)(Cut::Line);
            (mode.name, (line != more).then_some(line))
        })
        .collect();
    assert_eq!(SURFACES, [&[("auto", None)], &surfaces[..]].concat());
    let maps: Vec<_> = COLOUR_MAPS.iter().map(|map| (map.name, Some(map.kind))).collect();
    assert_eq!(MAPS, [&[("auto", None)], &maps[..]].concat());
    let themes: Vec<&str> = theme::THEMES.iter().map(|theme| theme.name).collect();
    assert_eq!(THEMES, themes);
    let comparisons: Vec<&str> = panes::COMPARISONS.iter().map(|info| info.name).collect();
    assert_eq!(COMPARISONS, comparisons);
}
