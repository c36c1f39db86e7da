//! What is read off the field: a line, a box, pins, and their charts.

use crate::app::Playback;
use crate::lattice::FieldState;
use crate::quantity::{QUANTITIES, QuantityInfo, Sight, at, statistics};
use crate::scene::parse;
use crate::scene::settings::ViewSettings;
use crate::spectrum::Dispersion;
use crate::view::Picture;
use crate::view::surface::RENDER_MODES;
use crate::window::charts::{CHARTS, Chart, Charts};
use crate::window::command::Keys;
use crate::window::testing::{Bench, SHAPES, scene};
use crate::window::{Desk, Instruments, Measure, Pins, Request, Requests, Tool};
use bevy_egui::egui::accesskit::Role;
use bevy_egui::egui::{Event, Key, Modifiers, PointerButton};

const NONE: Modifiers = Modifiers::NONE;
const PRIMARY: PointerButton = PointerButton::Primary;

fn chart(bench: &Bench) -> Chart {
    bench.get::<Charts>().chart().expect("one is shown").clone().expect("one that can be made")
}

/// The value that is drawn as colour at a site.
fn value(bench: &mut Bench, info: &'static QuantityInfo, (row, x): (usize, usize)) -> [f64; 2] {
    bench.shown(|shown| at(info, &Sight::new(shown.lattice, shown.state, shown.parameters), row, x))
}

/// Lets the field run for so many ticks.
fn run(bench: &mut Bench, ticks: u32) {
    bench.change::<Playback>(|playback| playback.step(ticks));
    bench.frames(6);
}

#[test]
fn a_line_is_laid_by_two_clicks_and_by_a_drag_and_follows_the_field() {
    for drags in [false, true] {
        let mut bench = Bench::new(scene("klein-gordon", &[26, 18]));
        bench.change::<Desk>(|desk| desk.charts.quantity = Some("phi1"));
        bench.press(Keys::shift(Key::L));
        let [a, b] = [[4.0, 20.0], [13.0, 6.0]].map(|place| bench.place(place));
        if drags {
            bench.drag(&[a, a.lerp(b, 0.5), b], PRIMARY, NONE);
        } else {
            bench.click_at(a, 1);
            assert_eq!(bench.get::<Instruments>().line, None, "one end is no line");
            bench.click_at(b, 1);
        }
        bench.frames(3);
        let line = bench.get::<Instruments>().line.expect("a line");
        for (end, wanted) in [(line.from, [20.0, 4.0]), (line.to, [6.0, 13.0])] {
            let off = (0..2).map(|mu| (end[mu] - wanted[mu]).abs()).fold(0.0, f64::max);
            assert!(off < 0.6, "{end:?} {wanted:?}");
        }
        // Between sites, so that both ends are values of the field.
        let (from, to) = ([20.0, 4.0, 0.0], [6.0, 13.0, 0.0]);
        let laid = Measure::Line(crate::quantity::Segment { from, to });
        bench.change::<Requests>(|requests| requests.push(Request::Measure(laid)));
        bench.frames(2);
        let seen = chart(&bench).curves[0].points.clone();
        let phi = bench.shown(|shown| shown.picture.components[0]);
        let ends = [(20, 4), (6, 13)].map(|site| value(&mut bench, phi, site)[0]);
        assert!((seen[0][1] - ends[0]).abs() < 1e-12 && ends[0] != 0.0);
        assert!((seen[seen.len() - 1][1] - ends[1]).abs() < 1e-12);
        let length = 0.5 * f64::hypot(14.0, 9.0);
        assert!((seen[seen.len() - 1][0] - length).abs() < 1e-12);
        run(&mut bench, 5);
        let after = value(&mut bench, phi, (20, 4))[0];
        let seen = chart(&bench).curves[0].points[0][1];
        assert!(after != ends[0] && (seen - after).abs() < 1e-12, "it follows the field");
    }
}

#[test]
fn a_box_is_dragged_and_typed_and_its_total_is_plotted_over_time() {
    let mut bench = Bench::tall(scene("klein-gordon", &[26, 18]));
    bench.press(Keys::shift(Key::B));
    assert_eq!(bench.get::<Desk>().tool, Tool::Region);
    let [a, b] = [[3.0, 6.0], [11.0, 17.0]].map(|place| bench.place(place));
    bench.drag(&[a, a.lerp(b, 0.4), b], PRIMARY, NONE);
    bench.frames(2);
    let region = bench.get::<Instruments>().region.expect("a box");
    for (mu, wanted) in [(0, [6, 17]), (1, [3, 11])] {
        let found = [region.first[mu], region.last[mu]];
        assert!(found.iter().zip(wanted).all(|(a, b): (&usize, usize)| a.abs_diff(b) <= 1));
    }
    assert!(bench.get::<Desk>().charts.shows("region"));
    bench.click("Line and box");
    bench.type_number("Box x, last", "20");
    bench.type_number("Box y, first", "2");
    let region = bench.get::<Instruments>().region.expect("a box");
    assert_eq!((region.last[0], region.first[1]), (20, 2));
    let found = bench.get::<Instruments>().statistics.expect("looked at");
    let wanted = bench.shown(|shown| {
        let sight = Sight::new(shown.lattice, shown.state, shown.parameters);
        statistics(shown.picture.colour, &sight, &region)
    });
    assert_eq!(found, wanted);
    bench.click("Chart: Total");
    for _ in 0..4 {
        run(&mut bench, 3);
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    bench.frames(2);
    let total = chart(&bench).curves[0].points.clone();
    let now = bench.get::<Instruments>().statistics.expect("looked at");
    assert!(total.len() >= 4 && total.is_sorted_by(|a, b| a[0] < b[0]), "{total:?}");
    assert!((total[total.len() - 1][1] - 0.25 * now.sum).abs() < 1e-12, "times the area of a site");
    bench.press(Keys::shift(Key::X));
    assert!(bench.get::<Instruments>().is_empty());
    assert!(bench.reads("Drag a rectangle"), "the chart says what it takes");
}

#[test]
fn a_box_of_a_field_in_space_is_a_part_of_the_plane_until_it_is_made_deeper() {
    let mut bench = Bench::tall(scene("dirac", &[14, 10, 12]));
    bench.press(Keys::shift(Key::B));
    let [a, b] = [[2.0, 2.0], [9.0, 7.0]].map(|place| bench.place(place));
    bench.drag(&[a, b], PRIMARY, NONE);
    bench.frames(2);
    let region = bench.get::<Instruments>().region.expect("a box");
    let cut = bench.get::<Picture>().cut;
    let crate::quantity::Cut::Plane { axis, index } = cut else { panic!("a plane") };
    assert_eq!([region.first[axis], region.last[axis]], [index, index]);
    let flat = region.count();
    bench.click("Line and box");
    let name = ["x", "y", "z"][axis];
    bench.type_number(&format!("Box {name}, first"), "1");
    let deep = bench.get::<Instruments>().region.expect("a box");
    assert_eq!(deep.count(), flat * index);
    assert_eq!(bench.get::<Instruments>().statistics.expect("looked at").count, deep.count());
}

/// One wave on a ring of 32 sites, three periods long.
fn wave() -> crate::scene::Scene {
    let text = r#"(
        theory: (name: "klein-gordon", potential: "mass", m: 0.4),
        lattice: (shape: [32], h: 0.7),
        schedule: (name: "staged", dt: 0.3),
        precision: F64,
        initial: [PlaneWave(modes: [3], amplitude: 0.5)],
        view: (colour: "phi1"),
    )"#;
    parse("wave.ron", text, &[]).expect("a scene")
}

#[test]
fn pins_are_plotted_over_time_and_show_the_frequency_of_a_wave() {
    let mut bench = Bench::new(wave());
    for x in [5.0, 16.0, 27.0] {
        let there = bench.place([x, 0.0]);
        bench.click_at(there, 1);
    }
    let pinned: Vec<usize> = bench.get::<Pins>().0.iter().map(|pin| pin.pick.x).collect();
    assert_eq!(pinned.len(), 3);
    bench.press(Keys::shift(Key::P));
    for _ in 0..50 {
        run(&mut bench, 8);
    }
    let curves = chart(&bench).curves;
    let names: Vec<String> =
        pinned.iter().enumerate().map(|(at, x)| format!("{}: ({x})", at + 1)).collect();
    assert_eq!(curves.iter().map(|curve| curve.name.clone()).collect::<Vec<_>>(), names);
    let last = bench.shown(|shown| shown.clock.time());
    for (curve, x) in curves.iter().zip(&pinned) {
        let [time, seen] = curve.points[curve.points.len() - 1];
        let FieldState::F64(fields) = bench.get::<FieldState>() else { panic!("double") };
        assert_eq!((time, seen), (last, fields.phi.row(0, 0)[*x]));
        assert!(curve.points.len() >= 400);
    }
    bench.press(Keys::shift(Key::S));
    bench.frames(2);
    let k = std::f64::consts::TAU * 3.0 / (32.0 * 0.7);
    let wanted = bench.shown(|shown| {
        let dispersion = Dispersion::of(shown.parameters, shown.lattice).expect("waves");
        dispersion.frequencies([k, 0.0, 0.0]).into_iter().fold(0.0, f64::max)
    });
    let step = std::f64::consts::TAU / (400.0 * 0.3);
    for curve in chart(&bench).curves {
        let [omega, size] = crate::spectrum::series::strongest(&curve.points).expect("a peak");
        assert!((omega - wanted).abs() < 0.1 * step, "{omega} {wanted}");
        assert!(size > 0.2, "{size}");
    }
    assert!(bench.reads("strongest"));
}

#[test]
fn a_wave_has_one_length_and_its_histogram_counts_every_site() {
    let mut bench = Bench::new(wave());
    bench.press(Keys::shift(Key::W));
    bench.frames(2);
    let points = chart(&bench).curves[0].points.clone();
    let most = points.iter().copied().max_by(|a, b| a[1].total_cmp(&b[1])).expect("shells");
    assert!((most[0] - std::f64::consts::TAU * 3.0 / 22.4).abs() < 1e-9, "{most:?}");
    let all: f64 = points.iter().map(|point| point[1]).sum();
    assert!(most[1] > 0.999 * all, "all of it is that wave");
    bench.press(Keys::shift(Key::H));
    bench.frames(2);
    let steps = chart(&bench).curves[0].points.clone();
    let counted: f64 = steps.chunks(2).map(|step| step[0][1]).sum();
    assert_eq!(counted, 32.0);
}

#[test]
fn every_kind_of_surface_is_read_under_the_pointer() {
    let mut seen = Vec::new();
    for shape in SHAPES {
        // Links are drawn where there are any.
        let sets = ["gauge=(rotate: [Noise(amplitude: 2.0)])".to_owned()];
        let mut bench = Bench::new(scene("dirac", shape).with_sets(&sets).expect("a scene"));
        let cut = bench.get::<Picture>().cut;
        for mode in RENDER_MODES.iter().filter(|mode| (mode.fits)(cut)) {
            let opacity =
                crate::scene::settings::OpacitySettings { low: 0.01, ..Default::default() };
            let view = ViewSettings {
                surface: mode.name.to_owned(),
                level: 0.2,
                opacity,
                ..ViewSettings::default()
            };
            bench.change::<Requests>(|requests| requests.push(Request::View(Box::new(view))));
            bench.frames(3);
            assert_eq!(bench.get::<Picture>().mode.name, mode.name);
            let there = bench.shown(|shown| {
                let middle = 0.5 * (shown.rig.region.min + shown.rig.region.max);
                // A grid about the middle, on which what is thin is met somewhere.
                let places = (-12..=12).flat_map(|i| (-12..=12).map(move |j| (i, j)));
                let places = places.map(|(i, j)| {
                    bevy_egui::egui::pos2(middle.x + 14.0 * i as f32, middle.y + 9.0 * j as f32)
                });
                let rect = crate::window::rig::boxed(shown.rig.region);
                let drawn = shown.drawn().expect("drawn");
                let gaze = |at| crate::view::Gaze::new(shown.rig.orbit, rect, at);
                let met = |at: &_| drawn.pick(&gaze(*at)).is_some_and(|pick| pick.on_surface);
                places.into_iter().find(met)
            });
            let there = there.unwrap_or_else(|| panic!("{} is nowhere met", mode.name));
            bench.event(Event::PointerMoved(there));
            bench.frames(2);
            let pick = bench.get::<Desk>().hover.expect("the pointer is on the field");
            let site = bench.shown(|shown| shown.lattice.site(pick.row, pick.x));
            let words = site.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            assert!(bench.reads(&format!("site ({words})")), "{}", mode.name);
            for symbol in ["\u{3c6}", "\u{3c0}", "\u{3c8}\u{2081}"] {
                assert!(bench.reads(symbol), "{} {symbol}", mode.name);
            }
            seen.push(mode.name);
        }
    }
    let missing = RENDER_MODES.iter().filter(|mode| !seen.contains(&mode.name)).count();
    assert_eq!(missing, 0, "{seen:?}");
}

#[test]
fn links_and_plaquettes_are_read_where_there_is_a_gauge_field() {
    let sets = ["gauge=(background: [UniformB(quanta: 2)])".to_owned()];
    let scene = scene("dirac", &[26, 18]).with_sets(&sets).expect("a scene");
    let mut bench = Bench::new(scene);
    let there = bench.place([8.0, 9.0]);
    bench.event(Event::PointerMoved(there));
    bench.frames(2);
    for symbol in ["a\u{2081}", "a\u{2082}", "f\u{2081}\u{2082}"] {
        assert!(bench.reads(symbol), "{symbol}");
    }
    // Two quanta over all plaquettes.
    let flux = std::f64::consts::TAU * 2.0 / (26.0 * 18.0);
    assert!(bench.reads(&format!("{flux:.4}")), "{flux}");
}

#[test]
fn a_chart_is_zoomed_moved_and_brought_back() {
    let mut bench = Bench::new(scene("klein-gordon", &[26, 18]));
    bench.press(Keys::shift(Key::H));
    bench.frames(3);
    let seen = |bench: &Bench| bench.get::<Desk>().charts.seen.expect("drawn");
    let width = |[low, high]: [[f64; 2]; 2]| high[0] - low[0];
    let whole = seen(&bench);
    bench.press(Keys::alt(Key::Plus));
    bench.frames(2);
    assert!((width(seen(&bench)) / width(whole) - 0.8).abs() < 1e-6);
    let title = chart(&bench).title;
    let rect =
        bench.nodes().into_iter().find(|node| node_called(node, &title)).expect("a chart").rect();
    let before = seen(&bench);
    let from = rect.center();
    bench.drag(&[from, from + bevy_egui::egui::vec2(60.0, 0.0)], PRIMARY, NONE);
    bench.frames(2);
    assert!(seen(&bench)[0][0] < before[0][0], "it is moved");
    bench.press(Keys::control_shift(Key::F));
    bench.frames(3);
    assert!((width(seen(&bench)) / width(whole) - 1.0).abs() < 1e-6);
    bench.press(Keys::control_shift(Key::Y));
    bench.frames(3);
    let [low, high] = seen(&bench);
    // Counts from 1 to 468: less than three decades.
    assert!(low[1] > -0.5 && high[1] < 3.0, "{low:?} {high:?}");
}

fn node_called(node: &egui_kittest::Node, name: &str) -> bool {
    use egui_kittest::kittest::NodeT;
    let node = node.accesskit_node();
    node.label().is_some_and(|label| label == name) && node.role() != Role::Label
}

#[test]
fn every_chart_is_chosen_and_says_what_it_shows_or_what_it_takes() {
    let mut bench = Bench::new(scene("dirac", &[26, 18]));
    for info in CHARTS {
        bench.click(&format!("Chart: {}", info.title));
        bench.frames(2);
        assert!(bench.get::<Desk>().charts.shows(info.name));
        let words = match bench.get::<Charts>().chart().expect("made") {
            Ok(chart) => chart.title.clone(),
            Err(why) => why.clone(),
        };
        assert!(!words.is_empty());
        assert!(info.name == "measured" || bench.reads(&words), "{}", info.name);
    }
}

#[test]
fn what_is_plotted_can_be_chosen() {
    let mut bench = Bench::new(scene("dirac", &[26, 18]));
    let there = bench.place([8.0, 9.0]);
    bench.click_at(there, 1);
    bench.press(Keys::shift(Key::P));
    run(&mut bench, 4);
    bench.choose("Charted quantity", "density");
    run(&mut bench, 3);
    let pin = bench.get::<Pins>().0[0].clone();
    assert_eq!(pin.quantity, "density");
    let density = QUANTITIES.iter().find(|info| info.name == "density").expect("there");
    let now = value(&mut bench, density, (pin.pick.row, pin.pick.x));
    assert_eq!(pin.values.back().expect("noted").2, now);
    assert!(pin.values.iter().all(|(.., value)| value[1] == 0.0), "no value of what was before");
    bench.choose("Charted quantity", "psi2");
    bench.choose("Charted part", "magnitude");
    run(&mut bench, 2);
    let pin = bench.get::<Pins>().0[0].clone();
    let [re, im] = pin.values[1].2;
    let shown = chart(&bench).curves[0].points[1][1];
    assert!((shown - re.hypot(im)).abs() < 1e-15);
}
