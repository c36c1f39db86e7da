//! The program in a window, with a hand on it and an eye on what it shows.

use super::screen::Screen;
use crate::program::{Bench, program};
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How long anything may take on a machine that has other things to do.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program, its window open.
pub struct Driver {
    pub screen: Screen,
    pub bench: Bench,
    pub child: Child,
    lines: Receiver<Value>,
    pub now: Value,
}

/// How it ended.
pub struct Ended {
    pub code: Option<i32>,
    pub err: String,
    /// The films that were finished as the window closed.
    pub films: Vec<Value>,
}

impl Driver {
    /// Opens the small scene on a screen of 1280 x 720.
    pub fn open() -> Self {
        Self::on(Screen::new(1280, 720), Bench::new(), &[])
    }

    /// Opens the small scene with more in its environment.
    pub fn on(screen: Screen, bench: Bench, environment: &[(&str, &str)]) -> Self {
        let mut child = Command::new(program())
            .args(["view", "scene.ron", "--json"])
            .current_dir(bench.path(""))
            .env("HOME", bench.path("home"))
            .env("XDG_CONFIG_HOME", bench.path("config"))
            .env("XDG_RUNTIME_DIR", bench.path(""))
            .env_remove("WAYLAND_DISPLAY")
            .env("DISPLAY", screen.name())
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .stderr(File::create(bench.path("stderr")).unwrap())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                let _ = sender.send(serde_json::from_str(&line).unwrap_or(Value::String(line)));
            }
        });
        let mut driver = Self { screen, bench, child, lines, now: Value::Null };
        driver.wait("the first frame", |now| now["since_start"].is_number());
        let window = driver.window();
        // There is no window manager that would do it.
        driver.hand(&["windowfocus", "--sync", &window]);
        driver.point(0.5, 0.6);
        driver
    }

    /// Number of the window.
    pub fn window(&self) -> String {
        let found = self.screen.hand(&["search", "--name", "Fieldloom"]);
        found.lines().last().unwrap().to_owned()
    }

    /// Mouse and keys.
    #[track_caller]
    pub fn hand(&self, words: &[&str]) {
        self.screen.hand(words);
    }

    /// Presses a key.
    #[track_caller]
    pub fn key(&self, name: &str) {
        self.hand(&["key", name]);
    }

    /// Presses a key with Ctrl held.
    #[track_caller]
    pub fn control(&mut self, key: &str) {
        self.held(&["ctrl"], key);
    }

    /// Presses a key with others held. A window with few frames a second does not see a key that is
    /// held for less than one of them.
    #[track_caller]
    pub fn held(&mut self, others: &[&str], key: &str) {
        others.iter().for_each(|other| self.hand(&["keydown", other]));
        std::thread::sleep(Duration::from_millis(400));
        self.key(key);
        std::thread::sleep(Duration::from_millis(400));
        others.iter().for_each(|other| self.hand(&["keyup", other]));
    }

    /// Waits until a line says what is wanted.
    #[track_caller]
    pub fn wait(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let found = self.look(PATIENCE, wanted);
        assert!(found, "{what} did not happen; {}\nlast: {}", self.err(), self.now);
        self.now.clone()
    }

    /// Whether a line says what is wanted within some time.
    fn look(&mut self, patience: Duration, wanted: impl Fn(&Value) -> bool) -> bool {
        let begun = Instant::now();
        while !wanted(&self.now) {
            match self.lines.recv_timeout(patience.saturating_sub(begun.elapsed())) {
                Ok(now) => self.now = now,
                Err(_) => return false,
            }
        }
        true
    }

    fn err(&self) -> String {
        String::from_utf8_lossy(&self.bench.read("stderr")).into_owned()
    }

    /// A place in the field, in parts of its width and height.
    pub fn place(&self, x: f64, y: f64) -> [String; 2] {
        let field: Vec<f64> = self.now["field"].as_array().unwrap().iter().map(number).collect();
        [field[0] + x * field[2], field[1] + y * field[3]].map(|side| side.round().to_string())
    }

    /// Points at a place in the field.
    #[track_caller]
    pub fn point(&self, x: f64, y: f64) {
        let [x, y] = self.place(x, y);
        self.hand(&["mousemove", &x, &y]);
    }

    /// Drags from one place to another, until the window shows that it went along.
    #[track_caller]
    pub fn drag(
        &mut self,
        button: &str,
        [from, to]: [(f64, f64); 2],
        what: &str,
        done: impl Fn(&Value) -> bool,
    ) {
        let begun = Instant::now();
        loop {
            self.point(from.0, from.1);
            self.hand(&["mousedown", button]);
            // A window with few frames a second may see the button only when the hand is somewhere on
            // its way, or there already: it goes to and fro until the window follows, and waits at
            // both ends, for where the button was seen nothing has moved.
            let mut followed = false;
            for part in (1..=8).chain((0..8).rev()).cycle().take(40) {
                let at = |from: f64, to: f64| from + f64::from(part) / 8.0 * (to - from);
                self.point(at(from.0, to.0), at(from.1, to.1));
                followed = part % 8 == 0 && self.look(Duration::from_secs(1), &done);
                if followed {
                    break;
                }
            }
            self.hand(&["mouseup", button]);
            if followed {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "{what} did not happen; last: {}", self.now);
        }
    }

    /// Waits until nothing changes any more while the field stands still.
    pub fn settle(&mut self) {
        while self.lines.recv_timeout(Duration::from_millis(600)).map(|now| self.now = now).is_ok()
        {
        }
    }

    /// The widget of that role and name, in the middle.
    pub fn widget(&self, role: &str, name: &str) -> Option<[f64; 2]> {
        let widgets = self.now["widgets"].as_array()?.iter();
        let mut found = widgets.filter(|w| w["role"] == role && w["name"] == name);
        found.next().map(middle)
    }

    /// Clicks on a widget as soon as it is there.
    #[track_caller]
    pub fn click(&mut self, role: &str, name: &str) {
        self.wait(name, |now| listed(now, role, name));
        let at = self.widget(role, name).unwrap();
        self.click_at(at);
    }

    /// Clicks somewhere in the window.
    #[track_caller]
    pub fn click_at(&self, at: [f64; 2]) {
        let [x, y] = at.map(|side| side.round().to_string());
        self.hand(&["mousemove", &x, &y, "click", "1"]);
    }

    /// Types a value into the field that stands beside a name.
    #[track_caller]
    pub fn type_into(&mut self, name: &str, value: &str) {
        let row = self.widget("Label", name).unwrap_or_else(|| panic!("no {name}: {}", self.now));
        let widgets = self.now["widgets"].as_array().unwrap().iter();
        let numbers = widgets.filter(|widget| widget["role"] == "SpinButton");
        let mut beside = numbers.map(middle).filter(|at| (at[1] - row[1]).abs() < 4.0);
        let at = beside.next().unwrap_or_else(|| panic!("no number beside {name}"));
        self.click_at(at);
        self.wait("a text field", |now| now["typing"] == true);
        // All of the old value is chosen by the click.
        self.hand(&["type", value]);
        self.key("Return");
        self.wait("the end of typing", |now| now["typing"] == false);
    }

    /// The last message about a thing that has these words, once there is one.
    #[track_caller]
    pub fn message(&mut self, words: &str) -> String {
        let says = |now: &Value| {
            let mut texts = now["messages"].as_array()?.iter().filter_map(|m| m["text"].as_str());
            texts.rfind(|text| text.contains(words)).map(str::to_owned)
        };
        self.wait(words, |now| says(now).is_some());
        says(&self.now).unwrap()
    }

    /// Begins to record, and waits for so many frames.
    #[track_caller]
    pub fn record(&mut self, frames: u64) {
        self.key("F9");
        self.wait("a recording", |now| now["film"] == "recording");
        self.frames(frames);
    }

    /// Waits for so many frames of a film.
    #[track_caller]
    pub fn frames(&mut self, frames: u64) {
        self.wait("frames", |now| now["film_frames"].as_u64().is_some_and(|all| all >= frames));
    }

    /// Waits until the program has ended by itself.
    #[track_caller]
    pub fn end(&mut self) -> Ended {
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(begun.elapsed() < PATIENCE, "it does not end: {}", self.err());
            std::thread::sleep(Duration::from_millis(10));
        };
        let films = self.lines.iter().filter_map(|line| line["films"].as_array().cloned());
        let films = films.flatten().collect();
        Ended { code: status.code(), err: self.err(), films }
    }

    /// A file in the directory that the program runs in.
    pub fn path(&self, name: &str) -> PathBuf {
        self.bench.path(name)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A number in a line.
pub fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

fn listed(now: &Value, role: &str, name: &str) -> bool {
    let matches = |widget: &Value| widget["role"] == role && widget["name"] == name;
    now["widgets"].as_array().is_some_and(|all| all.iter().any(matches))
}

/// The middle of a widget.
pub fn middle(widget: &Value) -> [f64; 2] {
    let at = |side: usize| number(&widget["at"][side]);
    [at(0) + 0.5 * at(2), at(1) + 0.5 * at(3)]
}
