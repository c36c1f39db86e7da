// Straight lines of even width on the screen, their edges smoothed by coverage.
#import bevy_pbr::mesh_view_bindings::view

struct Lines {
    // Pixels of the target to a point.
    scale: vec4<f32>,
}

@group(#{MATERIAL_BIND_GROUP}) @binding(0) var<uniform> lines: Lines;

struct Varyings {
    @builtin(position) clip: vec4<f32>,
    @location(0) colour: vec4<f32>,
    // Distance from the middle and half the width, in pixels.
    @location(1) @interpolate(linear) across: vec2<f32>,
}

@vertex
fn vertex(
    @location(0) from_end: vec3<f32>,
    @location(1) to_end: vec3<f32>,
    // Which end (0, 1), which side (-1, 1).
    @location(2) corner: vec2<f32>,
    @location(3) colour: vec4<f32>,
    // Width in points.
    @location(4) width: vec2<f32>,
) -> Varyings {
    let a = view.clip_from_world * vec4(from_end, 1.0);
    let b = view.clip_from_world * vec4(to_end, 1.0);
    // An end behind the eye is drawn back along the line to just before it.
    let least = 1e-3;
    let start = select(a, mix(a, b, (least - a.w) / (b.w - a.w)), a.w < least);
    let stop = select(b, mix(b, a, (least - b.w) / (a.w - b.w)), b.w < least);
    let size = view.viewport.zw;
    let direction = normalize((stop.xy / stop.w - start.xy / start.w) * size + vec2(1e-6, 0.0));
    let normal = vec2(-direction.y, direction.x);
    let wanted = 0.5 * width.x * lines.scale.x;
    // Thinner than a pixel: as wide as one, and fainter.
    let half = max(wanted, 0.5);
    let reach = half + 0.5;
    var clip = select(start, stop, corner.x > 0.5);
    clip += vec4(normal * corner.y * reach * 2.0 / size * clip.w, 0.0, 0.0);
    // A little nearer than what it lies on, which would else show through in places.
    clip.z *= 1.002;
    var out: Varyings;
    out.clip = clip;
    out.colour = vec4(colour.rgb, colour.a * min(wanted / half, 1.0));
    out.across = vec2(corner.y * reach, half);
    return out;
}

@fragment
fn fragment(in: Varyings) -> @location(0) vec4<f32> {
    let coverage = clamp(in.across.y + 0.5 - abs(in.across.x), 0.0, 1.0);
    return vec4(in.colour.rgb, in.colour.a * coverage);
}
