// Lines along a vector field: strips that face the viewer and are lit as if they were round.
#import fieldloom::surface::{Varyings, data_colour, surface, varyings}
#import bevy_pbr::mesh_view_bindings::view

struct Point {
    place: vec4<f32>,       // and radius
    along: vec4<f32>,       // direction of the line
    colour: vec4<f32>,      // real and imaginary part
}

@group(#{MATERIAL_BIND_GROUP}) @binding(1) var<storage, read> points: array<Point>;

// Number of the point, way across from -1 to 1.
@vertex
fn streamline(@location(0) place: vec3<f32>) -> Varyings {
    let point = points[u32(place.x)];
    let parallel = view.clip_from_view[3].w > 0.5;
    let from_eye = point.place.xyz + surface.shift.xyz - view.world_position;
    let to_eye = select(normalize(-from_eye), view.world_from_view[2].xyz, parallel);
    let across = cross(point.along.xyz, to_eye);
    let side = across / max(length(across), 1e-6);
    let world = point.place.xyz + place.y * point.place.w * side;
    let normal = select(place.y * side, to_eye, abs(place.y) < 0.5);
    return varyings(world, normal, point.colour.xy, vec2(0.0));
}

@fragment
fn painted(in: Varyings) -> @location(0) vec4<f32> {
    let own = surface.numbers[0];
    let colour = select(data_colour(in.first.xy), own.rgb, own.a > 0.5);
    return vec4(colour * in.first.z + in.second.z, 1.0);
}
