//! Films of sessions: recorded while they go on, and made again from their scripts.

use crate::program::Bench;
use crate::record_files::boxes::finished;
use bevy::app::App;
use bevy::ecs::world::World;
use fieldloom::app::{
    Brush, CommandLog, FieldCommand, Halt, LatticePlugin, Session, apply_commands, open_scene,
    run_ticks, send, send_in,
};
use fieldloom::film::{CameraKey, FilmError, FilmScript, LiveFilm, Look, Take};
use fieldloom::gauge::{GaugeCommand, GaugeMode, Noise, Stroke, ThetaSource};
use fieldloom::record::RecordError;
use fieldloom::scene::settings::{Range, ViewSettings};
use fieldloom::scene::{self, BuildOptions};
use fieldloom::simulation::Clock;
use fieldloom::view::camera::Orbit;
use std::path::Path;

const SCENE: &str = r#"// A session to film
(
    theory: (name: "dirac", m: 0.4),
    lattice: (shape: [22, 17], h: 0.8, boundary: ["periodic", "absorbing"], layer: (width: 3, strength: 0.5)),
    schedule: (name: "staged", dt: 0.2),
    seed: 3,
    initial: [Noise(amplitude: 0.4)],
    camera: (turntable: 40),
    record: (size: (160, 90), fps: 10, frames: 5, ticks_per_frame: 3, supersample: 1),
)"#;

const CAMERA: CameraKey = CameraKey {
    yaw: 0.3,
    pitch: 0.9,
    distance: 2.1,
    target: [0.1, 0.0, -0.05],
    fov: 0.7,
    orthographic: false,
    shift: [0.05, -0.1],
};

fn disturb(x: f64) -> FieldCommand {
    let brush =
        Brush { centre: [x, -1.5, 0.0], radius: 1.3, amount: 0.8, phase: 0.7, component: 1 };
    FieldCommand::Disturb(brush)
}

fn turn(x: f64) -> FieldCommand {
    let stroke = Stroke { centre: vec![x, 1.5], radius: 2.0, strength: 0.9, ..Stroke::default() };
    FieldCommand::Gauge(GaugeCommand::Rotate(ThetaSource::Stroke(stroke)))
}

/// A twin, strokes, another mode, a drive, and back.
fn gauge(window: &mut Window) {
    let drive = vec![ThetaSource::Noise(Noise::default())];
    for command in [
        GaugeCommand::Twin(true),
        GaugeCommand::SetMode(GaugeMode::Bare),
        GaugeCommand::Drive(drive),
        GaugeCommand::SetMode(GaugeMode::Covariant),
    ] {
        send(window.world(), FieldCommand::Gauge(command));
        send_in(window.world(), 12, turn(-2.0));
        window.frame(0);
        send_in(window.world(), 12, turn(-2.5));
        window.frame(1);
    }
    send(window.world(), FieldCommand::Gauge(GaugeCommand::UndoGauge));
    send(window.world(), FieldCommand::Undo);
}

fn mass(value: f64) -> FieldCommand {
    FieldCommand::SetParameter { name: "m".into(), value }
}

/// A window as far as a film can tell: a world, and perhaps a film of it.
struct Window {
    app: App,
    film: Option<LiveFilm>,
}

impl Window {
    fn open(text: &str) -> Self {
        let mut app = App::new();
        app.add_plugins(LatticePlugin);
        let scene = scene::parse("scene.ron", text, &[]).unwrap();
        open_scene(app.world_mut(), scene, BuildOptions::default()).unwrap();
        Self { app, film: None }
    }

    fn world(&mut self) -> &mut World {
        self.app.world_mut()
    }

    fn session(&self) -> Session {
        Session::of(self.app.world()).unwrap()
    }

    /// A window frame: what was sent is carried out, some ticks run, the film is told.
    fn frame(&mut self, ticks: u64) {
        apply_commands(self.world());
        // An alarm is in the world.
        let _ = run_ticks(self.world(), ticks);
        self.tell();
    }

    fn tell(&mut self) {
        let world = self.app.world();
        if let Some(film) = &mut self.film {
            film.follow(world.resource::<CommandLog>(), world.resource::<Clock>());
        }
    }

    fn look(&mut self, look: Look) {
        self.film.as_mut().unwrap().look(look);
    }

    fn finish(mut self) -> Take {
        self.film.take().unwrap().finish().unwrap_or_else(|error| panic!("{error}"))
    }
}

fn view(height: &str, theme: &str) -> Look {
    let view = ViewSettings {
        height: height.into(),
        theme: theme.into(),
        range: Range::Fixed(0.9),
        ..ViewSettings::default()
    };
    Look { view: Some(view), camera: None }
}

fn camera(yaw: f32) -> Look {
    Look { view: None, camera: Some(CameraKey { yaw, ..CAMERA }) }
}

/// A session with everything in it, filmed from its middle on.
fn eventful(path: &Path) -> Take {
    let mut window = Window::open(SCENE);
    window.frame(4);
    send(window.world(), disturb(2.0));
    window.frame(1);
    send_in(window.world(), 3, turn(2.0));
    window.frame(2);
    send_in(window.world(), 3, turn(2.6));
    send(window.world(), mass(0.7));
    window.frame(2);
    window.film = Some(LiveFilm::start(window.session(), view("phi1", "dark"), path).unwrap());
    // Before the first frame is due.
    window.look(camera(0.2));
    send(window.world(), FieldCommand::SetDt(0.15));
    window.frame(0);
    window.frame(5);
    for x in 0..6 {
        send_in(window.world(), 9, disturb(0.4 * f64::from(x)));
        window.frame([0, 1, 0, 4, 1, 0][x as usize]);
    }
    window.look(camera(0.5));
    window.look(view("phi2", "light"));
    window.frame(3);
    send(window.world(), FieldCommand::Undo);
    window.frame(1);
    // Steps from before the film.
    (0..3).for_each(|_| send(window.world(), FieldCommand::Undo));
    window.frame(2);
    send(window.world(), FieldCommand::Redo);
    window.frame(7);
    send(window.world(), FieldCommand::Restart { sets: vec!["seed=8".into()] });
    send(window.world(), mass(f64::NAN));
    window.frame(3);
    window.look(camera(1.4));
    gauge(&mut window);
    send(window.world(), FieldCommand::Reset);
    window.frame(0);
    window.film.as_mut().unwrap().stop();
    // What happens now is not in the film.
    send(window.world(), disturb(1.0));
    window.frame(6);
    window.finish()
}

#[test]
fn a_recording_of_a_session_is_that_of_its_script_to_the_last_byte() {
    let bench = Bench::with(SCENE);
    for name in ["mp4", "png", "gif"] {
        let (live, again) = (format!("live.{name}"), format!("again.{name}"));
        let take = eventful(&bench.path(&live));
        assert_eq!((take.script.start, take.script.frames), (9, Some(11)));
        assert_eq!(take.finished.frames, 11);
        let frames: Vec<u32> = take.script.views.iter().map(|key| key.frame).collect();
        assert_eq!(frames, [0, 4, 9]);
        bench.write("script.ron", take.script.to_text().as_bytes());
        bench
            .run(&["record", "scene.ron", "--commands", "script.ron", "-o", &again])
            .expect(0, &["11 frames in "]);
        if name == "png" {
            let numbered = |stem: &str, frame| bench.read(&format!("{stem}_{frame:05}.png"));
            let all: Vec<_> = (0..11).map(|frame| numbered("live", frame)).collect();
            for (frame, live) in all.iter().enumerate() {
                assert!(*live == numbered("again", frame), "frame {frame}");
            }
            assert!(all.windows(2).all(|pair| pair[0] != pair[1]), "all frames differ");
        } else {
            assert!(bench.read(&live) == bench.read(&again), "two {name} files differ");
        }
    }
}

#[test]
fn a_film_of_a_paused_session_is_one_frame_and_like_a_still() {
    let bench = Bench::with(SCENE);
    let mut window = Window::open(SCENE);
    window.frame(5);
    let look = Look { camera: Some(CAMERA), ..view("auto", "light") };
    let still =
        LiveFilm::still(window.session(), look.clone(), &bench.path("still.png"), false).unwrap();
    window.film = Some(LiveFilm::start(window.session(), look, &bench.path("film.png")).unwrap());
    let film = window.film.as_ref().unwrap();
    assert_eq!((film.frames_due(), film.lag()), (0, 0.0));
    let take = window.finish();
    assert_eq!((take.finished.frames, take.script.frames), (1, Some(1)));
    let still = still.finish().unwrap();
    assert_eq!(still.finished.path, bench.path("still.png"));
    assert_eq!(still.script, take.script);
    assert!(bench.read("still.png") == bench.read("film_00000.png"));
    let there = LiveFilm::still(window_session(), Look::default(), &bench.path("still.png"), false);
    assert!(matches!(there, Err(FilmError::Record(RecordError::Exists { .. }))));
    let film = LiveFilm::still(window_session(), Look::default(), &bench.path("still.mp4"), false);
    assert!(matches!(film, Err(FilmError::Record(RecordError::NotPng { .. }))));
}

fn window_session() -> Session {
    Window::open(SCENE).session()
}

#[test]
fn without_edits_a_film_of_a_session_is_that_of_its_scene() {
    let bench = Bench::with(SCENE);
    let mut window = Window::open(SCENE);
    let film = LiveFilm::start(window.session(), Look::default(), &bench.path("live.png"));
    window.film = Some(film.unwrap());
    [1, 5, 2, 4].into_iter().for_each(|ticks| window.frame(ticks));
    let film = window.film.as_ref().unwrap();
    assert_eq!(film.frames_due(), 4);
    assert!(film.lag() <= 0.4);
    assert_eq!(window.finish().finished.frames, 5);
    bench.run(&["record", "scene.ron", "-o", "again.png"]).expect(0, &[]);
    for frame in 0..5 {
        let [live, again] = ["live", "again"].map(|stem| format!("{stem}_{frame:05}.png"));
        assert!(bench.read(&live) == bench.read(&again), "frame {frame}");
    }
}

#[test]
fn a_film_that_is_dropped_is_finished() {
    let bench = Bench::with(SCENE);
    let mut window = Window::open(SCENE);
    let path = bench.path("film.mp4");
    window.film = Some(LiveFilm::start(window.session(), Look::default(), &path).unwrap());
    window.frame(7);
    drop(window);
    assert_eq!(finished(&bench.read("film.mp4")).decode().len(), 3);
}

/// Frames that cannot be drawn are left out; where an edit brings the field back, it goes on.
#[test]
fn a_field_that_blows_up_ends_the_film_or_is_brought_back() {
    let text = SCENE.replace("dt: 0.2", "dt: 0.9, allow_unstable: true");
    let bench = Bench::with(&text);
    let mut window = Window::open(&text);
    let path = bench.path("live.mp4");
    window.film = Some(LiveFilm::start(window.session(), Look::default(), &path).unwrap());
    send(window.world(), disturb(1.0));
    window.frame(1000);
    assert!(window.world().resource::<Halt>().0.is_some());
    send(window.world(), FieldCommand::Undo);
    window.frame(0);
    assert!(window.world().resource::<Halt>().0.is_none());
    window.frame(1000);
    let take = window.finish();
    bench.write("script.ron", take.script.to_text().as_bytes());
    bench
        .run(&["record", "scene.ron", "--commands", "script.ron", "-o", "again.mp4"])
        .expect(0, &[]);
    assert!(bench.read("live.mp4") == bench.read("again.mp4"));
    let frames = (take.finished.frames + 40).to_string();
    let args = ["record", "scene.ron", "--commands", "script.ron", "-o", "long.mp4"];
    bench.run(&[&args[..], &["--frames", &frames]].concat()).expect(5, &["blew up"]);
    assert!(bench.read("long.mp4") == bench.read("again.mp4"));
}

#[test]
fn another_session_stops_the_film() {
    let bench = Bench::with(SCENE);
    let mut window = Window::open(SCENE);
    let path = bench.path("film.mp4");
    window.film = Some(LiveFilm::start(window.session(), Look::default(), &path).unwrap());
    window.frame(4);
    let scene = scene::parse("scene.ron", SCENE, &[]).unwrap();
    open_scene(window.world(), scene, BuildOptions::default()).unwrap();
    window.frame(2);
    assert!(window.film.as_ref().unwrap().is_stopped());
    window.frame(20);
    assert_eq!(window.finish().finished.frames, 2);
}

#[test]
fn a_view_that_cannot_be_is_refused_at_once_or_ends_the_film() {
    let bench = Bench::with(SCENE);
    let path = bench.path("film.mp4");
    let refused = LiveFilm::start(window_session(), view("nothing", "dark"), &path);
    assert!(matches!(refused, Err(FilmError::View(_))));
    assert!(!bench.has("film.mp4"));
    let mut window = Window::open(SCENE);
    window.film = Some(LiveFilm::start(window.session(), Look::default(), &path).unwrap());
    window.frame(4);
    window.look(view("nothing", "dark"));
    window.frame(9);
    let error = window.film.take().unwrap().finish().unwrap_err().to_string();
    assert!(error.contains("frame 2") && error.contains("nothing"), "{error}");
    assert_eq!(finished(&bench.read("film.mp4")).decode().len(), 2);
}

#[test]
fn scripts_that_do_not_go_with_the_scene_are_refused_with_their_place() {
    let bench = Bench::with(SCENE);
    let cases = [
        ("(edits: [(step: 3, command: Jump)])", "script.ron:1:"),
        (
            "(\n  edits: [\n (step: 2, command: SetDt(0.1)), (step: 2, command: SetDt(7.0))])",
            "script.ron:3:34: the edit at step 2 cannot be made: ",
        ),
        ("(edits: [(step: 1, command: Undo)])", "there is nothing to undo"),
        ("(edits: [(step: 1, command: SetParameter(name: \"lam\", value: 1))])", "it has m"),
        (
            "(\nviews: [(frame: 1, view: (height: \"nothing\"))])",
            "script.ron:2:35: frame 1 cannot be shown so: ",
        ),
        ("(views: [(frame: 0, view: (map: \"greenish\"))])", "script.ron:1:33: "),
        ("(views: [(frame: 0, view: (relief: -3))])", "view.relief"),
        ("(views: [(frame: 0, view: (sharpness: 3))])", "sharpness"),
    ];
    for (at, (text, part)) in cases.into_iter().enumerate() {
        bench.write("script.ron", text.as_bytes());
        let film = format!("film{at}.mp4");
        let args = ["record", "scene.ron", "--commands", "script.ron", "-o", &film];
        bench.run(&args).expect(3, &["script.ron:", part]);
    }
    let args = ["record", "scene.ron", "--commands", "absent.ron", "-o", "film.mp4"];
    bench.run(&args).expect(3, &["absent.ron: cannot be read"]);
}

#[test]
fn the_command_line_has_the_last_word_on_a_script() {
    let bench = Bench::with(SCENE);
    let script = FilmScript { frames: Some(4), start: 2, ..FilmScript::default() };
    bench.write("script.ron", script.to_text().as_bytes());
    let args = ["record", "scene.ron", "--commands", "script.ron", "-o"];
    bench.run(&[&args[..], &["a.png"]].concat()).expect(0, &["4 frames in "]);
    bench.run(&[&args[..], &["b.png", "--frames", "2"]].concat()).expect(0, &["2 frames in "]);
    assert!(bench.read("a_00001.png") == bench.read("b_00001.png"));
}

#[test]
fn a_camera_key_is_an_orbit() {
    assert_eq!(CameraKey::from(Orbit::from(CAMERA)), CAMERA);
}
