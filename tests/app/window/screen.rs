//! An X server without a screen, and a hand on its mouse and keys.

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::net::UnixStream;
use std::process::{Child, Command, Stdio};

/// Runs a program that a test cannot do without, or says which package has it.
#[track_caller]
fn needed(program: &str, package: &str, started: std::io::Result<Child>) -> Child {
    started.unwrap_or_else(|why| {
        panic!(
            "these tests open a window on a display of their own and need {program}, which cannot \
             be run ({why}): install the package {package}, as `.ci/setup test` does"
        )
    })
}

/// A display of its own; it goes when this does.
pub struct Screen {
    server: Child,
    name: String,
}

impl Screen {
    /// A screen of that many pixels.
    pub fn new(width: u32, height: u32) -> Self {
        let size = format!("{width}x{height}x24");
        let mut xvfb = Command::new("Xvfb");
        // The server chooses a number that is free, and says it when it is ready.
        xvfb.args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", &size]);
        let started =
            xvfb.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut server = needed("Xvfb", "xvfb", started);
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        assert!(!number.trim().is_empty(), "Xvfb has no display to offer");
        Self { server, name: format!(":{}", number.trim()) }
    }

    /// The value of `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Moves mouse and keys, in the words of xdotool; what it prints.
    #[track_caller]
    pub fn hand(&self, words: &[&str]) -> String {
        let mut xdotool = Command::new("xdotool");
        xdotool.args(words).env("DISPLAY", &self.name);
        let started = xdotool.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let output = needed("xdotool", "xdotool", started).wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "xdotool {words:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Asks a window to close, as its button does where there is a window manager.
    pub fn close(&self, window: u32) {
        let socket = format!("/tmp/.X11-unix/X{}", self.name.trim_start_matches(':'));
        let mut server = UnixStream::connect(socket).unwrap();
        let mut reply = [0; 32];
        server.write_all(&[b'l', 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]).unwrap();
        server.read_exact(&mut reply[..8]).unwrap();
        assert_eq!(reply[0], 1, "the display does not let us in");
        let rest = 4 * u64::from(u16::from_le_bytes([reply[6], reply[7]]));
        std::io::copy(&mut (&server).take(rest), &mut std::io::sink()).unwrap();
        let mut atom = |name: &str| {
            let length = name.len().div_ceil(4) * 4;
            let mut request = vec![16, 0, (2 + length / 4) as u8, 0, name.len() as u8, 0, 0, 0];
            request.extend(name.bytes());
            request.resize(8 + length, 0);
            server.write_all(&request).unwrap();
            server.read_exact(&mut reply).unwrap();
            u32::from_le_bytes([reply[8], reply[9], reply[10], reply[11]])
        };
        let (kind, wish) = (atom("WM_PROTOCOLS"), atom("WM_DELETE_WINDOW"));
        // To the window, whatever it listens for: a message of five numbers.
        let mut request = vec![25, 0, 11, 0];
        let words = [window, 0, u32::from_le_bytes([33, 32, 0, 0]), window, kind, wish];
        request.extend(words.iter().flat_map(|word| word.to_le_bytes()));
        request.resize(44, 0);
        // An answer to a question that follows shows that the message has been read.
        request.extend([43, 0, 1, 0]);
        server.write_all(&request).unwrap();
        server.read_exact(&mut reply).unwrap();
    }

    /// Ends the server from one moment to the next.
    pub fn kill(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.kill();
    }
}
