//! `--set path=value` changes a scene as if it had been written so.

use crate::scene_errors::GOOD;
use fieldloom::lattice::{Boundary, Precision};
use fieldloom::scene::{BuildOptions, Scene, SceneError, parse};

fn with(sets: &[&str]) -> Result<Scene, SceneError> {
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    let scene = parse("scene.ron", GOOD, &sets)?;
    scene.build(&BuildOptions::default())?;
    Ok(scene)
}

#[test]
fn values_are_set() {
    let scene = with(&[
        "lattice.shape=[8, 24]",
        "lattice.shape[1]=20",
        "lattice.layer.strength=0.9",
        "theory.lam=0.25",
        "precision=F32",
        "camera.fov=50",
        "record.ticks_per_frame=3",
        "view.colour=phase-space",
        "view.plane.index=5",
    ])
    .unwrap();
    assert_eq!(scene.lattice.shape(), [8, 20]);
    assert_eq!(scene.lattice.boundary()[1], Boundary::Absorbing { width: 3, strength: 0.9 });
    assert_eq!(scene.parameters.couplings.lam, 0.25);
    assert_eq!(scene.precision, Precision::F32);
    assert_eq!((scene.camera.fov, scene.camera.pitch), (50.0, 40.0));
    assert_eq!((scene.record.ticks_per_frame, scene.record.fps), (3, 25));
    assert_eq!(scene.view.colour, "phase-space");
    assert_eq!(scene.view.plane.index, Some(5));
}

#[test]
fn the_effective_text_is_the_same_scene() {
    let scene = with(&["theory.lam=0.25", "initial[0].width=[1, 2]", "seed=9"]).unwrap();
    let again = parse("again.ron", &scene.source, &[]).unwrap();
    assert_eq!(again.seed, 9);
    let state = |scene: &Scene| scene.build(&BuildOptions::default()).unwrap().state;
    assert_eq!(state(&again), state(&scene));
    assert_ne!(state(&again), state(&with(&["theory.lam=0.25", "seed=9"]).unwrap()));
    assert!(scene.source.starts_with("// A good scene\n"));
}

#[test]
fn what_is_wrong_with_a_set_value_is_said_of_the_set() {
    let answer = |set: &str| with(&[set]).unwrap_err().to_string();
    let is = |set: &str, right: &str| {
        let answer = answer(set);
        assert!(answer.starts_with(&format!("in --set {set}: {right}")), "{answer}");
    };
    is(
        "theory.lma=1",
        "klein-gordon with the potential `phi4` has no parameter `lma`; did you mean `lam`?",
    );
    is("theory.lam=-1", "lam = -1 is out of range;");
    is("theory.lam=nan", "nan is not a finite number");
    is("lattice.shape=[16, -4]", "extent -4 of axis 1 is too small; an axis has at least 2 sites");
    is("lattice.shpae=[16, 4]", "there is no field `shpae` here; did you mean `shape`?");
    is("latice.shape=[16, 4]", "there is no field `latice` here; did you mean `lattice`?");
    is("schedule.dt=5", "dt = 5 is not stable:");
    is("schedule.dt=fast", "`schedule.dt`: a number is expected, not `\"fast\"`");
    is("initial[0].widht=2", "there is no field `widht` here; did you mean `width`?");
    is(
        "initial[7].width=2",
        "`initial` has 2 entries, so there is no [7]; they are counted from 0",
    );
    is("record.fps=1000", "record.fps = 1000 is out of range; it must be from 1 to 240");
    is("view.height=ph1", "there is no quantity \"ph1\"; did you mean \"phi1\"?");
    is("theory.name=dirak", "there is no theory `dirak`; did you mean `dirac`?");
    is("seed", "no `=`; give path=value");
}

#[test]
fn an_error_elsewhere_keeps_its_place_in_the_file() {
    let answer = with(&["theory.m=0.123456789"]).map(|_| ()).unwrap_err().to_string();
    assert!(answer.starts_with("in --set theory.m="), "{answer}");
    let spoiled = GOOD.replace("pitch: 40", "pitch: 140");
    let sets = ["lattice.h=0.500000000001".to_owned(), "camera.yaw=20.000000001".to_owned()];
    let error = parse("scene.ron", &spoiled, &sets).unwrap_err().to_string();
    assert!(error.starts_with("scene.ron:20:30: camera.pitch = 140"), "{error}");
}
