//! A luminous medium, and its image where it is drawn apart.

use super::SurfaceUniform;
use crate::view::shaders;
use bevy::asset::{Asset, Handle};
use bevy::mesh::{Mesh, MeshVertexBufferLayoutRef};
use bevy::pbr::{Material, MaterialPipeline, MaterialPipelineKey};
use bevy::prelude::*;
use bevy::reflect::TypePath;
use bevy::render::render_resource::{
    AsBindGroup, CompareFunction, Face, RenderPipelineDescriptor, ShaderType,
    SpecializedMeshPipelineError,
};
use bevy::render::storage::ShaderBuffer;
use bevy::shader::ShaderRef;

/// Numbers of a volume; see `volume.wgsl`, which has the same fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, ShaderType)]
pub struct VolumeUniform {
    /// Place of the first site.
    pub origin: Vec4,
    /// From site to site along each axis.
    pub steps: [Vec4; 3],
    /// Last place along each axis; sites from sample to sample.
    pub extent: Vec4,
    /// Sites along each axis; sites to a length of the world.
    pub shape: Vec4,
    /// Bricks along each axis; sites to a brick.
    pub bricks: Vec4,
    /// Where opacity begins, opacity per height, rate at full opacity.
    pub opacity: Vec4,
    /// Pixels of the depth to a pixel along both axes; whether there is one.
    pub solid: Vec4,
}

/// Bias that brings a medium after the lines of the box, of which most lie behind.
const AFTER_LINES: f32 = 100.0;

/// A luminous medium in a box.
#[derive(Asset, AsBindGroup, Clone, Debug, TypePath)]
pub struct VolumeMaterial {
    /// Numbers of its colours.
    #[uniform(0)]
    pub uniform: SurfaceUniform,
    /// The largest height in each brick.
    #[storage(1, read_only)]
    pub bricks: Handle<ShaderBuffer>,
    /// The colour map.
    #[storage(2, read_only)]
    pub colours: Handle<ShaderBuffer>,
    /// Numbers of the medium.
    #[uniform(3)]
    pub volume: VolumeUniform,
    /// Colour and height at the sites.
    #[texture(4, dimension = "3d")]
    #[sampler(5)]
    pub texture: Handle<Image>,
    /// The depth of solid shapes.
    #[texture(6, sample_type = "depth")]
    pub solid: Handle<Image>,
}

/// What is drawn over the lines of the box, from places alone.
macro_rules! after_lines {
    ($shader:expr) => {
        fn vertex_shader() -> ShaderRef {
            $shader.into()
        }

        fn fragment_shader() -> ShaderRef {
            $shader.into()
        }

        fn alpha_mode(&self) -> AlphaMode {
            AlphaMode::Premultiplied
        }

        fn depth_bias(&self) -> f32 {
            AFTER_LINES
        }

        fn enable_prepass() -> bool {
            false
        }

        fn enable_shadows() -> bool {
            false
        }
    };
}

/// Vertices that have a place and nothing else.
fn places_only(
    descriptor: &mut RenderPipelineDescriptor,
    layout: &MeshVertexBufferLayoutRef,
) -> Result<(), SpecializedMeshPipelineError> {
    let places = layout.0.get_layout(&[Mesh::ATTRIBUTE_POSITION.at_shader_location(0)])?;
    descriptor.vertex.buffers = vec![places];
    Ok(())
}

impl Material for VolumeMaterial {
    after_lines!(shaders::VOLUME);

    fn specialize(
        _: &MaterialPipeline,
        descriptor: &mut RenderPipelineDescriptor,
        layout: &MeshVertexBufferLayoutRef,
        _: MaterialPipelineKey<Self>,
    ) -> Result<(), SpecializedMeshPipelineError> {
        // The far sides of the box: they are there even when the eye is within it.
        descriptor.primitive.cull_mode = Some(Face::Front);
        // A shape before them hides them, but not the medium before the shape: how far that reaches
        // the shader finds out.
        if let Some(depth) = &mut descriptor.depth_stencil {
            depth.depth_compare = Some(CompareFunction::Always);
        }
        places_only(descriptor, layout)
    }
}

/// An image stretched over the picture.
#[derive(Asset, AsBindGroup, Clone, Debug, TypePath)]
pub struct StretchMaterial {
    /// Its colours are multiplied by its alpha.
    #[texture(0)]
    #[sampler(1)]
    pub image: Handle<Image>,
}

impl Material for StretchMaterial {
    after_lines!(shaders::STRETCH);

    fn specialize(
        _: &MaterialPipeline,
        descriptor: &mut RenderPipelineDescriptor,
        layout: &MeshVertexBufferLayoutRef,
        _: MaterialPipelineKey<Self>,
    ) -> Result<(), SpecializedMeshPipelineError> {
        descriptor.primitive.cull_mode = None;
        places_only(descriptor, layout)
    }
}
