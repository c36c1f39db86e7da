//! Everything that can be chosen is drawn, and what is written does not cover the field.

use super::{BARE, dirac, klein_gordon, studio};
use fieldloom::quantity::{Cut, Kind, Needs, QUANTITIES};
use fieldloom::record::Frame;
use fieldloom::view::StudioOptions;
use fieldloom::view::colours::{COLOUR_MAPS, MapKind, Oklab};
use fieldloom::view::layout::{Layout, LegendKind};
use fieldloom::view::surface::{RENDER_MODES, Vectors};
use fieldloom::view::theme::THEMES;

fn packet([x, y, _]: [f64; 3]) -> [f64; 2] {
    let size = (-(x * x + y * y) / 12.0).exp();
    [size * (0.8 * x).cos(), size * (0.8 * x).sin()]
}

/// Number of pixels of which at least one channel differs by more than rounding.
fn different(a: &Frame, b: &Frame) -> usize {
    let pixels = a.rgba.as_chunks::<4>().0.iter().zip(b.rgba.as_chunks::<4>().0);
    pixels.filter(|(a, b)| a.iter().zip(*b).any(|(x, y)| x.abs_diff(*y) > 2)).count()
}

#[test]
fn every_render_mode_draws_the_field_in_both_themes() {
    let plane = Cut::Plane { axis: 0, index: 5 };
    let cuts: [(&[usize], Cut); 3] =
        [(&[40], Cut::Line), (&[20, 24], Cut::Whole2D), (&[10, 8, 12], plane)];
    for mode in RENDER_MODES {
        let mut fitting = 0;
        for (shape, _) in cuts.into_iter().filter(|(_, cut)| (mode.fits)(*cut)) {
            // Links show the gauge field, which is turned or not, whatever the field in it;
            // streamlines show it here, for a spin points out of the plane.
            let all = matches!(mode.vectors, Some(Vectors::Links | Vectors::Everywhere));
            let text = |theme: &str, surface: &str, gauge: &str| {
                // A field without pi has no current, but it has a spin.
                let vector = if shape.len() > 1 { "spin" } else { "auto" };
                let vector = if all { "links" } else { vector };
                let view = format!(
                    "view: (surface: {surface:?}, vector: {vector:?}, theme: {theme:?}, axes: false), \
                     gauge: ({gauge})"
                );
                dirac(shape, &view)
            };
            for theme in THEMES {
                let turned = if all { "rotate: [Noise(amplitude: 2.0)]" } else { "" };
                let plain = if all { "twin: true" } else { "" };
                let mut full = studio(&text(theme.name, mode.name, turned), BARE, packet);
                let mut empty = studio(&text(theme.name, mode.name, plain), BARE, |_| [0.0; 2]);
                let [full, empty] = [&mut full, &mut empty].map(|s| s.capture().expect("a frame"));
                // Curves are thin, links of a line too, and a map of time begins with a line.
                let thin = ["curves", "space-time"].contains(&mode.name)
                    || (mode.name, shape.len()) == ("links", 1);
                let (changed, least) = (different(&full, &empty), if thin { 250 } else { 1000 });
                assert!(changed > least, "{} {shape:?} {}: {changed}", mode.name, theme.name);
            }
            fitting += 1;
        }
        assert!(fitting > 0, "{} fits nothing", mode.name);
    }
}

/// A quantity that a map of this kind shows.
fn quantity_for(kind: MapKind) -> &'static str {
    let fits = |kind: MapKind, complex: bool, signed: bool| match kind {
        MapKind::Cyclic => complex,
        MapKind::Diverging => !complex && signed,
        MapKind::Sequential => !complex && !signed,
    };
    let found = QUANTITIES.iter().find(|quantity| {
        (quantity.applies)("dirac", 2)
            && quantity.needs == Needs::Field
            && fits(kind, quantity.kind == Kind::Complex, quantity.signed)
    });
    found.expect("a quantity of each kind").name
}

#[test]
fn every_colour_map_is_drawn_in_its_own_colours() {
    let mut frames: Vec<Frame> = Vec::new();
    for map in COLOUR_MAPS {
        let colour = quantity_for(map.kind);
        let view = format!("view: (colour: {colour:?}, map: {:?})", map.name);
        let options = StudioOptions { legend: true, ..BARE };
        let frame = studio(&dirac(&[20, 24], &view), options, packet).capture().expect("a frame");
        assert!(frames.iter().all(|other| different(other, &frame) > 1000), "{}", map.name);
        frames.push(frame);
    }
}

/// Whether a pixel lies inside a rectangle given in points.
fn inside(layout: &Layout, rect: bevy::math::Rect, index: usize, width: usize) -> bool {
    let pixel = bevy::math::Vec2::new((index % width) as f32, (index / width) as f32) + 0.5;
    rect.contains(pixel / layout.scale)
}

#[test]
fn legend_and_caption_stand_in_their_places_and_cover_nothing() {
    let maps = [("psi1", LegendKind::Wheel), ("density", LegendKind::Bar)];
    for ((width, height), (colour, kind)) in
        [(640, 360), (400, 640), (420, 420)].into_iter().zip(maps.into_iter().cycle())
    {
        let text = dirac(&[20, 24], &format!("view: (colour: {colour:?})"));
        let options = |legend, caption| StudioOptions { width, height, legend, caption, ..BARE };
        let title = "A scene to measure";
        let layout = Layout::new(width, height, Some(title.chars().count()), Some(kind));
        let (caption, legend) =
            (layout.caption.expect("asked for"), layout.legend.expect("asked for"));
        let frame = studio(&text, options(true, true), packet).capture().expect("a frame");
        let [r, g, b] = THEMES[0].background;
        let (mut in_caption, mut in_legend, mut coloured) = (0, 0, 0);
        for (i, pixel) in frame.rgba.as_chunks::<4>().0.iter().enumerate() {
            let written = pixel.iter().zip([r, g, b]).any(|(x, y)| x.abs_diff(y) > 6);
            if inside(&layout, caption, i, width as usize) {
                in_caption += usize::from(written);
                let chroma = Oklab::from_srgb([pixel[0], pixel[1], pixel[2]]).chroma();
                assert!(chroma < 0.05, "the field reaches into the caption at {width}x{height}");
            }
            if written && inside(&layout, legend, i, width as usize) {
                in_legend += 1;
                coloured +=
                    usize::from(Oklab::from_srgb([pixel[0], pixel[1], pixel[2]]).chroma() > 0.05);
            }
        }
        assert!(
            in_caption > 100 && in_legend > 400 && coloured > 200,
            "{in_caption} {in_legend} {coloured}"
        );
    }
}

#[test]
fn without_legend_and_caption_their_places_are_empty() {
    let text = klein_gordon(&[20, 24], "view: (axes: false)");
    let options = StudioOptions { width: 640, height: 360, transparent: true, ..BARE };
    let bare = studio(&text, options, packet).capture().expect("a frame");
    let written = StudioOptions { legend: true, caption: true, ..options };
    let written = studio(&text, written, packet).capture().expect("a frame");
    let rows = |frame: &Frame| {
        frame.rgba[..(640 * 4 * 24)].iter().skip(3).step_by(4).filter(|a| **a > 0).count()
    };
    assert_eq!(rows(&bare), 0);
    assert!(rows(&written) > 20);
}
