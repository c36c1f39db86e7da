//! Lists the scenes in `scenes/`, so that the program carries them and no list is kept by hand.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("scenes");
    println!("cargo::rerun-if-changed=scenes");
    println!("cargo::rerun-if-changed=build.rs");
    let mut rows = String::new();
    for path in scenes(&folder)? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let path = path.to_str().ok_or("the path of a scene is not UTF-8")?;
        rows.push_str(&format!("    ({name:?}, include_str!({path:?})),\n"));
    }
    let list = format!("const SCENES: &[(&str, &str)] = &[\n{rows}];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("scenes.rs"), list)?;
    Ok(())
}

/// Every scene file, by name.
fn scenes(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "ron") {
            paths.push(path);
        }
    }
    paths.sort_by_key(|path| path.file_stem().map(ToOwned::to_owned));
    Ok(paths)
}
