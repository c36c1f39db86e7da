//! Printing that cannot panic: a reader may leave, a disk may be full.

use super::failure::Failure;
use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;

/// Prints data on stdout, as it is.
///
/// # Errors
/// When stdout cannot take it; a reader that has seen enough and left is no failure.
pub fn print(data: impl Display) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match write!(out, "{data}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::file("write to", Path::new("standard output"), error))
        }
        _ => Ok(()),
    }
}

/// Prints a line of data on stdout.
///
/// # Errors
/// As [`print`].
pub fn line(data: impl Display) -> Result<(), Failure> {
    print(format_args!("{data}\n"))
}

/// Tells the person at the terminal something; when nobody listens, nothing is lost.
pub fn note(message: impl Display) {
    let _ = writeln!(io::stderr(), "fieldloom: {message}");
}
