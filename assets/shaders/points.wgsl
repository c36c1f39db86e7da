// Balls, drawn as squares that face the viewer.
#import fieldloom::surface::{data_colour, surface}
#import bevy_pbr::mesh_view_bindings::view

struct Point {
    place: vec4<f32>,     // and radius
    colour: vec4<f32>,    // real and imaginary part
}

@group(#{MATERIAL_BIND_GROUP}) @binding(1) var<storage, read> points: array<Point>;

struct Varyings {
    @builtin(position) clip: vec4<f32>,
    @location(0) corner: vec2<f32>,
    @location(1) colour: vec2<f32>,
}

// Place on the square, number of the point.
@vertex
fn ball(@location(0) corner: vec3<f32>) -> Varyings {
    let point = points[u32(corner.z)];
    let right = view.world_from_view[0].xyz;
    let up = view.world_from_view[1].xyz;
    let middle = point.place.xyz + surface.shift.xyz;
    let world = middle + point.place.w * (corner.x * right + corner.y * up);
    return Varyings(view.clip_from_world * vec4(world, 1.0), corner.xy, point.colour.xy);
}

@fragment
fn shaded(in: Varyings) -> @location(0) vec4<f32> {
    let square = dot(in.corner, in.corner);
    if square > 1.0 {
        discard;
    }
    // The normal in the view, one light over the viewer's left shoulder.
    let normal = vec3(in.corner, sqrt(1.0 - square));
    let soft = pow(0.5 + 0.5 * dot(normal, vec3(-0.52, 0.7, 0.49)), 1.5);
    let light = mix(surface.light.x, 1.0, soft);
    return vec4(data_colour(in.colour) * light, 1.0);
}
