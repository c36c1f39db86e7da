//! Running the program itself, on small scenes.

use assert_cmd::Command;
use std::path::{Path, PathBuf};
use std::process::Output;
use tempfile::TempDir;

/// A small scene in which nothing is symmetric.
pub const SCENE: &str = r#"// A packet to test with
// It crosses the edge.
(
    theory: (name: "klein-gordon", potential: "mass", m: 0.3),
    lattice: (shape: [24, 18], h: 0.9),
    schedule: (name: "staged", dt: 0.2),
    seed: 3,
    initial: [Packet(centre: [1.0, -2.0], width: [2.5, 2.0], momentum: [0.4, 0.1], amplitude: 1.0)],
    record: (size: (64, 48), fps: 10, frames: 5, ticks_per_frame: 2, supersample: 1),
)
"#;

/// A directory of its own, and the program run in it.
pub struct Bench {
    directory: TempDir,
}

/// What the program said and how it ended.
pub struct Said {
    /// Exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Bench {
    /// A directory with `scene.ron` in it.
    pub fn new() -> Self {
        Self::with(SCENE)
    }

    /// A directory with this `scene.ron` in it.
    pub fn with(scene: &str) -> Self {
        let bench = Self { directory: TempDir::new().unwrap() };
        bench.write("scene.ron", scene.as_bytes());
        bench
    }

    /// A directory with the small scene, one text in it replaced by another.
    pub fn replacing(from: &str, to: &str) -> Self {
        assert!(SCENE.contains(from), "{from} is not in the scene");
        Self::with(&SCENE.replace(from, to))
    }

    /// A path in the directory.
    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// Writes a file.
    pub fn write(&self, name: &str, content: &[u8]) {
        std::fs::write(self.path(name), content).unwrap();
    }

    /// Reads a file.
    pub fn read(&self, name: &str) -> Vec<u8> {
        let path = self.path(name);
        std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Whether there is a file.
    pub fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// Runs the program in the directory.
    pub fn run(&self, args: &[&str]) -> Said {
        Said::from(self.command(args).output().unwrap())
    }

    /// The program in the directory, to be run.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.current_dir(self.directory.path()).args(args);
        command
    }

    /// The program in the directory, begun and not waited for.
    pub fn spawn(&self, args: &[&str]) -> std::process::Child {
        std::process::Command::new(program())
            .current_dir(self.directory.path())
            .args(args)
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap()
    }
}

/// The program under test.
pub fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_fieldloom"))
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().expect("the program ended by itself"),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Said {
    /// Ended as it should, having said all of this on stderr.
    #[track_caller]
    pub fn expect(&self, code: i32, parts: &[&str]) -> &Self {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.out, self.err);
        for part in parts {
            assert!(self.err.contains(part), "{part:?} is not in: {}", self.err);
        }
        self
    }

    /// Standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

/// Sends a signal to a child.
pub fn signal(child: &std::process::Child, name: &str) {
    let id = child.id().to_string();
    let sent = std::process::Command::new("kill").args(["-s", name, &id]).status().unwrap();
    assert!(sent.success());
}

/// Waits until a condition holds; fails after half a minute.
#[track_caller]
pub fn wait_until(what: &str, mut condition: impl FnMut() -> bool) {
    let begun = std::time::Instant::now();
    while !condition() {
        assert!(begun.elapsed().as_secs() < 30, "{what} did not happen");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}
