//! Surfaces that are lit.

use crate::view::shaders;
use bevy::asset::{Asset, Handle};
use bevy::mesh::{Mesh, MeshVertexAttribute, MeshVertexBufferLayoutRef};
use bevy::pbr::{Material, MaterialPipeline, MaterialPipelineKey};
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
    /// Displacement of all of it: of a neighbouring period from the lattice itself.
    pub shift: Vec4,
    /// Numbers of single kinds of surface.
    pub numbers: [Vec4; 2],
}

/// The stages that make a shape out of the field and light it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Stage {
    /// Where the vertex stage stands.
    pub shader: Handle<Shader>,
    /// Entry point of the vertex stage.
    pub vertex: &'static str,
    /// Where the fragment stage stands.
    pub painter: Handle<Shader>,
    /// Entry point of the fragment stage.
    pub fragment: &'static str,
    /// Whether it is mixed with what is behind it.
    pub blends: bool,
}

impl Stage {
    /// A vertex stage whose surface is painted by `surface.wgsl`.
    pub fn lit(shader: Handle<Shader>, vertex: &'static str, fragment: &'static str) -> Self {
        Self { shader, vertex, painter: shaders::SURFACE, fragment, blends: false }
    }

    /// Both stages in one file.
    pub fn own(shader: Handle<Shader>, vertex: &'static str, fragment: &'static str) -> Self {
        Self { painter: shader.clone(), shader, vertex, fragment, blends: false }
    }
}

/// Normals of a mesh made on the processor.
pub const ATTRIBUTE_NORMAL: MeshVertexAttribute =
    MeshVertexAttribute::new("SurfaceNormal", 0x6669_656c_0004, VertexFormat::Float32x3);
/// Its values of colour, divided by their range.
pub const ATTRIBUTE_VALUE: MeshVertexAttribute =
    MeshVertexAttribute::new("SurfaceValue", 0x6669_656c_0005, VertexFormat::Float32x2);

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

    fn alpha_mode(&self) -> AlphaMode {
        if self.stage.blends { AlphaMode::Premultiplied } else { AlphaMode::Opaque }
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
        let Stage { shader, vertex, painter, fragment, .. } = key.bind_group_data;
        descriptor.vertex.shader = shader;
        descriptor.vertex.entry_point = Some(vertex.into());
        if let Some(state) = &mut descriptor.fragment {
            state.shader = painter;
            state.entry_point = Some(fragment.into());
        }
        let optional = [(ATTRIBUTE_NORMAL, 1), (ATTRIBUTE_VALUE, 2)];
        let there = optional.into_iter().filter(|(attribute, _)| layout.0.contains(attribute.id));
        let mut attributes = vec![Mesh::ATTRIBUTE_POSITION.at_shader_location(0)];
        attributes.extend(there.map(|(attribute, at)| attribute.at_shader_location(at)));
        descriptor.vertex.buffers = vec![layout.0.get_layout(&attributes)?];
        descriptor.primitive.cull_mode = None;
        Ok(())
    }
}
