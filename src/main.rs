//! The command line of Fieldloom. Everything it can do is in the library; each subcommand is one
//! file of [`cli`].
#![deny(unsafe_code)]
#![warn(missing_docs)]

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
