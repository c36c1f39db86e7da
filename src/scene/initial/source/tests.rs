use super::*;
use crate::scene::{Scene, parse};
use std::path::Path;

fn scene(theory: &str, initial: &str) -> Scene {
    let text = format!(
        "(theory: ({theory}), lattice: (shape: [12, 10, 9], h: 0.8), \
         schedule: (name: \"staged\", dt: 0.2), seed: 5, initial: [{initial}])"
    );
    parse("slices", &text, &[]).expect("a scene")
}

fn context<'a>(scene: &'a Scene, base_dir: &'a Path) -> InitialContext<'a> {
    let (lattice, parameters) = (&scene.lattice, &scene.parameters);
    InitialContext { lattice, parameters, seed: scene.seed, index: 0, base_dir }
}

/// The same as one after the other on the whole lattice, but for rounding errors of transforms.
#[test]
fn slices_make_up_the_whole() {
    let one = "Packet(width: 1.3, momentum: [0.5, -0.3, 0.2], centre: [1, 0, -1], phase: 0.4)";
    let other = "Packet(width: 2, normalised: true, polarisation: \"down\")";
    let bare = "Packet(width: [1, 2, 3], positive_energy: false, amplitude: 0.3)";
    let wave = "PlaneWave(modes: [1, -2, 1], amplitude: 0.7, phase: 0.3)";
    let noise = "Noise(amplitude: 0.2), Noise(correlation: [1, 0, 2], fields: \"pi\")";
    let formula = "Expression(phi: [\"x + y*z\"], pi: [\"\", \"sin(x)\"])";
    let point = "Point(position: [1.6, -0.8, 0], phi: [0.1, 0.2], pi: [3])";
    let scalar = formula.replace("\"\", ", "");
    let scalar_point = point.replace(", 0.2", "");
    let kinks = "Kink(centre: -2, velocity: 0.2), Kink(centre: 2, sign: -1)";
    for (theory, initial) in [
        ("name: \"dirac\", m: 0.4", one.to_owned()),
        ("name: \"dirac\", m: 0.4", [one, other, bare, wave, noise, formula, point].join(", ")),
        (
            "name: \"klein-gordon-complex\", potential: \"mass\", m: 0.3",
            [one, wave, noise, formula, point].join(", "),
        ),
        (
            "name: \"klein-gordon\", potential: \"mass\", m: 0.3",
            [one, bare, wave, noise, &scalar, &scalar_point].join(", "),
        ),
        (
            "name: \"klein-gordon\", potential: \"phi4\"",
            [noise, one, kinks, &scalar_point].join(", "),
        ),
        (
            "name: \"klein-gordon\", potential: \"sine-gordon\"",
            [kinks, "Breather(centre: 1, velocity: 0.3, across: 2)"].join(", "),
        ),
    ] {
        let scene = scene(theory, &initial);
        let context = context(&scene, Path::new(""));
        let mut whole = Fields::<f64>::zeros(&scene.lattice, context.components());
        for (index, initial) in scene.initial.iter().enumerate() {
            let context = InitialContext { index, ..context };
            initial.apply(&context, &mut whole).expect("an initial condition");
        }
        let size = whole.phi.values().iter().fold(0.0_f64, |most, value| most.max(value.abs()));
        assert!(size > 0.1, "{theory}: {size}");
        for count in [1, 2, 6] {
            let sliced = made::<f64>(&scene.initial, context, count).expect("a state");
            for (a, b) in [(&whole.phi, &sliced.phi), (&whole.pi, &sliced.pi)] {
                let apart = a.values().iter().zip(b.values()).map(|(a, b)| (a - b).abs());
                assert!(apart.fold(0.0, f64::max) < 1e-14 * size.max(1.0), "{theory} in {count}");
            }
        }
    }
}

/// Of all that is wrong in a slice the first condition is told, and its first site.
#[test]
fn the_first_value_that_is_not_finite_is_told() {
    let theory = "name: \"klein-gordon\", potential: \"mass\", m: 0.3";
    let initial = "Noise(), Expression(pi: [\"1 / (x - 0.8) / (y + 1.6)\"]), \
                   Expression(phi: [\"1 / (x + 4.8)\"])";
    let scene = scene(theory, initial);
    for count in [1, 3] {
        let failed = made::<f32>(&scene.initial, context(&scene, Path::new("")), count);
        let (index, why) = failed.expect_err("a value that is not finite");
        assert_eq!((index, why.field()), (1, "pi[0]"));
        let InitialFault::NotFinite { site, .. } = *why.fault else { panic!("{why}") };
        assert_eq!(site, [0, 3, 0]);
    }
}

/// As few slices as leave what they take a part of the state.
#[test]
fn slices_are_as_many_as_are_needed() {
    let large = |theory: &str, initial: &str| {
        let text = format!(
            "(theory: ({theory}), lattice: (shape: [256, 128, 130], h: 0.8), precision: F32, \
             schedule: (name: \"staged\", dt: 0.2), initial: [{initial}])"
        );
        parse("slices", &text, &[]).expect("a scene")
    };
    let (dirac, packet) = ("name: \"dirac\", m: 0.4", "Packet(width: 1.3)");
    let scalar = "name: \"klein-gordon\", potential: \"mass\", m: 0.3";
    let smooth = format!("{packet}, Noise(correlation: 2)");
    for (theory, initial, components, beside, count) in [
        (dirac, packet, 4, 80, 16),
        (dirac, "PlaneWave(), Noise(), Expression(phi: [\"x\"])", 4, 0, 1),
        (dirac, smooth.as_str(), 4, 80, 16),
        (scalar, packet, 1, 32, 16),
    ] {
        let scene = large(theory, initial);
        let (context, sites) = (context(&scene, Path::new("")), scene.lattice.sites() as u128);
        let found = slices(&scene.initial, &context, 8 * components * sites);
        assert_eq!(found, count, "{theory}: {initial}");
        let fixed = if initial == smooth { 80 * sites } else { 0 };
        let bytes = bytes_beside(&scene.initial, &context, count);
        assert_eq!(bytes, fixed + beside * sites / count as u128, "{theory}: {initial}");
    }
    let small = scene(dirac, packet);
    assert_eq!(slices(&small.initial, &context(&small, Path::new("")), 1), 1);
}
