//! Lists the scenes in `scenes/` and their pictures in `assets/thumbnails/`, so that the program
//! carries them and no list is kept by hand.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    list("scenes", "ron", "SCENES: &[(&str, &str)]", "include_str")?;
    list("assets/thumbnails", "png", "THUMBNAILS: &[(&str, &[u8])]", "include_bytes")
}

/// Writes a constant that has name and contents of every file of a kind in a folder, by name.
fn list(
    folder: &str,
    extension: &str,
    constant: &str,
    macro_name: &str,
) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={folder}");
    let whole = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join(folder);
    let mut rows = String::new();
    for path in files(&whole, extension)? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let path = path.to_str().ok_or("the path of a file is not UTF-8")?;
        rows.push_str(&format!("    ({name:?}, {macro_name}!({path:?})),\n"));
    }
    let list = format!("const {constant} = &[\n{rows}];\n");
    let file = Path::new(folder).file_name().unwrap_or_default().to_string_lossy().into_owned();
    fs::write(Path::new(&env::var("OUT_DIR")?).join(format!("{file}.rs")), list)?;
    Ok(())
}

/// Every file of a kind, by name.
fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == extension) {
            paths.push(path);
        }
    }
    paths.sort_by_key(|path| path.file_stem().map(ToOwned::to_owned));
    Ok(paths)
}
