//! The two materials: lit surfaces and lines.

use super::shaders;
use bevy::asset::{Asset, Handle};
use bevy::mesh::{Mesh, MeshVertexAttribute, MeshVertexBufferLayoutRef};
use bevy::pbr::{Material, MaterialPipeline, MaterialPipelineKey, MaterialPlugin};
use bevy::prelude::*;
use bevy::reflect::TypePath;
use bevy::render::render_resource::{
    AsBindGroup, RenderPipelineDescriptor, ShaderType, SpecializedMeshPipelineError, VertexFormat,
};
use bevy::render::storage::ShaderBuffer;
use bevy::shader::{Shader, ShaderRef};

/// Numbers of a surface; see `surface.wgsl`, which has the same fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, ShaderType)]
pub struct SurfaceUniform {
    /// Place of the first value.
    pub origin: Vec4,
    /// From value to value.
    pub along: Vec4,
    /// From line to line.
    pub across: Vec4,
    /// Displacement for a height of one.
    pub up: Vec4,
    /// Displacement for an imaginary height of one.
    pub aside: Vec4,
    /// Lines drawn on the surface: from one to the next and where one lies, along and across,
    /// in sites; none where the first is zero.
    pub grid: Vec4,
    /// Their colour in linear light, and how strong they are.
    pub ink: Vec4,
    /// Light on the darkest side, shine, radius of the curve, lightness of zero.
    pub light: Vec4,
    /// 1 for phases and 0 for values; 1 where the middle of the map is zero; pixels to a point.
    pub kind: Vec4,
    /// The circle of phases in Oklab: its middle.
    pub centre: Vec4,
    /// What the real part of the phase factor adds.
    pub cosine: Vec4,
    /// What the imaginary part of the phase factor adds.
    pub sine: Vec4,
}

/// The stages that make a shape out of the field and light it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Stage {
    /// Where the vertex stage stands.
    pub shader: Handle<Shader>,
    /// Entry point of the vertex stage.
    pub vertex: &'static str,
    /// Entry point of the fragment stage, in `surface.wgsl`.
    pub fragment: &'static str,
}

/// A surface made of the field on the GPU: its mesh holds only places on the lattice.
#[derive(Asset, AsBindGroup, Clone, Debug, TypePath)]
#[bind_group_data(Stage)]
pub struct SurfaceMaterial {
    /// Numbers.
    #[uniform(0)]
    pub uniform: SurfaceUniform,
    /// The samples: height, colour and slopes at every place of the mesh.
    #[storage(1, read_only)]
    pub field: Handle<ShaderBuffer>,
    /// The colour map.
    #[storage(2, read_only)]
    pub colours: Handle<ShaderBuffer>,
    /// What shape it takes.
    pub stage: Stage,
}

impl From<&SurfaceMaterial> for Stage {
    fn from(material: &SurfaceMaterial) -> Self {
        material.stage.clone()
    }
}

impl Material for SurfaceMaterial {
    fn fragment_shader() -> ShaderRef {
        shaders::SURFACE.into()
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
        key: MaterialPipelineKey<Self>,
    ) -> Result<(), SpecializedMeshPipelineError> {
        let Stage { shader, vertex, fragment } = key.bind_group_data;
        descriptor.vertex.shader = shader;
        descriptor.vertex.entry_point = Some(vertex.into());
        if let Some(state) = &mut descriptor.fragment {
            state.entry_point = Some(fragment.into());
        }
        descriptor.vertex.buffers =
            vec![layout.0.get_layout(&[Mesh::ATTRIBUTE_POSITION.at_shader_location(0)])?];
        descriptor.primitive.cull_mode = None;
        Ok(())
    }
}

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

/// Both materials.
pub struct MaterialsPlugin;

impl Plugin for MaterialsPlugin {
    fn build(&self, app: &mut App) {
        app.add_plugins((
            MaterialPlugin::<SurfaceMaterial>::default(),
            MaterialPlugin::<LineMaterial>::default(),
        ));
    }
}
