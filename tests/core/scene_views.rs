//! What a view cannot draw is refused where the scene is read.

use fieldloom::scene::{BuildOptions, parse};

const NEURON: &str = r#"(name: "neuron", potential: "phi4", lam: 0.5, v: 0.9)"#;
const DIRAC: &str = r#"(name: "dirac", m: 0.3)"#;

/// What is said to a view, beginning with line and column.
fn answer(theory: &str, shape: &[usize], view: &str) -> String {
    let text = format!(
        "(theory: {theory}, lattice: (shape: {shape:?}, h: 0.5),\nschedule: (name: \"staged\", dt: \
         0.05),\nview: ({view}))"
    );
    let built = parse("s", &text, &[]).and_then(|scene| scene.build(&BuildOptions::default()));
    built.err().map_or("nothing".to_owned(), |error| error.to_string())
}

#[test]
fn arrows_and_streamlines_want_vectors_and_links_a_gauge_field() {
    for name in ["arrows", "streamlines"] {
        let wanted = format!("no vector quantity to draw as `{name}`; take another");
        let alone = answer(NEURON, &[6, 8], &format!("surface: {name:?}"));
        assert!(alone.starts_with("s:3:17:") && alone.contains(&wanted), "{alone}");
        let over = answer(NEURON, &[6, 8], &format!("over: [\"points\", {name:?}]"));
        assert!(over.starts_with("s:3:25:") && over.contains(&wanted), "{over}");
        assert_eq!(answer(DIRAC, &[6, 8], &format!("over: [{name:?}]")), "nothing");
    }
    let links = answer(DIRAC, &[6, 8], "over: [\"links\"]");
    assert!(links.starts_with("s:3:15: `links` cannot be drawn:"), "{links}");
    assert!(links.contains("gauge: (background"), "{links}");
    let given = "surface: \"links\"), gauge: (rotate: [Noise(amplitude: 1.0)]";
    assert_eq!(answer(DIRAC, &[6, 8], given), "nothing");
}

#[test]
fn what_has_a_box_of_its_own_is_drawn_alone() {
    for name in ["curves", "space-time"] {
        let main = answer(DIRAC, &[12], &format!("surface: {name:?}, over: [\"points\"]"));
        assert!(main.starts_with("s:3:") && main.contains("leave `over` empty"), "{main}");
        let over = answer(DIRAC, &[12], &format!("over: [{name:?}]"));
        assert!(over.starts_with("s:3:15:") && over.contains("make it the `surface`"), "{over}");
        assert_eq!(answer(DIRAC, &[12], &format!("surface: {name:?}")), "nothing");
    }
    let space = answer(DIRAC, &[6, 8], "over: [\"volume\"]");
    assert!(space.starts_with("s:3:15: the kind of surface `volume` does not go with"), "{space}");
}

#[test]
fn scales_have_ends_in_order_and_decades_begin_above_zero() {
    for (view, wanted) in [
        ("range: Between(0.5, 0.25)", "the first must be below the second"),
        ("colour_range: Between(1, 1)", "the first must be below the second"),
        ("range: Between(0, 2), scale: Log(4)", "begin above 0"),
        ("range: Fixed(0)", "it must be positive"),
        ("colour_scale: Log(0)", "it must be from 1 to 76"),
    ] {
        let answer = answer(DIRAC, &[6, 8], view);
        assert!(answer.starts_with("s:3:") && answer.contains(wanted), "{view}: {answer}");
    }
    let sound = "range: Between(-1, 2.5), colour_range: Spread, colour_scale: Log(6)";
    assert_eq!(answer(DIRAC, &[6, 8], sound), "nothing");
}
