//! Finding something to draw with, before a world is built around it.

use super::ViewError;
use bevy::render::renderer::{
    RenderAdapter, RenderAdapterInfo, RenderDevice, RenderInstance, RenderQueue, WgpuWrapper,
};
use bevy::render::settings::{Backends, RenderResources};
use bevy::tasks::block_on;
use std::sync::Arc;

/// What there is to draw with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdapterSummary {
    /// Its name.
    pub name: String,
    /// The driver, with its version.
    pub driver: String,
    /// The interface it is spoken to through, such as vulkan.
    pub backend: String,
    /// Whether the processor draws.
    pub software: bool,
    /// Largest width or height of a picture in pixels.
    pub largest: u32,
}

impl AdapterSummary {
    fn of(adapter: &wgpu::Adapter) -> Self {
        let info = adapter.get_info();
        Self {
            driver: format!("{} {}", info.driver, info.driver_info).trim().to_owned(),
            name: info.name,
            backend: info.backend.to_string(),
            software: info.device_type == wgpu::DeviceType::Cpu,
            largest: adapter.limits().max_texture_dimension_2d,
        }
    }
}

/// Looks for an adapter.
///
/// # Errors
/// [`ViewError::NoAdapter`].
pub fn probe_adapter() -> Result<AdapterSummary, ViewError> {
    find().map(|(_, adapter)| AdapterSummary::of(&adapter))
}

/// Opens an adapter for Bevy's renderer.
///
/// # Errors
/// [`ViewError::NoAdapter`]; [`ViewError::Driver`] when there is one that cannot be opened.
pub fn open() -> Result<(RenderResources, AdapterSummary), ViewError> {
    let (instance, adapter) = find()?;
    let summary = AdapterSummary::of(&adapter);
    let wanted = wgpu::DeviceDescriptor {
        label: Some("fieldloom"),
        // What Bevy asks for beyond the core; nothing experimental.
        required_features: wgpu::Features::TEXTURE_ADAPTER_SPECIFIC_FORMAT_FEATURES
            & adapter.features(),
        required_limits: adapter.limits(),
        ..Default::default()
    };
    let (device, queue) = block_on(adapter.request_device(&wanted))
        .map_err(|error| ViewError::Driver { doing: "opened", why: error.to_string() })?;
    let resources = RenderResources(
        RenderDevice::from(device),
        RenderQueue(Arc::new(WgpuWrapper::new(queue))),
        RenderAdapterInfo(WgpuWrapper::new(adapter.get_info())),
        RenderAdapter(Arc::new(WgpuWrapper::new(adapter))),
        RenderInstance(Arc::new(WgpuWrapper::new(instance))),
    );
    Ok((resources, summary))
}

/// The interfaces that are tried: on Linux Vulkan alone, whose software driver draws everywhere.
pub fn backends() -> Backends {
    let usual = if cfg!(target_os = "linux") { Backends::VULKAN } else { Backends::all() };
    Backends::from_env().unwrap_or(usual)
}

fn find() -> Result<(wgpu::Instance, wgpu::Adapter), ViewError> {
    let instance = wgpu::Instance::new(wgpu::InstanceDescriptor {
        backends: backends(),
        ..wgpu::InstanceDescriptor::new_without_display_handle()
    });
    let wanted = wgpu::RequestAdapterOptions {
        power_preference: wgpu::PowerPreference::HighPerformance,
        ..Default::default()
    };
    let adapter = block_on(instance.request_adapter(&wanted))
        .map_err(|_| ViewError::NoAdapter { tried: restrictions() })?;
    Ok((instance, adapter))
}

/// What in the environment narrows the search.
fn restrictions() -> String {
    let set = |name: &&str| std::env::var(name).is_ok_and(|value| !value.is_empty());
    let names = ["WGPU_BACKEND", "VK_ICD_FILENAMES", "VK_DRIVER_FILES"];
    let set: Vec<&str> = names.into_iter().filter(set).collect();
    if set.is_empty() {
        String::new()
    } else {
        format!(" (the search is limited by {})", set.join(", "))
    }
}
