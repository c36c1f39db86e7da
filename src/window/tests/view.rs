//! What of the field is shown, and the brush.

use crate::quantity::Cut;
use crate::scene::settings::{Range, Scaling};
use crate::view::overlay::Overlay;
use crate::view::{Picture, Ranges};
use crate::window::shown::CurrentView;
use crate::window::testing::{Bench, scene};
use crate::window::{Desk, Pins, Request, Rig};
use bevy_egui::egui::accesskit::Role;
use bevy_egui::egui::{Modifiers, PointerButton, pos2, vec2};

#[test]
fn height_colour_and_map_are_chosen() {
    let mut bench = Bench::tall(scene("dirac", &[26, 18]));
    bench.choose("Height", "density");
    assert_eq!(bench.get::<Picture>().height.name, "density");
    bench.choose("Colour", "energy-density");
    assert_eq!(bench.get::<Picture>().colour.name, "energy-density");
    let kind = bench.get::<Picture>().map.kind;
    let other = crate::view::colours::COLOUR_MAPS
        .iter()
        .find(|map| map.kind == kind && map.name != bench.get::<Picture>().map.name);
    if let Some(map) = other {
        bench.choose("Colour map", map.name);
        assert_eq!(bench.get::<Picture>().map.name, map.name);
    }
    bench.choose("Colour", "psi2");
    assert!(bench.get::<Picture>().shows_phase() && bench.has(Role::SpinButton, "Phase zero"));
    assert!(bench.get::<Desk>().messages.is_empty());
}

#[test]
fn ranges_follow_the_field_or_stay() {
    let mut bench = Bench::tall(scene("klein-gordon", &[26, 18]));
    let seen = bench.get::<Ranges>().height();
    bench.choose("Height range rule", "fixed");
    let Range::Fixed(fixed) = bench.get::<CurrentView>().0.range else { panic!("fixed") };
    assert!((fixed / f64::from(seen) - 1.0).abs() < 0.01, "{fixed} {seen}");
    bench.type_number("Height range", "2.5");
    assert_eq!(bench.get::<Ranges>().height(), 2.5);
    bench.choose("Height range rule", "far");
    assert_eq!(bench.get::<Ranges>().height(), seen, "what was fixed is forgotten");
    bench.type_number("Relief", "0.5");
    assert_eq!((bench.get::<Picture>().relief, bench.get::<Ranges>().height()), (0.5, seen));
}

#[test]
fn a_scale_has_two_ends_and_may_go_by_decades() {
    let mut bench = Bench::tall(scene("klein-gordon", &[26, 18]));
    bench.choose("Colour", "energy-density");
    bench.choose("Colour range rule", "to");
    bench.type_number("Colour range to", "0.75");
    bench.type_number("Colour range from", "0.25");
    assert_eq!(bench.get::<Ranges>().colour_norm().ends(), [0.25, 0.75]);
    bench.type_number("Colour range from", "9");
    let [low, high] = bench.get::<Ranges>().colour_norm().ends();
    assert!(low <= high, "{low} {high}");
    bench.choose("Colour range rule", "far");
    bench.click_on(Role::CheckBox, "Colour range by decades");
    bench.type_number("Colour range decades", "3");
    assert_eq!(bench.get::<CurrentView>().0.colour_scale, Scaling::Log(3));
    assert!(bench.get::<Ranges>().colour_norm().is_log());
    assert!(bench.get::<Desk>().messages.is_empty());
}

#[test]
fn the_legend_is_dragged() {
    let mut bench = Bench::tall(scene("klein-gordon", &[26, 18]));
    let legend = |bench: &Bench| {
        let layout = bench.get::<Overlay>().layout(bench.get::<Picture>());
        let middle = layout.legend.expect("a legend").center();
        pos2(middle.x, middle.y)
    };
    // The wheel is a dial.
    let (at, yaw) = (legend(&bench), bench.get::<Rig>().orbit.yaw);
    let way = [at + vec2(25.0, 10.0), at + vec2(20.0, 0.0), at + vec2(10.0, -25.0)];
    bench.drag(&way, PointerButton::Primary, Modifiers::NONE);
    let zero = bench.get::<CurrentView>().0.phase_zero;
    assert!(zero > 0.3 && zero < 2.5, "{zero}");
    assert_eq!(bench.get::<Rig>().orbit.yaw, yaw, "the view stays");
    // A value of the bar is pulled down: the scale reaches higher.
    bench.choose("Colour", "energy-density");
    let (at, top) = (legend(&bench), bench.get::<Ranges>().colour());
    let at = at - vec2(30.0, 50.0);
    let way = [at, at + vec2(0.0, 10.0), at + vec2(0.0, 24.0)];
    bench.drag(&way, PointerButton::Primary, Modifiers::NONE);
    assert!(bench.get::<Ranges>().colour() > 1.1 * top);
    assert!(matches!(bench.get::<CurrentView>().0.colour_range, Range::Fixed(_)));
    assert!(bench.get::<Pins>().0.is_empty() && bench.get::<Desk>().messages.is_empty());
}

#[test]
fn the_plane_of_a_field_in_space_is_moved() {
    let mut bench = Bench::tall(scene("klein-gordon", &[14, 10, 12]));
    bench.click("Plane across y");
    assert_eq!(bench.get::<Picture>().cut, Cut::Plane { axis: 1, index: 5 });
    bench.type_number("Plane", "8");
    assert_eq!(bench.get::<Picture>().cut, Cut::Plane { axis: 1, index: 8 });
    bench.type_number("Plane", "99");
    assert_eq!(bench.get::<Picture>().cut, Cut::Plane { axis: 1, index: 9 });
    assert!(!Bench::tall(scene("dirac", &[26, 18])).has(Role::Slider, "Plane"));
}

#[test]
fn a_view_that_does_not_go_is_refused() {
    let mut bench = Bench::new(scene("klein-gordon", &[26, 18]));
    let mut view = bench.get::<CurrentView>().0.clone();
    view.height = "psi3".to_owned();
    let wish = Request::View(Box::new(view));
    bench.change::<crate::window::Requests>(|requests| requests.push(wish));
    assert_eq!(bench.get::<Picture>().height.name, "phi1");
    assert!(bench.reads("psi3"), "the refusal is told");
    bench.change::<Desk>(|desk| desk.messages.withdraw("view"));
    assert!(!bench.reads("psi3"));
}

#[test]
fn the_brush_has_the_numbers_that_are_set() {
    let mut bench = Bench::tall(scene("dirac", &[26, 18]));
    assert!(!bench.has(Role::SpinButton, "Amount"));
    bench.key(bevy_egui::egui::Key::B);
    bench.type_number("Amount", "0.25");
    bench.type_number("Radius", "1.5");
    bench.click("Component 2");
    let brush = bench.get::<Desk>().brush;
    assert_eq!((brush.amount, brush.radius, brush.component), (0.25, 1.5, 2));
}

#[test]
fn kinds_of_surface_are_chosen_with_their_numbers() {
    let mut bench = Bench::tall(scene("dirac", &[14, 10, 12]));
    bench.choose("Surface", "slices");
    bench.type_number("Slice y", "7");
    let picture = bench.get::<Picture>();
    assert_eq!(picture.slices()[1], Cut::Plane { axis: 1, index: 7 });
    assert!(picture.fills_space() && !bench.has(Role::Slider, "Plane"));
    bench.choose("Surface", "isosurface");
    bench.type_number("Level", "0.25");
    assert_eq!(bench.get::<Picture>().level, 0.25);
    bench.choose("Surface", "volume");
    bench.type_number("Seen from", "0.5");
    bench.type_number("Opaque at", "0.75");
    let opacity = bench.get::<Picture>().opacity;
    assert_eq!((opacity.low, opacity.high), (0.5, 0.75));
    assert!(bench.get::<Desk>().messages.is_empty());
}

#[test]
fn arrows_lie_over_what_is_drawn() {
    let mut bench = Bench::tall(scene("dirac", &[26, 18]));
    bench.choose("Surface", "flat-map");
    bench.type_number("Contours", "3");
    bench.click_on(Role::CheckBox, "Arrows");
    bench.choose("Vector quantity", "spin");
    bench.type_number("Density", "9");
    let picture = bench.get::<Picture>();
    assert_eq!((picture.mode.name, picture.contours, picture.density), ("flat-map", 3, 9));
    assert!(picture.over.iter().any(|mode| mode.draws_vectors()));
    assert_eq!(picture.vector.map(|vector| vector.name), Some("spin"));
    bench.click_on(Role::CheckBox, "Arrows");
    assert!(bench.get::<Picture>().over.is_empty());
    // A field that has no vectors has no arrows to choose.
    assert!(!Bench::tall(scene("klein-gordon", &[40])).has(Role::CheckBox, "Arrows"));
}

/// Where the processor draws, a sheet of many sites has fewer intervals, and the status line says so.
#[test]
fn a_coarse_sheet_is_said_to_be_one() {
    let says = |shape: &[usize]| Bench::new(scene("klein-gordon", shape)).reads("coarse sheet");
    assert!(says(&[130, 18]));
    assert!(!says(&[26, 18]) && !says(&[96, 18]));
}
