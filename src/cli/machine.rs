//! What `doctor` finds out about the machine: processor, memory, run-time libraries, display.

use std::path::{Path, PathBuf};
use sysinfo::{CpuRefreshKind, MemoryRefreshKind, RefreshKind, System};

/// A library that is loaded at run time, and the Debian package that brings it.
pub struct Library {
    /// The file the loader looks for.
    pub file: &'static str,
    /// The package.
    pub package: &'static str,
}

/// Everything a window or a recording loads at run time.
pub const LIBRARIES: &[Library] = &[
    Library { file: "libvulkan.so.1", package: "libvulkan1" },
    Library { file: "libXcursor.so.1", package: "libxcursor1" },
    Library { file: "libXi.so.6", package: "libxi6" },
    Library { file: "libXrandr.so.2", package: "libxrandr2" },
    Library { file: "libxkbcommon-x11.so.0", package: "libxkbcommon-x11-0" },
    Library { file: "libX11-xcb.so.1", package: "libx11-xcb1" },
];

/// The package with a software Vulkan driver, for a machine that has no other.
pub const SOFTWARE_DRIVER: &str = "mesa-vulkan-drivers";

/// Processor and memory.
pub struct Machine {
    /// Name of the processor.
    pub processor: String,
    /// Threads it can run at a time.
    pub threads: usize,
    /// Bytes of memory.
    pub memory: u64,
    /// Bytes of it that are free to use.
    pub available: u64,
}

impl Machine {
    /// Asks the operating system.
    pub fn inspect() -> Self {
        let what = RefreshKind::nothing()
            .with_cpu(CpuRefreshKind::nothing())
            .with_memory(MemoryRefreshKind::nothing().with_ram());
        let system = System::new_with_specifics(what);
        Self {
            processor: system
                .cpus()
                .first()
                .map(|cpu| cpu.brand().trim().to_owned())
                .unwrap_or_default(),
            threads: rayon::current_num_threads(),
            memory: system.total_memory(),
            available: system.available_memory(),
        }
    }
}

/// The libraries that the loader would not find.
pub fn missing_libraries() -> Vec<&'static Library> {
    let cache = std::fs::read("/etc/ld.so.cache").unwrap_or_default();
    let directories = library_directories();
    let found =
        |file: &str| holds(&cache, file) || directories.iter().any(|dir| dir.join(file).exists());
    LIBRARIES.iter().filter(|library| !found(library.file)).collect()
}

/// The display a window would open on, if there is one.
pub fn display() -> Option<String> {
    ["WAYLAND_DISPLAY", "DISPLAY"].iter().find_map(|name| {
        let value = std::env::var(name).ok().filter(|value| !value.is_empty())?;
        Some(format!("{name}={value}"))
    })
}

/// Whether the loader's cache lists a file: it holds the names as C strings.
fn holds(cache: &[u8], file: &str) -> bool {
    let entry = [file.as_bytes(), &[0]].concat();
    cache.windows(entry.len()).any(|window| window == entry)
}

/// Where the loader looks besides its cache.
fn library_directories() -> Vec<PathBuf> {
    let named = std::env::var_os("LD_LIBRARY_PATH").unwrap_or_default();
    let usual = ["/lib64", "/usr/lib64", "/lib", "/usr/lib", "/usr/local/lib"]
        .map(|dir| Path::new(dir).to_owned());
    std::env::split_paths(&named).chain(usual).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_is_found_by_its_whole_name() {
        let cache = b"head\0libXi.so.6\0/usr/lib/libXi.so.6\0libXi.so.61\0";
        assert!(holds(cache, "libXi.so.6"));
        assert!(!holds(cache, "libXi.so"));
        assert!(!holds(cache, "libvulkan.so.1"));
    }

    #[test]
    fn the_machine_has_a_processor_and_memory() {
        let machine = Machine::inspect();
        assert!(machine.threads > 0);
        assert!(machine.available > 0 && machine.available <= machine.memory);
    }
}
