//! Where shapes are made: meshes, buffers and materials of the parts they consist of.

use super::colours::{Oklab, table};
use super::field_surface::placed;
use super::material::{Stage, SurfaceMaterial, SurfaceUniform, VolumeMaterial};
use super::panes::layer;
use super::picture::Picture;
use super::surface::Fineness;
use super::tiles::tiles;
use crate::lattice::Lattice;
use crate::quantity::Cut;
use bevy::asset::RenderAssetUsages;
use bevy::camera::visibility::NoFrustumCulling;
use bevy::ecs::system::SystemParam;
use bevy::image::{ImageAddressMode, ImageSampler, ImageSamplerDescriptor};
use bevy::mesh::{Indices, PrimitiveTopology};
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use bevy::render::storage::ShaderBuffer;

/// A part of a shape of a pane.
#[derive(Component)]
pub struct SurfacePart(pub usize);

/// What a shape is made for.
pub struct Scenery<'a> {
    /// What is drawn.
    pub picture: &'a Picture,
    /// Of what.
    pub lattice: &'a Lattice,
    /// The numbers of a surface over the cut of the picture.
    pub uniform: SurfaceUniform,
    /// The colour map.
    pub colours: Handle<ShaderBuffer>,
    /// How fine sheets are to be.
    pub fineness: Fineness,
    /// Whether it is drawn with another shape, which has the first word.
    pub over: bool,
    /// The pane it is in.
    pub pane: usize,
}

impl Scenery<'_> {
    /// How far each period that is drawn lies from the lattice itself.
    fn tiles(&self) -> Vec<Vec3> {
        tiles(self.picture, self.lattice)
    }

    /// The numbers of a surface over another cut.
    pub fn over_cut(&self, cut: Cut) -> SurfaceUniform {
        placed(self.uniform, self.picture, self.lattice, cut)
    }
}

/// Makes parts and fills buffers.
#[derive(SystemParam)]
pub struct Workshop<'w, 's> {
    commands: Commands<'w, 's>,
    meshes: ResMut<'w, Assets<Mesh>>,
    buffers: ResMut<'w, Assets<ShaderBuffer>>,
    images: ResMut<'w, Assets<Image>>,
    materials: ResMut<'w, Assets<SurfaceMaterial>>,
    media: ResMut<'w, Assets<VolumeMaterial>>,
}

impl Workshop<'_, '_> {
    /// A buffer of so many bytes, all zero; what is drawn is read from it, so it has some.
    pub fn buffer(&mut self, bytes: usize) -> Handle<ShaderBuffer> {
        let usage = RenderAssetUsages::MAIN_WORLD | RenderAssetUsages::RENDER_WORLD;
        self.buffers.add(ShaderBuffer::new(&vec![0; bytes.max(64)], usage))
    }

    /// The colour map as the shaders read it.
    pub(super) fn colours(&mut self, picture: &Picture) -> Handle<ShaderBuffer> {
        let table = table(picture.map, picture.theme.neutral);
        let entry = |c: &Oklab| [c.l, c.a, c.b, 1.0].map(f32::to_le_bytes).concat();
        let bytes: Vec<u8> = table.colours().iter().flat_map(entry).collect();
        self.buffers.add(ShaderBuffer::new(&bytes, RenderAssetUsages::RENDER_WORLD))
    }

    /// Writes to a buffer of unchanged size.
    pub fn fill(&mut self, buffer: &Handle<ShaderBuffer>, write: impl FnOnce(&mut [u8])) {
        if let Some(mut buffer) = self.buffers.get_mut(buffer)
            && let Some(data) = &mut buffer.data
        {
            write(data);
        }
    }

    /// Writes numbers to the beginning of a buffer; what is beyond its end is left out.
    pub fn write<'a>(
        &mut self,
        buffer: &Handle<ShaderBuffer>,
        numbers: impl IntoIterator<Item = &'a f32>,
    ) {
        self.fill(buffer, |data| {
            for (slot, number) in data.as_chunks_mut::<4>().0.iter_mut().zip(numbers) {
                *slot = number.to_le_bytes();
            }
        });
    }

    /// Adds a mesh.
    pub fn mesh(&mut self, mesh: Mesh) -> Handle<Mesh> {
        self.meshes.add(mesh)
    }

    /// Puts another mesh in the place of one.
    pub fn replace(&mut self, handle: &Handle<Mesh>, mesh: Mesh) {
        // A strong handle keeps its index alive, so the place is there.
        let _ = self.meshes.insert(handle, mesh);
    }

    /// Adds a part, and the same in every neighbouring period that is drawn.
    pub fn part(
        &mut self,
        scenery: &Scenery,
        mesh: Handle<Mesh>,
        uniform: SurfaceUniform,
        field: &Handle<ShaderBuffer>,
        stage: Stage,
    ) {
        for tile in scenery.tiles() {
            let uniform = SurfaceUniform { shift: tile.extend(0.0), ..uniform };
            let (field, colours) = (field.clone(), scenery.colours.clone());
            let material = SurfaceMaterial { uniform, field, colours, stage: stage.clone() };
            self.commands.spawn((
                (SurfacePart(scenery.pane), layer(scenery.pane)),
                Mesh3d(mesh.clone()),
                MeshMaterial3d(self.materials.add(material)),
                Transform::from_translation(tile),
                // The vertices move on the GPU, so their extent is not that of the mesh.
                NoFrustumCulling,
            ));
        }
    }

    /// A texture of so many sites, four halves each, the last axis contiguous; smooth between them,
    /// and round the axes that close on themselves.
    pub fn volume(
        &mut self,
        [depth, height, width]: [usize; 3],
        wraps: [bool; 3],
    ) -> Handle<Image> {
        let [depth, height, width] = [depth, height, width].map(|sites| sites as u32);
        let size = Extent3d { width, height, depth_or_array_layers: depth };
        let format = TextureFormat::Rgba16Float;
        let usage = RenderAssetUsages::MAIN_WORLD | RenderAssetUsages::RENDER_WORLD;
        let mut image = Image::new_fill(size, TextureDimension::D3, &[0; 8], format, usage);
        let [w, v, u] = wraps.map(|wraps| match wraps {
            true => ImageAddressMode::Repeat,
            false => ImageAddressMode::ClampToEdge,
        });
        image.sampler = ImageSampler::Descriptor(ImageSamplerDescriptor {
            address_mode_u: u,
            address_mode_v: v,
            address_mode_w: w,
            ..ImageSamplerDescriptor::linear()
        });
        self.images.add(image)
    }

    /// Writes to a texture.
    pub fn fill_image(&mut self, image: &Handle<Image>, write: impl FnOnce(&mut [u8])) {
        if let Some(mut image) = self.images.get_mut(image)
            && let Some(data) = &mut image.data
        {
            write(data);
        }
    }

    /// Adds a medium that fills the box, and those of the neighbouring periods.
    pub fn medium(&mut self, scenery: &Scenery, material: VolumeMaterial) {
        let mesh = self.meshes.add(unit_box());
        for tile in scenery.tiles() {
            let uniform = SurfaceUniform { shift: tile.extend(0.0), ..material.uniform };
            let material = VolumeMaterial { uniform, ..material.clone() };
            let material = MeshMaterial3d(self.media.add(material));
            let part = (SurfacePart(scenery.pane), layer(scenery.pane));
            // Media are mixed from the farthest to the nearest, by where they are.
            let place = Transform::from_translation(tile);
            self.commands.spawn((part, Mesh3d(mesh.clone()), material, place, NoFrustumCulling));
        }
    }

    /// Takes a part away.
    pub(super) fn remove(&mut self, part: Entity) {
        self.commands.entity(part).despawn();
    }
}

/// The sides of a box from 0 to 1 along each axis, turning left as seen from outside.
fn unit_box() -> Mesh {
    let corner = |i: u32| [i & 1, i >> 1 & 1, i >> 2].map(|bit| bit as f32);
    let sides =
        [[0, 2, 1, 3], [4, 5, 6, 7], [0, 1, 4, 5], [2, 6, 3, 7], [0, 4, 2, 6], [1, 3, 5, 7]];
    let indices = sides.iter().flat_map(|[a, b, c, d]| [*a, *b, *c, *c, *b, *d]).collect();
    let vertices: Vec<[f32; 3]> = (0..8).map(corner).collect();
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, vertices)
        .with_inserted_indices(Indices::U32(indices))
}
