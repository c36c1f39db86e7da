//! Choosing a file to open: a scene, or a picture or a film that holds one.

use super::super::request::{Request, SceneChoice};
use super::super::style::Palette;
use super::super::{Desk, Requests, Shown};
use super::PanelInfo;
use super::widget::{called, remark};
use bevy_egui::egui::{
    Align, Button, Frame, Id, Key, Label, Layout, Margin, Modal, Modifiers, RichText, ScrollArea,
    Stroke, TextEdit, Ui, Widget, vec2,
};
use std::fs;
use std::path::{Path, PathBuf};

pub(super) const PANEL: PanelInfo =
    PanelInfo { name: "open-file", open: |_, desk| desk.open_file.is_some(), show };

/// What is listed: scenes, and what this program makes of them.
const EXTENSIONS: [&str; 4] = ["ron", "mp4", "png", "gif"];
/// Entries of a folder that are looked at, at most.
const MOST: usize = 10_000;

/// A folder and what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenFile {
    folder: PathBuf,
    /// Folders, then files, each by name.
    entries: Vec<Entry>,
    /// What is typed.
    path: String,
    /// Why the folder cannot be read.
    fault: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    file: bool,
    name: String,
}

/// What came of a choice.
#[derive(Debug, PartialEq, Eq)]
enum Chosen {
    Folder,
    File(PathBuf),
}

impl OpenFile {
    /// Lists a folder.
    pub fn at(folder: &Path) -> Self {
        let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let path = folder.display().to_string();
        match entries(&folder) {
            Ok(entries) => Self { folder, entries, path, fault: None },
            Err(why) => Self { folder, entries: Vec::new(), path, fault: Some(why) },
        }
    }

    /// Goes to a folder, or takes a file; what is not there is told.
    fn choose(&mut self, path: &Path) -> Option<Chosen> {
        let path = self.folder.join(path);
        if path.is_dir() {
            *self = Self::at(&path);
            Some(Chosen::Folder)
        } else if path.is_file() {
            Some(Chosen::File(path))
        } else {
            self.fault = Some(format!("there is no '{}'", path.display()));
            None
        }
    }
}

fn entries(folder: &Path) -> Result<Vec<Entry>, String> {
    let listed = fs::read_dir(folder)
        .map_err(|why| format!("'{}' cannot be read: {why}", folder.display()))?;
    let mut entries: Vec<Entry> =
        listed.take(MOST).filter_map(|entry| listed_entry(&entry.ok()?)).collect();
    entries.sort();
    Ok(entries)
}

/// An entry that can be chosen: a folder, or a file of a known kind. Hidden ones cannot.
fn listed_entry(entry: &fs::DirEntry) -> Option<Entry> {
    let name = entry.file_name().into_string().ok().filter(|name| !name.starts_with('.'))?;
    let path = entry.path();
    let known = |path: &Path| {
        let extension = path.extension().and_then(|extension| extension.to_str())?;
        EXTENSIONS.contains(&extension.to_lowercase().as_str()).then_some(())
    };
    if path.is_dir() {
        return Some(Entry { file: false, name });
    }
    known(&path).map(|()| Entry { file: true, name })
}

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let Some(mut open) = desk.open_file.take() else { return };
    let palette = Palette::of(shown.picture.theme);
    let room = ui.ctx().viewport_rect().size();
    let frame = Frame::new().fill(palette.panel).corner_radius(12).inner_margin(Margin::same(16));
    let frame = frame.stroke(Stroke::new(1.0, palette.edge));
    let size = vec2(620.0, 460.0).min(room - vec2(80.0, 90.0));
    let modal = Modal::new(Id::new("open-file")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(size.x);
        ui.set_height(size.y);
        ui.heading("Open");
        remark(
            ui,
            &palette,
            "A scene, or a picture or film that Fieldloom made: it holds its scene.",
        );
        let typed = typed(ui, &mut open);
        if let Some(fault) = &open.fault {
            ui.add(Label::new(RichText::new(fault).color(palette.warning)).wrap());
        }
        let clicked = ScrollArea::vertical().auto_shrink(false).show(ui, |ui| rows(ui, &open));
        typed.or(clicked.inner)
    });
    let closes = modal.should_close();
    match modal.inner.and_then(|path| open.choose(&path)) {
        Some(Chosen::File(path)) => requests.push(Request::Open(SceneChoice::File(path))),
        _ if closes => {}
        _ => desk.open_file = Some(open),
    }
}

/// A path to type; `Some` when it is whole.
fn typed(ui: &mut Ui, open: &mut OpenFile) -> Option<PathBuf> {
    let entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let field = TextEdit::singleline(&mut open.path).desired_width(f32::INFINITY);
    let field = called(field.ui(ui), "Path");
    let focused = field.has_focus();
    (entered && focused).then(|| PathBuf::from(open.path.trim()))
}

/// A row for the folder above and for each entry; the one that was clicked.
fn rows(ui: &mut Ui, open: &OpenFile) -> Option<PathBuf> {
    let mut clicked = None;
    ui.with_layout(Layout::top_down_justified(Align::Min), |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        if let Some(above) = open.folder.parent()
            && row(ui, ".. (the folder above)")
        {
            clicked = Some(above.to_owned());
        }
        for entry in &open.entries {
            let name = if entry.file { entry.name.clone() } else { format!("{}/", entry.name) };
            if row(ui, &name) {
                clicked = Some(PathBuf::from(&entry.name));
            }
        }
    });
    clicked
}

fn row(ui: &mut Ui, name: &str) -> bool {
    ui.add(Button::selectable(false, name)).clicked()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_come_first_and_only_what_can_be_opened_is_listed() {
        let dir = tempfile::tempdir().expect("a directory");
        for name in ["b.ron", "a.MP4", "notes.txt", ".hidden.ron"] {
            fs::write(dir.path().join(name), "").expect("written");
        }
        fs::create_dir(dir.path().join("z")).expect("made");
        let mut open = OpenFile::at(dir.path());
        let names: Vec<&str> = open.entries.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["z", "a.MP4", "b.ron"]);
        let file = dir.path().join("b.ron");
        assert_eq!(open.choose(Path::new("b.ron")), Some(Chosen::File(file)));
        assert_eq!(open.choose(Path::new("z")), Some(Chosen::Folder));
        assert_eq!(open.folder, dir.path().join("z"));
        assert_eq!(open.choose(Path::new("nowhere")), None);
        assert!(open.fault.as_ref().is_some_and(|fault| fault.contains("nowhere")));
        assert!(OpenFile::at(Path::new("/no/such/folder")).fault.is_some());
    }
}
