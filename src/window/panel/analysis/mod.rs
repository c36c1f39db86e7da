//! The panel at the right: what is behind the field. One file for each of its parts.

mod curves;
mod duality;
mod equations;
mod gauge;
mod halves;
mod loss;
mod network;
mod picture;
mod portrait;
mod stencil;
mod text;
mod update;
mod waves;

use super::super::analysis::Tab;
use super::super::icon::{self, Icon};
use super::super::style::{PAD, Palette};
use super::super::{Desk, Requests, Shown};
use super::PanelInfo;
use super::widget::{called, pane};
use bevy_egui::egui::{Align, Frame, Layout, Margin, Panel, ScrollArea, Ui};

pub(super) const PANEL: PanelInfo = PanelInfo {
    name: "analysis",
    open: |_, desk| !desk.hidden && desk.analysis.open.is_some(),
    show,
};

/// A part of the panel.
struct TabInfo {
    tab: Tab,
    title: &'static str,
    show: fn(&mut Ui, &Shown, &mut Desk, &mut Requests),
}

/// The parts of the panel, from the left.
const TABS: &[TabInfo] = &[
    TabInfo { tab: Tab::Network, title: "Network", show: network::show },
    TabInfo { tab: Tab::Waves, title: "Dispersion", show: waves::show },
    TabInfo { tab: Tab::Portrait, title: "Portrait", show: portrait::show },
    TabInfo { tab: Tab::Duality, title: "Duality", show: duality::show },
    TabInfo { tab: Tab::Gauge, title: "Gauge", show: gauge::show },
];

/// Width of the panel, where the window has the room.
const WIDTH: f32 = 452.0;
/// The part of the window it takes at most, at first and when it is drawn wider.
const PART: [f32; 2] = [0.42, 0.6];

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin::symmetric(PAD, 8));
    let [first, most] = PART.map(|part| part * ui.ctx().viewport_rect().width());
    let width = WIDTH.min(first);
    let panel = Panel::right("analysis").frame(frame).default_size(width);
    let panel = panel.size_range(width.min(300.0)..=most.max(width));
    let around = panel.show_inside(ui, |ui| {
        tabs(ui, desk);
        ui.separator();
        let open = TABS.iter().find(|info| Some(info.tab) == desk.analysis.open);
        let scroll = ScrollArea::vertical().id_salt(open.map(|info| info.title));
        scroll.auto_shrink(false).show(ui, |ui| {
            if let Some(info) = open {
                (info.show)(ui, shown, desk, requests);
            }
        });
    });
    pane(&around.response, "Analysis");
}

fn tabs(ui: &mut Ui, desk: &mut Desk) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for info in TABS {
            let open = desk.analysis.open == Some(info.tab);
            let label = called(ui.selectable_label(open, info.title), &tab_name(info));
            if label.clicked() {
                desk.analysis.open = Some(info.tab);
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon::button(ui, Icon::Close, "Close the analysis", true, false).clicked() {
                desk.analysis.open = None;
            }
        });
    });
}

/// What a part is called for those who cannot see that it is a part of this panel.
fn tab_name(info: &TabInfo) -> String {
    format!("Analysis: {}", info.title)
}
