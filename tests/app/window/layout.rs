//! Panels at other sizes: everything within the window, nothing on top of anything else.

use super::driver::{Driver, number};
use super::screen::Screen;
use crate::program::Bench;
use serde_json::{Value, json};

/// Roles of what is clicked on.
const ROLES: [&str; 6] = ["Button", "SpinButton", "Slider", "CheckBox", "ComboBox", "TextInput"];

/// Opens a window of so many points on a screen of so many pixels; what it shows.
fn shown((width, height): (u32, u32), points: (u32, u32), environment: &[(&str, &str)]) -> Value {
    let bench = Bench::new();
    std::fs::create_dir_all(bench.path("config/fieldloom")).unwrap();
    let settings = format!("(window: ({}, {}))", points.0, points.1);
    bench.write("config/fieldloom/settings.ron", settings.as_bytes());
    let mut hand = Driver::on(Screen::new(width, height), bench, environment);
    let wanted = json!([width, height]);
    hand.wait("the size of the window", |now| {
        json!([now["window"]["width"], now["window"]["height"]]) == wanted
            && now["widgets"].as_array().is_some_and(|widgets| widgets.len() > 20)
    })
}

fn sides(widget: &Value) -> [f64; 4] {
    let [x, y, width, height] = [0, 1, 2, 3].map(|side| number(&widget["at"][side]));
    [x, y, x + width, y + height]
}

fn is_tidy(now: &Value) {
    let size = [number(&now["window"]["width"]), number(&now["window"]["height"])];
    let widgets = now["widgets"].as_array().unwrap().iter();
    let clicked = widgets.filter(|widget| ROLES.iter().any(|role| widget["role"] == *role));
    // What lies below the fold of the panel of controls is scrolled to.
    let seen: Vec<&Value> = clicked.filter(|widget| sides(widget)[3] <= size[1] + 1.0).collect();
    assert!(seen.len() > 15, "{} widgets", seen.len());
    for widget in &seen {
        let [left, top, right, _] = sides(widget);
        assert!(left >= 0.0 && top >= 0.0 && right <= size[0], "outside: {widget}");
    }
    for (at, a) in seen.iter().enumerate() {
        for b in &seen[at + 1..] {
            let ([l, t, r, u], [m, s, q, v]) = (sides(a), sides(b));
            let [wide, high] = [r.min(q) - l.max(m), u.min(v) - t.max(s)];
            assert!(wide <= 1.0 || high <= 1.0, "{a} and {b} overlap");
        }
    }
}

#[test]
fn a_small_window_is_tidy() {
    is_tidy(&shown((1280, 720), (1280, 720), &[]));
}

#[test]
fn a_large_window_is_tidy() {
    is_tidy(&shown((1920, 1080), (1920, 1080), &[]));
}

#[test]
fn a_window_on_a_dense_screen_is_tidy() {
    let dense = [("WINIT_X11_SCALE_FACTOR", "2")];
    let now = shown((2560, 1440), (1280, 720), &dense);
    assert_eq!(now["window"]["scale"], json!(2.0));
    is_tidy(&now);
}
