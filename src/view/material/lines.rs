//! Lines of even width on the screen.

use crate::view::shaders;
use bevy::asset::Asset;
use bevy::mesh::{Mesh, MeshVertexAttribute, MeshVertexBufferLayoutRef};
use bevy::pbr::{Material, MaterialPipeline, MaterialPipelineKey};
use bevy::prelude::*;
use bevy::reflect::TypePath;
use bevy::render::render_resource::{
    AsBindGroup, RenderPipelineDescriptor, SpecializedMeshPipelineError, VertexFormat,
};
use bevy::shader::ShaderRef;

/// The other end of a line.
pub const ATTRIBUTE_OTHER_END: MeshVertexAttribute =
    MeshVertexAttribute::new("OtherEnd", 0x6669_656c_0001, VertexFormat::Float32x3);
/// Which end, which side.
pub const ATTRIBUTE_CORNER: MeshVertexAttribute =
    MeshVertexAttribute::new("Corner", 0x6669_656c_0002, VertexFormat::Float32x2);
/// Width in points.
pub const ATTRIBUTE_WIDTH: MeshVertexAttribute =
    MeshVertexAttribute::new("Width", 0x6669_656c_0003, VertexFormat::Float32x2);

/// Lines of even width on the screen.
#[derive(Asset, AsBindGroup, Clone, Debug, TypePath)]
pub struct LineMaterial {
    /// Pixels of the target to a point, in the first place.
    #[uniform(0)]
    pub scale: Vec4,
}

impl Material for LineMaterial {
    fn vertex_shader() -> ShaderRef {
        shaders::LINES.into()
    }

    fn fragment_shader() -> ShaderRef {
        shaders::LINES.into()
    }

    fn alpha_mode(&self) -> AlphaMode {
        AlphaMode::Blend
    }

    fn enable_prepass() -> bool {
        false
    }

    fn enable_shadows() -> bool {
        false
    }

    fn specialize(
        _: &MaterialPipeline,
        descriptor: &mut RenderPipelineDescriptor,
        layout: &MeshVertexBufferLayoutRef,
        _: MaterialPipelineKey<Self>,
    ) -> Result<(), SpecializedMeshPipelineError> {
        descriptor.vertex.buffers = vec![layout.0.get_layout(&[
            Mesh::ATTRIBUTE_POSITION.at_shader_location(0),
            ATTRIBUTE_OTHER_END.at_shader_location(1),
            ATTRIBUTE_CORNER.at_shader_location(2),
            Mesh::ATTRIBUTE_COLOR.at_shader_location(3),
            ATTRIBUTE_WIDTH.at_shader_location(4),
        ])?];
        descriptor.primitive.cull_mode = None;
        Ok(())
    }
}
