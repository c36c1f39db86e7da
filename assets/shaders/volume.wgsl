// A luminous medium, followed along each line of sight.
#import fieldloom::surface::{data_colour, surface}
#import bevy_pbr::mesh_view_bindings::view

struct Volume {
    origin: vec4<f32>,                // place of the first site
    steps: array<vec4<f32>, 3>,       // from site to site along each axis
    extent: vec4<f32>,                // last place along each axis; sites from sample to sample
    shape: vec4<f32>,                 // sites along each axis; sites to a length of the world
    bricks: vec4<f32>,                // bricks along each axis; sites to a brick
    opacity: vec4<f32>,               // where it begins, per height, rate at full opacity
    solid: vec4<f32>,                 // pixels of the depth to a pixel; whether there is one
}

@group(#{MATERIAL_BIND_GROUP}) @binding(3) var<uniform> volume: Volume;
@group(#{MATERIAL_BIND_GROUP}) @binding(1) var<storage, read> bricks: array<f32>;
@group(#{MATERIAL_BIND_GROUP}) @binding(4) var texels: texture_3d<f32>;
@group(#{MATERIAL_BIND_GROUP}) @binding(5) var texels_sampler: sampler;
// The depth of solid shapes.
@group(#{MATERIAL_BIND_GROUP}) @binding(6) var solid: texture_depth_2d;

struct Varyings {
    @builtin(position) clip: vec4<f32>,
    @location(0) world: vec3<f32>,
}

// A corner of the box.
@vertex
fn vertex(@location(0) corner: vec3<f32>) -> Varyings {
    let place = corner * volume.extent.xyz;
    let world = volume.origin.xyz + place.x * volume.steps[0].xyz + place.y * volume.steps[1].xyz
        + place.z * volume.steps[2].xyz + surface.shift.xyz;
    return Varyings(view.clip_from_world * vec4(world, 1.0), world);
}

// In sites along each axis.
fn in_sites(direction: vec3<f32>) -> vec3<f32> {
    let scale = volume.shape.w * volume.shape.w;
    return scale * vec3(
        dot(direction, volume.steps[0].xyz),
        dot(direction, volume.steps[1].xyz),
        dot(direction, volume.steps[2].xyz),
    );
}

// Real and imaginary part of the colour, height.
fn values(place: vec3<f32>) -> vec3<f32> {
    let at = (place + 0.5) / volume.shape.xyz;
    // The last axis of the lattice is the first of the texture.
    return textureSampleLevel(texels, texels_sampler, at.zyx, 0.0).xyz;
}

// What is thin is faint already: its colour is nearer to full than on a surface.
fn brighter(value: vec2<f32>) -> f32 {
    let size = max(length(value), 1e-6);
    return select(1.0, pow(size, -0.6), surface.kind.x > 0.5);
}

// How far ahead of a point of a line of sight a solid shape is; very far where there is none.
fn solid_ahead(pixel: vec2<f32>, point: vec3<f32>, ray: vec3<f32>) -> f32 {
    let far = 1e9;
    if volume.solid.z < 0.5 {
        return far;
    }
    let depth = textureLoad(solid, vec2<i32>(pixel * volume.solid.xy), 0);
    if depth <= 0.0 {
        return far;
    }
    let part = (pixel - view.viewport.xy) / view.viewport.zw;
    let clip = vec4(2.0 * part.x - 1.0, 1.0 - 2.0 * part.y, depth, 1.0);
    let world = view.world_from_clip * clip;
    return dot(world.xyz / world.w - point, ray);
}

@fragment
fn fragment(in: Varyings) -> @location(0) vec4<f32> {
    // Lines of sight meet in the eye, or are parallel.
    let parallel = view.clip_from_view[3].w > 0.5;
    let ahead = select(in.world - view.world_position, -view.world_from_view[2].xyz, parallel);
    let ray = normalize(ahead);
    let end = in_sites(in.world - volume.origin.xyz - surface.shift.xyz);
    let way = in_sites(ray);
    // Back from the far side of the box to where it is entered, or to the eye.
    let safe = select(way, vec3(1e-9), abs(way) < vec3(1e-9));
    let backs = max(end / safe, (end - volume.extent.xyz) / safe);
    var depth = min(min(backs.x, backs.y), backs.z);
    if !parallel {
        depth = min(depth, dot(in.world - view.world_position, ray));
    }
    let start = end - depth * way;
    depth = min(depth, solid_ahead(in.clip.xy, in.world - depth * ray, ray));
    let step = volume.extent.w / volume.shape.w;
    let brick_side = volume.bricks.w;
    let counts = vec3<i32>(volume.bricks.xyz);
    var colour = vec3(0.0);
    var light = 1.0;
    var t = 0.5 * step;
    for (var i = 0; i < 4096 && t < depth && light > 0.01; i++) {
        let place = start + t * way;
        let brick = clamp(vec3<i32>(place / brick_side), vec3(0), counts - 1);
        let largest = bricks[(brick.x * counts.y + brick.y) * counts.z + brick.z];
        if largest <= volume.opacity.x {
            // Nothing here: on to where the next brick begins, in whole steps.
            let ahead_of = select(vec3(0.0), vec3(1.0), way > vec3(0.0));
            let exits = ((vec3<f32>(brick) + ahead_of) * brick_side - place) / safe;
            let exit = max(min(min(exits.x, exits.y), exits.z), 0.0);
            t += step * ceil(exit / step + 1e-3);
            continue;
        }
        let found = values(place);
        let opacity = clamp((abs(found.z) - volume.opacity.x) * volume.opacity.y, 0.0, 1.0);
        // Longer steps where it is thin.
        let pace = select(1.0, 1.6, opacity < 0.02);
        if opacity > 0.0 {
            let kept = exp2(-opacity * volume.opacity.z * step * pace);
            colour += light * (1.0 - kept) * data_colour(found.xy * brighter(found.xy));
            light *= kept;
        }
        t += step * pace;
    }
    return vec4(colour, 1.0 - light);
}
