// Links, as strips that face the viewer, and plaquettes, as squares.
#import fieldloom::surface::{Varyings, surface, varyings}
#import bevy_pbr::mesh_view_bindings::view

@group(#{MATERIAL_BIND_GROUP}) @binding(1) var<storage, read> numbers: array<vec4<f32>>;

struct Painted {
    @builtin(position) clip: vec4<f32>,
    @location(0) colour: vec3<f32>,
}

// Number of the link, which end, way across from -1 to 1.
@vertex
fn link(@location(0) place: vec3<f32>) -> Painted {
    let first = 3u * u32(place.x);
    let ends = array(numbers[first], numbers[first + 1u]);
    let along = ends[1].xyz - ends[0].xyz;
    let centre = ends[u32(place.y)];
    let parallel = view.clip_from_view[3].w > 0.5;
    let away = centre.xyz + surface.shift.xyz - view.world_position;
    let to_eye = select(normalize(-away), view.world_from_view[2].xyz, parallel);
    let across = cross(along, to_eye);
    let side = across / max(length(across), 1e-9);
    let normal = select(place.z * side, to_eye, abs(place.z) < 0.5);
    return painted_as(centre.xyz + place.z * centre.w * side, normal, numbers[first + 2u].rgb);
}

// Number of the plaquette, corner along both of its axes.
@vertex
fn plaquette(@location(0) place: vec3<f32>) -> Painted {
    let first = 4u * u32(place.x);
    let world = numbers[first].xyz + place.y * numbers[first + 1u].xyz
        + place.z * numbers[first + 2u].xyz;
    let normal = cross(numbers[first + 1u].xyz, numbers[first + 2u].xyz);
    let facing = normal * sign(dot(normal, view.world_from_view[2].xyz));
    let size = length(facing);
    let shown = select(view.world_from_view[2].xyz, facing / max(size, 1e-12), size > 1e-12);
    return painted_as(world, shown, numbers[first + 3u].rgb);
}

// Light at the vertices, as for all surfaces.
fn painted_as(world: vec3<f32>, normal: vec3<f32>, colour: vec3<f32>) -> Painted {
    let lit = varyings(world, normal, vec2(0.0), vec2(0.0));
    return Painted(lit.clip, colour * lit.first.z);
}

@fragment
fn painted(in: Painted) -> @location(0) vec4<f32> {
    return vec4(in.colour, 1.0);
}
