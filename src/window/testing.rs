//! A real field behind the interface, without a window or a graphics card: what is clicked and
//! typed goes through the accessibility tree, what is asked for is carried out as in the window.

use super::analysis::AnalysisPlugin;
use super::carry::CarryPlugin;
use super::charts::ChartsPlugin;
use super::checks::ChecksPlugin;
use super::command::{CommandInfo, Keys};
use super::desk::{desk_ui, whole};
use super::film::{FilmPlugin, Filming};
use super::gauge::GaugePlugin;
use super::instruments::InstrumentsPlugin;
use super::opening::OpeningPlugin;
use super::pins::PinsPlugin;
use super::shown::{CurrentView, Machine, Showing, Shown};
use super::trace::TracePlugin;
use super::viewpoints::Viewpoints;
use super::{Desk, Request, Requests, Rig};
use crate::app::{LatticePlugin, Playback, Session, take_simulation};
use crate::gauge::GaugeCommand;
use crate::scene::{Scene, parse};
use crate::simulation::Simulation;
use crate::view::Picture;
use crate::view::camera::PictureRegion;
use crate::view::overlay::Overlay;
use crate::view::values::ValuesPlugin;
use bevy::ecs::component::Mutable;
use bevy::ecs::system::SystemState;
use bevy::prelude::*;
use bevy::time::TimeUpdateStrategy;
use bevy::window::{FileDragAndDrop, PrimaryWindow, WindowResolution};
use bevy_egui::EguiPrimaryContextPass;
use bevy_egui::egui::accesskit::Role;
use bevy_egui::egui::{
    Event, Key, Modifiers, PointerButton, Pos2, Style, Ui, Vec2 as Points, vec2,
};
use egui_kittest::kittest::Queryable;
use egui_kittest::{Harness, Node};
use std::sync::Arc;
use std::time::Duration;

/// The shapes of the fields of the tests: no two sides equal.
pub const SHAPES: [&[usize]; 3] = [&[40], &[26, 18], &[14, 10, 12]];
/// The theories of the tests.
pub const THEORIES: [&str; 2] = ["klein-gordon", "dirac"];

/// A small field with a packet off its middle.
pub fn scene(theory: &str, shape: &[usize]) -> Scene {
    let potential = if theory == "dirac" { "" } else { "potential: \"mass\", " };
    let part = |all: [f64; 3]| all[..shape.len()].to_vec();
    let (centre, momentum) = (part([1.5, -1.0, 0.5]), part([0.6, 0.3, -0.4]));
    let text = format!(
        "// A test field\n//\n// Small.\n(\n    theory: (name: \"{theory}\", {potential}m: 0.3),\n    \
         lattice: (shape: {shape:?}, h: 0.5),\n    schedule: (name: \"staged\", dt: 0.1),\n    \
         initial: [\n        Packet(centre: {centre:?}, width: 1.25, momentum: {momentum:?}, \
         amplitude: 0.75),\n    ],\n    view: (relief: 0.2),\n)\n"
    );
    parse("test.ron", &text, &[]).expect("a scene")
}

/// A field that stands still, and the interface around it.
pub struct Bench(Harness<'static, Inside>);

/// What the interface is shown and what it asks for.
pub struct Inside {
    app: App,
    showing: SystemState<Showing<'static>>,
    /// Commands to call in the next frame.
    calls: Vec<&'static CommandInfo>,
    /// Everything that was asked for.
    asked: Vec<Request>,
}

impl Inside {
    fn new(scene: Scene, size: Points) -> Self {
        let session = Session::begin(scene, Default::default()).expect("a session");
        let scene = session.opened().clone();
        let picture =
            Picture::new(&scene.view, session.lattice(), session.parameters(), session.given());
        let mut app = App::new();
        app.add_plugins(MinimalPlugins)
            .add_plugins((
                LatticePlugin,
                ValuesPlugin,
                PinsPlugin,
                TracePlugin,
                (InstrumentsPlugin, ChartsPlugin),
                AnalysisPlugin,
                GaugePlugin,
                CarryPlugin,
                OpeningPlugin,
                ChecksPlugin,
            ))
            .add_plugins(FilmPlugin(Filming::default()))
            .add_message::<FileDragAndDrop>()
            .init_schedule(EguiPrimaryContextPass)
            .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_secs(1) / 64))
            .insert_resource(Playback { paused: true, budget: None, ..Playback::default() })
            .insert_resource(Machine { adapter: "no adapter".to_owned(), slow: true, threads: 2 })
            .insert_resource(CurrentView(scene.view.clone()))
            .insert_resource(Viewpoints::new(&scene.viewpoints))
            .insert_resource(picture.expect("a picture"))
            .insert_resource(Rig::new(&scene.camera))
            .insert_resource(Overlay { legend: true, title: None, size: UVec2::ZERO, region: None })
            .init_resource::<Requests>()
            .init_resource::<PictureRegion>()
            .insert_resource(desk());
        let resolution = WindowResolution::new(size.x as u32, size.y as u32);
        app.world_mut().spawn((Window { resolution, ..default() }, PrimaryWindow));
        session.insert(app.world_mut());
        let showing = SystemState::new(app.world_mut());
        Self { app, showing, calls: Vec::new(), asked: Vec::new() }
    }

    /// A frame as the window has it, but for films, which need something to draw with, and files.
    fn frame(&mut self, ui: &Ui) {
        self.app.update();
        let world = self.app.world_mut();
        let mut desk = std::mem::take(&mut *world.resource_mut::<Desk>());
        let mut requests = Requests::default();
        let showing = self.showing.get(world).expect("all that is shown");
        let shown = showing.shown();
        for command in self.calls.drain(..) {
            command.call(&shown, &mut desk, &mut requests);
        }
        desk_ui(&mut whole(ui.ctx()), &shown, &mut desk, &mut requests);
        *world.resource_mut::<Desk>() = desk;
        for request in requests.take() {
            self.asked.push(request.clone());
            let writes = matches!(
                request,
                Request::Record | Request::Still(_) | Request::SaveScene | Request::Chart(_)
            );
            if !writes {
                world.resource_mut::<Requests>().push(request);
            }
        }
        world.run_schedule(EguiPrimaryContextPass);
    }
}

/// The desk of a test: the view does not glide, which takes time on the wall.
fn desk() -> Desk {
    let mut desk = Desk::default();
    desk.settings.reduced_motion = true;
    desk.new_scene = true;
    desk
}

impl Bench {
    /// At the size the window opens with.
    pub fn new(scene: Scene) -> Self {
        Self::sized(scene, vec2(1280.0, 720.0))
    }

    /// High enough for every part of the panel of controls.
    pub fn tall(scene: Scene) -> Self {
        Self::sized(scene, vec2(1280.0, 2100.0))
    }

    pub fn sized(scene: Scene, size: Points) -> Self {
        let builder = Harness::<Inside>::builder().with_size(size).with_step_dt(1.0 / 60.0);
        let inside = Inside::new(scene, size);
        let harness = builder.build_ui_state(|ui, inside: &mut Inside| inside.frame(ui), inside);
        let mut bench = Self(harness);
        bench.frames(3);
        bench.0.state_mut().asked.clear();
        bench.0.ctx.global_style_mut(|style| style.animation_time = 0.0);
        bench
    }

    /// Lets frames pass.
    pub fn frames(&mut self, count: usize) {
        self.0.step();
        self.0.run_steps(count);
    }

    pub fn world(&self) -> &World {
        self.0.state().app.world()
    }

    pub fn get<R: Resource>(&self) -> &R {
        self.world().resource::<R>()
    }

    pub fn change<R: Resource<Mutability = Mutable>>(&mut self, change: impl FnOnce(&mut R)) {
        change(&mut self.0.state_mut().app.world_mut().resource_mut::<R>());
        self.frames(2);
    }

    /// Changes the gauge of the field.
    pub fn change_gauge(&mut self, command: &GaugeCommand) {
        let world = self.0.state_mut().app.world_mut();
        let mut run = take_simulation(world).expect("a run");
        run.change_gauge(command).expect("a change that fits");
        let Simulation { lattice, state, parameters, dynamics, gauge, clock, measurements } = run;
        world.insert_resource(lattice);
        world.insert_resource(state);
        world.insert_resource(parameters);
        world.insert_resource(dynamics);
        world.insert_resource(gauge);
        world.insert_resource(clock);
        world.insert_resource(measurements);
        self.frames(2);
    }

    /// The colours and distances of the interface.
    pub fn style(&self) -> Arc<Style> {
        self.0.ctx.global_style()
    }

    /// What the interface is shown.
    pub fn shown<T>(&mut self, read: impl FnOnce(&Shown) -> T) -> T {
        let inside = self.0.state_mut();
        read(&inside.showing.get(inside.app.world()).expect("all that is shown").shown())
    }

    /// What the interface is shown, and what it keeps.
    pub fn shown_at<T>(&mut self, read: impl FnOnce(&Shown, &Desk) -> T) -> T {
        let inside = self.0.state_mut();
        let shown = inside.showing.get(inside.app.world()).expect("all that is shown");
        read(&shown.shown(), inside.app.world().resource::<Desk>())
    }

    /// What was asked for since the last call.
    pub fn asked(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.0.state_mut().asked)
    }

    /// Calls a command past its keys.
    pub fn call(&mut self, command: &'static CommandInfo) {
        self.0.state_mut().calls.push(command);
        self.frames(2);
    }

    /// Every node of the accessibility tree.
    pub fn nodes(&self) -> Vec<Node<'_>> {
        self.0.query_all_by(|_| true).collect()
    }

    /// Whether text is to be read somewhere, alone or within more.
    pub fn reads(&self, text: &str) -> bool {
        self.0.query_all_by_label_contains(text).next().is_some()
    }

    /// The widget of that kind and name.
    pub fn widget<'a>(&'a self, role: Role, name: &'a str) -> Node<'a> {
        self.0.get_by_role_and_label(role, name)
    }

    pub fn has(&self, role: Role, name: &str) -> bool {
        self.0.query_by_role_and_label(role, name).is_some()
    }

    /// Clicks a button, a choice, a heading.
    pub fn click(&mut self, name: &str) {
        self.widget(Role::Button, name).click();
        self.frames(8);
        self.0.remove_cursor();
        self.frames(1);
    }

    /// Clicks a widget of another kind.
    pub fn click_on(&mut self, role: Role, name: &str) {
        self.widget(role, name).click();
        self.frames(8);
    }

    /// Chooses from a list the row that ends so.
    pub fn choose(&mut self, list: &str, row: &str) {
        self.click_on(Role::ComboBox, list);
        for scroll in [true, false] {
            let node = self.0.get_by(|node| {
                let ends = |text: String| text.split_whitespace().last() == Some(row);
                node.role() == Role::Button && node.label().is_some_and(ends)
            });
            if scroll {
                node.scroll_to_me()
            } else {
                node.click()
            }
            self.frames(4);
        }
    }

    /// Types a number in place of another.
    pub fn type_number(&mut self, name: &str, text: &str) {
        self.click_on(Role::SpinButton, name);
        self.type_text(text);
        self.key(Key::Enter);
    }

    pub fn type_text(&mut self, text: &str) {
        self.event(Event::Text(text.to_owned()));
    }

    pub fn key(&mut self, key: Key) {
        self.press(Keys::of(key));
    }

    /// Presses keys together, and lets them go.
    pub fn press(&mut self, Keys { control, shift, alt, key }: Keys) {
        let modifiers = Modifiers { ctrl: control, command: control, shift, alt, mac_cmd: false };
        self.0.input_mut().modifiers = modifiers;
        for pressed in [true, false] {
            let (physical_key, repeat) = (None, false);
            self.event(Event::Key { key, physical_key, pressed, repeat, modifiers });
        }
        self.0.input_mut().modifiers = Modifiers::NONE;
        self.frames(2);
    }

    pub fn event(&mut self, event: Event) {
        self.0.event(event);
        self.0.step();
    }

    /// Presses a button at the first place, moves through the others and lets it go at the last.
    pub fn drag(&mut self, way: &[Pos2], button: PointerButton, modifiers: Modifiers) {
        self.0.input_mut().modifiers = modifiers;
        // A hand rests a moment before it presses.
        self.event(Event::PointerMoved(way[0]));
        self.frames(2);
        self.event(Event::PointerButton { pos: way[0], button, pressed: true, modifiers });
        way[1..].iter().for_each(|at| self.event(Event::PointerMoved(*at)));
        let pos = way[way.len() - 1];
        self.event(Event::PointerButton { pos, button, pressed: false, modifiers });
        self.0.input_mut().modifiers = Modifiers::NONE;
        self.frames(2);
    }

    /// Clicks a place so many times.
    pub fn click_at(&mut self, at: Pos2, times: usize) {
        (0..times).for_each(|_| self.drag(&[at], PointerButton::Primary, Modifiers::NONE));
        self.frames(30);
    }

    /// Where a place of the surface, in sites, is on the screen.
    pub fn place(&mut self, place: [f32; 2]) -> Pos2 {
        self.place_in(0, place)
    }

    /// Where it is in a pane.
    pub fn place_in(&mut self, pane: usize, place: [f32; 2]) -> Pos2 {
        self.shown(|shown| {
            let point = shown.drawn_in(pane).expect("drawn").world(place);
            let seen = shown.rig.orbit.project(point, shown.rig.aspect());
            let rect = super::rig::boxed(shown.overlay.division(shown.picture).panes[pane]);
            rect.min + 0.5 * rect.size() * vec2(1.0 + seen.x, 1.0 - seen.y)
        })
    }
}
