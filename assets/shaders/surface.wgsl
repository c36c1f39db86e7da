// What all surfaces share: the field on the lattice, its smooth continuation between the sites,
// colours and light.
#define_import_path fieldloom::surface

#import bevy_pbr::mesh_view_bindings::view

struct Surface {
    origin: vec4<f32>,   // place of the first value
    along: vec4<f32>,    // from value to value
    across: vec4<f32>,   // from line to line
    up: vec4<f32>,       // displacement for a height of one
    aside: vec4<f32>,    // displacement for an imaginary height of one
    grid: vec4<f32>,     // lines on the surface: interval and offset along and across, in sites
    ink: vec4<f32>,      // their colour, and how strong they are
    light: vec4<f32>,    // light on the darkest side, shine, radius of the curve, lightness of zero
    kind: vec4<f32>,     // 1 for phases and 0 for values; 1 where the middle of the map is zero;
                         // pixels to a point
    centre: vec4<f32>,   // the circle of phases in Oklab: middle,
    cosine: vec4<f32>,   // what the real part of the phase factor adds,
    sine: vec4<f32>,     // and what the imaginary part adds
    shift: vec4<f32>,    // displacement of all of it: of a neighbouring period
    numbers: array<vec4<f32>, 2>,   // of single kinds of surface
}

// The field at a place of the mesh, each part divided by its range.
struct Sample {
    height: vec2<f32>,       // real and imaginary part
    colour: vec2<f32>,
    along: vec2<f32>,        // slopes of both parts of the height along a line, per site
    across: vec2<f32>,       // slope of the height from line to line, part of the map that is there
}

@group(#{MATERIAL_BIND_GROUP}) @binding(0) var<uniform> surface: Surface;
@group(#{MATERIAL_BIND_GROUP}) @binding(1) var<storage, read> field: array<Sample>;
// The colour map in Oklab.
@group(#{MATERIAL_BIND_GROUP}) @binding(2) var<storage, read> colours: array<vec4<f32>>;

// Few and packed: a software rasteriser pays for every slot of every triangle.
struct Varyings {
    @builtin(position) clip: vec4<f32>,
    // Real and imaginary part of the colour, light on the front and on the back.
    @location(0) first: vec4<f32>,
    // Place along and across in sites, white shine.
    @location(1) second: vec3<f32>,
}

// One light over the viewer's left shoulder.
// It is taken at the vertices, which lie a few pixels apart.
fn varyings(world: vec3<f32>, normal: vec3<f32>, colour: vec2<f32>, place: vec2<f32>) -> Varyings {
    let right = view.world_from_view[0].xyz;
    let to_eye = view.world_from_view[2].xyz;
    let back = normalize(cross(right, vec3(0.0, 1.0, 0.0)));
    let to_light = normalize(vec3(0.0, 0.70, 0.0) - 0.52 * right + 0.38 * back);
    let facing = dot(normal, to_eye);
    let glance = max(dot(normal, normalize(to_light + to_eye)) * sign(facing), 0.0);
    let shine = pow(glance, 50.0) + 0.35 * pow(1.0 - min(abs(facing), 1.0), 4.0);
    var out: Varyings;
    out.clip = view.clip_from_world * vec4(world + surface.shift.xyz, 1.0);
    out.first = vec4(colour, diffuse(normal, to_light), diffuse(-normal, to_light));
    out.second = vec3(place, shine * surface.light.y);
    return out;
}

// Soft light that reaches round the edge. At most one: it only dims, which leaves the hue as it is.
fn diffuse(normal: vec3<f32>, to_light: vec3<f32>) -> f32 {
    let soft = pow(max(0.5 + 0.5 * dot(normal, to_light), 0.0), 1.5);
    return mix(surface.light.x, 1.0, soft);
}

fn from_oklab(c: vec3<f32>) -> vec3<f32> {
    let l = c.x + 0.39633778 * c.y + 0.21580376 * c.z;
    let m = c.x - 0.105561346 * c.y - 0.06385417 * c.z;
    let s = c.x - 0.08948418 * c.y - 1.2914855 * c.z;
    let p = vec3(l * l * l, m * m * m, s * s * s);
    return vec3(
        dot(p, vec3(4.0767417, -3.3077116, 0.23096994)),
        dot(p, vec3(-1.268438, 2.6097574, -0.3413194)),
        dot(p, vec3(-0.0041960863, -0.7034186, 1.7076147)),
    );
}

// The map at u in [0, 1].
fn mapped(u: f32) -> vec3<f32> {
    let last = f32(arrayLength(&colours) - 1u);
    let place = clamp(u, 0.0, 1.0) * last;
    let i = min(floor(place), last - 1.0);
    let a = colours[u32(i)].rgb;
    let b = colours[u32(i) + 1u].rgb;
    return mix(a, b, place - i);
}

// What is no number has a colour that no map has.
const NO_NUMBER: vec3<f32> = vec3(0.76, 0.0, 0.55);

fn is_nan(value: f32) -> bool {
    return (bitcast<u32>(value) & 0x7fffffffu) > 0x7f800000u;
}

// Colour of a value in linear light. A phase comes from interpolated (re, im) and never becomes an
// angle, so there is no seam where an angle would jump. Lightness is the root of the magnitude.
fn data_colour(value: vec2<f32>) -> vec3<f32> {
    if is_nan(value.x) || is_nan(value.y) {
        return NO_NUMBER;
    }
    if surface.kind.x > 0.5 {
        let square = max(dot(value, value), 1e-20);
        let phase = value * inverseSqrt(square);
        let full = surface.centre.xyz + phase.x * surface.cosine.xyz + phase.y * surface.sine.xyz;
        let strength = sqrt(sqrt(min(square, 1.0)));
        return from_oklab(mix(vec3(surface.light.w, 0.0, 0.0), full, strength));
    }
    return from_oklab(mapped(select(value.x, 0.5 + 0.5 * value.x, surface.kind.y > 0.5)));
}

// How far a line of some width in points covers this pixel; one thinner than a pixel is as wide as a
// pixel and fainter.
fn line_coverage(place: f32, interval: f32, offset: f32, width: f32) -> f32 {
    let pixel = max(length(vec2(dpdx(place), dpdy(place))), 1e-9);
    let from_line = abs(place - offset - interval * round((place - offset) / interval));
    let wide = width * surface.kind.z;
    let coverage = 0.5 * max(wide, 1.0) + 0.5 - from_line / pixel;
    return clamp(coverage, 0.0, 1.0) * min(wide, 1.0);
}

// A line of the grid, a point wide.
fn grid_line(place: f32, interval: f32, offset: f32) -> f32 {
    return select(0.0, line_coverage(place, max(interval, 1e-6), offset, 1.0), interval > 0.0);
}

@fragment
fn fragment(in: Varyings, @builtin(front_facing) front: bool) -> @location(0) vec4<f32> {
    let light = select(in.first.w, in.first.z, front);
    let colour = data_colour(in.first.xy) * light + in.second.z;
    let line = max(
        grid_line(in.second.x, surface.grid.x, surface.grid.y),
        grid_line(in.second.y, surface.grid.z, surface.grid.w),
    );
    return vec4(mix(colour, surface.ink.rgb, surface.ink.a * line), 1.0);
}

// Without the grid, and a little as if it shone by itself.
@fragment
fn glowing(in: Varyings, @builtin(front_facing) front: bool) -> @location(0) vec4<f32> {
    let light = mix(select(in.first.w, in.first.z, front), 1.0, 0.35);
    return vec4(data_colour(in.first.xy) * light + in.second.z, 1.0);
}
