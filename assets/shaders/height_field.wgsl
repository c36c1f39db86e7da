// A sheet over a plane of the lattice, displaced by the height.
#import fieldloom::surface::{Varyings, field, surface, varyings}

// Place along and across in sites, number of the sample.
@vertex
fn height_field(@location(0) place: vec3<f32>) -> Varyings {
    let point = field[u32(place.z)];
    let along = surface.along.xyz;
    let across = surface.across.xyz;
    let up = surface.up.xyz;
    let world = surface.origin.xyz + place.x * along + place.y * across + point.height.x * up;
    let normal = cross(along + point.along.x * up, across + point.across.x * up);
    return varyings(world, normalize(normal), point.colour, place.xy);
}

// The same with lines only as far apart as a part of the map, which every sample tells.
@vertex
fn growing(@location(0) place: vec3<f32>) -> Varyings {
    let point = field[u32(place.z)];
    let along = surface.along.xyz;
    let across = point.across.y * surface.across.xyz;
    let up = surface.up.xyz;
    let world = surface.origin.xyz + place.x * along + place.y * across + point.height.x * up;
    let normal = cross(along + point.along.x * up, across + point.across.x * up);
    return varyings(world, normalize(normal), point.colour, place.xy);
}
