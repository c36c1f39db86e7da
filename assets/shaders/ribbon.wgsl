// A band from the axis to the curve (x, Re, Im), and a thread along the curve.
#import fieldloom::surface::{Varyings, field, surface, varyings}

// A displacement from the axis.
fn aside(parts: vec2<f32>) -> vec3<f32> {
    return parts.x * surface.up.xyz + parts.y * surface.aside.xyz;
}

// Place along the axis in sites, 0 at the axis to 1 at the curve, number of the sample.
@vertex
fn band(@location(0) place: vec3<f32>) -> Varyings {
    let point = field[u32(place.z)];
    let curve = aside(point.height);
    let axis = surface.origin.xyz + place.x * surface.along.xyz;
    let normal = cross(surface.along.xyz + place.y * aside(point.along), curve);
    let size = length(normal);
    let shown = select(vec3(0.0, 0.0, 1.0), normal / max(size, 1e-12), size > 1e-9);
    return varyings(axis + place.y * curve, shown, place.y * point.colour, vec2(0.0));
}

// Place along the axis in sites, angle around the curve, number of the sample.
@vertex
fn thread(@location(0) place: vec3<f32>) -> Varyings {
    let point = field[u32(place.z)];
    let centre = surface.origin.xyz + place.x * surface.along.xyz + aside(point.height);
    let tangent = normalize(surface.along.xyz + aside(point.along));
    let first = normalize(cross(tangent, vec3(0.0, 0.6, 0.8)));
    let normal = cos(place.y) * first + sin(place.y) * cross(tangent, first);
    // Thinner where the field is weak.
    let radius = surface.light.z * (0.3 + 0.7 * min(4.0 * length(point.height), 1.0));
    return varyings(centre + radius * normal, normal, point.colour, vec2(0.0));
}
