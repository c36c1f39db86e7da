//! A scene that is wrong is answered with a sentence that says what, where and what would be right.

use fieldloom::scene::{BuildOptions, Scene, SceneError, parse};

/// A scene that builds; the tests spoil one thing in it.
pub const GOOD: &str = r#"// A good scene
// With a description.
(
    theory: (name: "klein-gordon", potential: "phi4", lam: 0.5, v: 0.9),
    lattice: (
        shape: [16, 12],
        h: 0.5,
        boundary: ["periodic", "absorbing"],
        layer: (width: 3, strength: 0.7),
    ),
    schedule: (name: "staged", dt: 0.1),
    precision: F64,
    seed: 7,
    initial: [
        Packet(centre: [0.5, -0.5], width: 1.5, amplitude: 0.3),
        Noise(amplitude: 0.01),
    ],
    measure: (every: 5),
    view: (height: "phi1", colour: "energy-density", range: Fixed(0.4)),
    camera: (yaw: 20, pitch: 40, distance: 2.5),
    record: (size: (640, 360), fps: 25, frames: 10),
    expect: [
        Drift(observable: "energy", below: 1e-2, ticks: 20),
    ],
)
"#;

fn built(text: &str) -> Result<Scene, SceneError> {
    let scene = parse("scene.ron", text, &[])?;
    scene.build(&BuildOptions::default())?;
    Ok(scene)
}

/// The answer to the good scene with `from` replaced by `to`.
pub fn answer(from: &str, to: &str) -> String {
    assert_eq!(GOOD.matches(from).count(), 1, "{from}");
    match built(&GOOD.replace(from, to)) {
        Ok(_) => panic!("{to} is accepted"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn the_good_scene_is_good() {
    let scene = built(GOOD).unwrap();
    assert_eq!(scene.title, "A good scene");
    assert_eq!(scene.description, "With a description.");
    assert_eq!(scene.lattice.shape(), [16, 12]);
    assert_eq!(scene.parameters.couplings.v, 0.9);
    assert_eq!((scene.seed, scene.cadence.measure_every), (7, 5));
    assert_eq!(scene.camera.distance, Some(2.5));
}

/// What is replaced, by what, and how the answer begins.
const ANSWERS: &[(&str, &str, &str)] = &[
    // Names.
    (
        "\"klein-gordon\"",
        "\"klien-gordon\"",
        "4:20: there is no theory `klien-gordon`; did you mean `klein-gordon`?",
    ),
    (
        "\"klein-gordon\"",
        "\"maxwell\"",
        "4:20: there is no theory `maxwell`; there is `klein-gordon`, `klein-gordon-b`, `klein-gordon-complex`, `dirac`, `neuron` and `network`",
    ),
    ("\"phi4\"", "\"phi-4\"", "4:47: klein-gordon has no potential `phi-4`; did you mean `phi4`?"),
    ("potential: \"phi4\", ", "", "4:13: klein-gordon needs a potential; there is `mass`, `phi4`"),
    (
        "name: \"staged\"",
        "name: \"stagd\"",
        "11:22: there is no schedule `stagd`; did you mean `staged`?",
    ),
    (
        "\"periodic\", ",
        "\"perodic\", ",
        "8:20: there is no boundary `perodic`; did you mean `periodic`?",
    ),
    (
        "\"energy-density\"",
        "\"energy-densty\"",
        "19:36: there is no quantity \"energy-densty\"; did you mean \"energy-density\"?",
    ),
    ("\"phi1\"", "\"psi1\"", "19:20: klein-gordon in 2D has no quantity \"psi1\"; it has: phi1,"),
    (
        "observable: \"energy\"",
        "observable: \"enrgy\"",
        "23:27: there is no observable \"enrgy\" here; did you mean \"energy\"?",
    ),
    (
        "observable: \"energy\"",
        "observable: \"charge\"",
        "23:27: there is no observable \"charge\" here;",
    ),
    ("Packet(", "Paket(", "15:9: `initial[0]`: there is no `Paket`; did you mean `Packet`?"),
    ("Fixed(0.4)", "Fxed(1)", "19:61: `view.range`: there is no `Fxed`; did you mean `Fixed`?"),
    ("F64", "F46", "12:16: `precision`: there is no `F46`; did you mean `F64`?"),
    (
        "F64",
        "\"f64\"",
        "12:16: `precision`: a name with a capital and without quotes, such as F64, is expected, not `\"f64\"`",
    ),
    // Fields.
    ("h: 0.5", "hh: 0.5", "7:9: there is no field `hh` here; did you mean `h`?"),
    ("seed: 7", "sede: 7", "13:5: there is no field `sede` here; did you mean `seed`?"),
    ("centre:", "center:", "15:16: there is no field `center` here; did you mean `centre`?"),
    (
        "lam: 0.5",
        "lamb: 0.5",
        "4:61: klein-gordon with the potential `phi4` has no parameter `lamb`; did you mean `lam`?",
    ),
    (
        "lam: 0.5",
        "mass: 0.5",
        "4:61: klein-gordon with the potential `phi4` has no parameter `mass`; it has `lam` and `v`",
    ),
    ("lam: 0.5", "v: 0.5", "4:58: `theory.v`: `v` is given twice"),
    (
        "name: \"staged\", dt: 0.1",
        "name: \"staged\"",
        "11:15: `schedule`: the field `dt` is missing",
    ),
    ("below: 1e-2, ", "", "23:9: `expect[0]`: the field `below` is missing"),
    ("seed: 7,", "seed: 7, seed: 8,", "13:14: the field `seed` is given twice"),
    // Numbers.
    (
        "lam: 0.5",
        "lam: -0.5",
        "4:60: lam = -0.5 is out of range; strength of the quartic potential is at least 0",
    ),
    ("lam: 0.5", "lam: NaN", "4:60: NaN is not a finite number; every number of a scene is finite"),
    ("lam: 0.5", "lam: \"0.5\"", "4:60: `theory.lam`: a number is expected, not `\"0.5\"`"),
    ("h: 0.5", "h: 1e999", "7:12: 1e999 is not a finite number;"),
    ("h: 0.5", "h: -1", "7:12: the spacing h = -1 must be positive and finite"),
    ("dt: 0.1", "dt: -inf", "11:36: -inf is not a finite number;"),
    ("dt: 0.1", "dt: 0", "11:36: dt = 0 is not a time step;"),
    (
        "seed: 7",
        "seed: -7",
        "13:11: `seed`: a whole number that is not negative is expected, not `-7`",
    ),
    ("every: 5", "every: 0", "18:22: 0 ticks between two measurements; it must be 1 or more"),
    ("every: 5", "every: -5", "18:22: -5 ticks between two measurements; it must be 1 or more"),
    ("width: 1.5", "width: 0", "15:44: "),
    ("[0.5, -0.5]", "[0.5]", "15:24: "),
    // The lattice.
    (
        "[16, 12]",
        "[16, -4]",
        "6:21: extent -4 of axis 1 is too small; an axis has at least 2 sites",
    ),
    ("[16, 12]", "[0, 12]", "6:17: extent 0 of axis 0 is too small; an axis has at least 2 sites"),
    ("[16, 12]", "[16.5, 12]", "6:17: `lattice.shape[0]`: a whole number is expected, not `16.5`"),
    ("[16, 12]", "[16, 12, 8, 4]", "6:16: a lattice has 1, 2 or 3 extents; 4 were given"),
    (
        "[16, 12]",
        "[99999999999999999999, 12]",
        "6:17: `lattice.shape[0]`: `99999999999999999999` is too large",
    ),
    ("[16, 12]", "[4000000000, 4000000000, 4000000000]", "6:16: "),
    ("[16, 12]", "(16, 12)", "6:16: `lattice.shape`: a list in [ ] is expected, not `(16, 12)`"),
    (
        "[\"periodic\", \"absorbing\"]",
        "3",
        "8:19: `lattice.boundary`: the name of a boundary in quotes, or a list of names is expected",
    ),
    (
        "[\"periodic\", \"absorbing\"]",
        "\"fixed\"",
        "9:16: no boundary is absorbing, so the layer has no use;",
    ),
    (
        "layer: (width: 3, strength: 0.7),",
        "",
        "8:32: an absorbing boundary needs its layer, such as layer: (width: 12, strength: 1.0)",
    ),
    (
        "width: 3, strength",
        "width: 9, strength",
        "9:16: the absorbing layer of axis 1 (width 9, strength 0.7) must be 1 to 6 sites wide",
    ),
    // Formulas.
    (
        "\"phi4\", lam: 0.5, v: 0.9",
        "\"expr\", expr: \"m^2*phi^\"",
        "4:61: expected a number, a name or \"(\", found the end (column 9",
    ),
    (
        "\"phi4\", lam: 0.5, v: 0.9",
        "\"expr\", expr: \"chi^2\"",
        "4:61: unknown name \"chi\", did you mean \"phi\"?",
    ),
    (
        "\"phi4\", lam: 0.5, v: 0.9",
        "\"expr\"",
        "4:47: the potential \"expr\" needs its formula, such as expr: \"m^2*phi^2/2\"",
    ),
    (
        "lam: 0.5",
        "expr: \"phi^2\"",
        "4:61: the potential `phi4` takes no formula; potential: \"expr\" does",
    ),
    // The picture.
    (
        "range: Fixed(0.4)",
        "surface: \"flatmap\"",
        "19:63: there is no kind of surface `flatmap`; did you mean `flat-map`?",
    ),
    (
        "range: Fixed(0.4)",
        "over: [\"arows\"]",
        "19:61: there is no kind of surface `arows`; did you mean `arrows`?",
    ),
    (
        "range: Fixed(0.4)",
        "slices: (None, Some(12), None)",
        "19:69: axis 1 has no index 12; it has 0 to 11",
    ),
    (
        "range: Fixed(0.4)",
        "slices: (None, None, Some(1))",
        "19:75: a lattice of 2 axes has no axis 2",
    ),
    ("range: Fixed(0.4)", "vector: \"spin\"", "19:62: klein-gordon in 2D has no quantity \"spin\""),
    (
        "range: Fixed(0.4)",
        "vector: \"energyflow\"",
        "19:62: there is no quantity \"energyflow\"; did you mean \"energy-flow\"?",
    ),
    (
        "range: Fixed(0.4)",
        "level: 0",
        "19:61: view.level = 0 is out of range; it must be from 0.001 to 1",
    ),
    (
        "range: Fixed(0.4)",
        "density: 1",
        "19:63: view.density = 1 is out of range; it must be from 2 to 96",
    ),
    ("range: Fixed(0.4)", "contours: 65", "19:64: view.contours = 65 is out of range"),
    (
        "range: Fixed(0.4)",
        "opacity: (low: 0.5, high: 0.5)",
        "19:80: view.opacity.high = 0.5 is out of",
    ),
    (
        "range: Fixed(0.4)",
        "opacity: (strength: 1)",
        "19:74: view.opacity.strength = 1 is out of range",
    ),
    ("range: Fixed(0.4)", "history: Some(0)", "19:63: view.history = 0 is out of range"),
    ("Fixed(0.4)", "Fixed(-1)", "19:61: view.range = -1 is out of range; it must be positive"),
    (
        "view: (",
        "view: (surface: \"ribon\", ",
        "19:21: there is no kind of surface `ribon`; did you mean `ribbon`?",
    ),
    (
        "view: (",
        "view: (surface: \"ribbon\", ",
        "19:21: the kind of surface `ribbon` does not go with a lattice of 2 dimensions; what does: \
         `height-field`",
    ),
    (
        "view: (",
        "view: (surface: \"volume\", ",
        "19:21: the kind of surface `volume` does not go with a lattice of 2 dimensions; what does: \
         `height-field`, `flat-map`, `arrows`, `streamlines`, `points`, `links`",
    ),
    (
        "view: (",
        "view: (over: [\"slices\"], ",
        "19:19: the kind of surface `slices` does not go with a lattice of 2 dimensions",
    ),
    (
        "view: (",
        "view: (map: \"phase\", ",
        "19:17: the colour map `phase` does not go with energy-density; what does: `diverging`",
    ),
    ("view: (", "view: (plane: (axis: 2), ", "19:26: there is no axis 2; the axes are 0 to 1"),
    ("view: (", "view: (plane: (index: 16), ", "19:27: axis 0 has no index 16; it has 0 to 15"),
    (
        "view: (",
        "view: (map: \"phse\", ",
        "19:17: there is no colour map `phse`; did you mean `phase`?",
    ),
    (
        "pitch: 40",
        "pitch: 140",
        "20:30: camera.pitch = 140 is out of range; it must be from -90 to 90",
    ),
    ("yaw: 20, ", "yaw: true, ", "20:19: `camera.yaw`: a number is expected, not `true`"),
    (
        "(640, 360)",
        "(0, 360)",
        "21:21: record.size[0] = 0 is out of range; it must be from 1 to 8192",
    ),
    (
        "(640, 360)",
        "(640, -360)",
        "21:26: `record.size[1]`: a whole number that is not negative is expected, not `-360`",
    ),
    ("(640, 360)", "(640, 360, 1)", "21:31: `record.size[2]`: one value too many"),
    (
        "(640, 360)",
        "(640, 90000)",
        "21:26: record.size[1] = 90000 is out of range; it must be from 1 to 8192",
    ),
    ("fps: 25", "fps: 0", "21:37: record.fps = 0 is out of range; it must be from 1 to 240"),
    ("frames: 10", "frames: 0", "21:49: record.frames = 0 is out of range;"),
    (
        "frames: 10",
        "supersample: 5",
        "21:54: record.supersample = 5 is out of range; it must be from 1 to 4",
    ),
    (
        "ticks: 20",
        "ticks: 0",
        "23:57: expect[0].ticks = 0 is out of range; it must be from 1 to 1000000",
    ),
    // Brackets, commas and quotes.
    ("expect: [", "expect: ", "24:5: `name: value` is expected here"),
    ("seed: 7,", "seed: 7", "14:5: `,` or `)` is expected here, not `i`"),
    ("\"staged\"", "\"staged", "11:22: text that goes on in another line; is its quote missing?"),
    ("seed: 7,", "seed: 7, /* ", "13:14: a comment `/*` that is never closed; `*/` ends it"),
    ("seed: 7,", "seed: 7,,", "13:13: `name: value` is expected here"),
];

#[test]
fn every_mistake_is_answered() {
    let answers = ANSWERS.iter().map(|(from, to, right)| (to, answer(from, to), right));
    let wrong = |(to, answer, right): (&&str, String, &&str)| {
        (!answer.starts_with(&format!("scene.ron:{right}"))).then(|| format!("{to} => {answer}"))
    };
    let wrong: Vec<String> = answers.filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_unstable_step_is_refused_with_the_limit_and_runs_when_allowed() {
    let answer = answer("dt: 0.1", "dt: 0.9");
    assert!(answer.starts_with("scene.ron:11:36: dt = 0.9 is not stable:"), "{answer}");
    let after = |text: &str| {
        let number = answer.split(text).nth(1).unwrap_or_else(|| panic!("{answer}"));
        number.split([';', ',', ' ']).next().unwrap().parse::<f64>().unwrap()
    };
    let (limit, largest) = (after("|dt| < "), after("use at most dt = "));
    assert!(largest < limit && limit - largest < 1e-5 * limit, "{answer}");
    assert!(answer.contains("allow_unstable: true"), "{answer}");
    built(&GOOD.replace("dt: 0.1", &format!("dt: {largest}"))).unwrap();
    let scene = parse("s", &GOOD.replace("dt: 0.1", "dt: 0.9, allow_unstable: true"), &[]).unwrap();
    assert!(!scene.build(&BuildOptions::default()).unwrap().dynamics.stable());
}

#[test]
fn a_boundary_that_a_theory_does_not_have_is_refused() {
    let text = GOOD
        .replace("\"klein-gordon\", potential: \"phi4\", lam: 0.5, v: 0.9", "\"dirac\", m: 0.3")
        .replace("\"periodic\", \"absorbing\"", "\"free\", \"absorbing\"")
        .replace("view: (height: \"phi1\", colour: \"energy-density\", range: Fixed(0.4)),", "");
    let error = built(&text).unwrap_err().to_string();
    assert!(error.starts_with("scene.ron:8:20: dirac has no free boundary (axis 0);"), "{error}");
}

#[test]
fn a_theory_without_potential_takes_none() {
    let text = GOOD.replace("\"klein-gordon\"", "\"dirac\"");
    let error = built(&text).unwrap_err().to_string();
    assert_eq!(error, "scene.ron:4:40: dirac takes no potential; leave it out");
}
