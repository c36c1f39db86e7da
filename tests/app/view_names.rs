//! The names that scenes are checked against are those of what there is to draw with.

use fieldloom::quantity::Cut;
use fieldloom::scene::settings::{COMPARISONS, MAPS, SURFACES, THEMES, Wants};
use fieldloom::view::colours::COLOUR_MAPS;
use fieldloom::view::panes;
use fieldloom::view::surface::{RENDER_MODES, Reach, Vectors};
use fieldloom::view::theme;

#[test]
fn scenes_may_name_every_surface_map_theme_and_comparison_and_no_other() {
    let surfaces: Vec<_> = RENDER_MODES
        .iter()
        .map(|mode| {
            let cuts = [Cut::Line, Cut::Whole2D, Cut::Plane { axis: 0, index: 0 }];
            let dims = (1..).zip(cuts).filter(|(_, cut)| (mode.fits)(*cut));
            let dims = dims.map(|(dim, _)| dim).collect::<Vec<usize>>();
            let wants = match mode.vectors {
                None => Wants::Nothing,
                Some(Vectors::Spaced | Vectors::Everywhere) => Wants::Vector,
                Some(Vectors::Links) => Wants::Links,
            };
            let reach = (mode.reach)(Cut::Line);
            (mode.name, dims, wants, matches!(reach, Reach::History | Reach::Components))
        })
        .collect();
    let named: Vec<_> = SURFACES
        .iter()
        .map(|info| (info.name, info.dims.to_vec(), info.wants, info.alone))
        .collect();
    let auto = [("auto", vec![1, 2, 3], Wants::Nothing, false)];
    assert_eq!(named, [&auto, &surfaces[..]].concat());
    let maps: Vec<_> = COLOUR_MAPS.iter().map(|map| (map.name, Some(map.kind))).collect();
    assert_eq!(MAPS, [&[("auto", None)], &maps[..]].concat());
    let themes: Vec<&str> = theme::THEMES.iter().map(|theme| theme.name).collect();
    assert_eq!(THEMES, themes);
    let comparisons: Vec<&str> = panes::COMPARISONS.iter().map(|info| info.name).collect();
    assert_eq!(COMPARISONS, comparisons);
}
