// Arrows of a vector quantity.
#import fieldloom::surface::{Varyings, data_colour, surface, varyings}

struct Arrow {
    middle: vec4<f32>,      // place and length
    direction: vec4<f32>,   // and the distance from arrow to arrow
    colour: vec4<f32>,      // real and imaginary part
}

@group(#{MATERIAL_BIND_GROUP}) @binding(1) var<storage, read> arrows: array<Arrow>;

// Where a ring lies along the arrow, its radius in radii of the head, its normal outwards and along.
fn ring(number: u32) -> vec4<f32> {
    let head = 0.62;
    let shaft = 0.36;
    switch number {
        case 0u: { return vec4(0.0, 0.0, 0.0, -1.0); }
        case 1u: { return vec4(0.0, shaft, 1.0, -0.3); }
        case 2u: { return vec4(head, shaft, 1.0, 0.0); }
        case 3u: { return vec4(head, shaft, 0.0, -1.0); }
        case 4u: { return vec4(head, 1.0, 0.0, -1.0); }
        case 5u: { return vec4(head, 1.0, 0.93, 0.37); }
        default: { return vec4(1.0, 0.0, 0.93, 0.37); }
    }
}

// Part of a turn about the shaft, ring, arrow.
@vertex
fn arrow(@location(0) place: vec3<f32>) -> Varyings {
    let arrow = arrows[u32(place.z)];
    let along = arrow.direction.xyz;
    let length = arrow.middle.w;
    let other = select(vec3(0.0, 1.0, 0.0), vec3(1.0, 0.0, 0.0), abs(along.y) > 0.9);
    let first = normalize(cross(along, other));
    let angle = 6.2831853 * place.x;
    let out = cos(angle) * first + sin(angle) * cross(along, first);
    let shape = ring(u32(place.y));
    // Short arrows are slimmer, but not as much as they are shorter.
    let radius = 0.15 * sqrt(length * arrow.direction.w);
    let world =
        arrow.middle.xyz + (shape.x - 0.5) * length * along + shape.y * radius * out;
    return varyings(world, normalize(shape.z * out + shape.w * along), arrow.colour.xy, vec2(0.0));
}

@fragment
fn painted(in: Varyings, @builtin(front_facing) front: bool) -> @location(0) vec4<f32> {
    let light = select(in.first.w, in.first.z, front);
    let own = surface.numbers[0];
    let colour = select(data_colour(in.first.xy), own.rgb, own.a > 0.5);
    return vec4(colour * light + in.second.z, 1.0);
}
