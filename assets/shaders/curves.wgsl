// A thread along a curve, in a colour of its own.
#import fieldloom::surface::{Varyings, field, surface, varyings}

// Place along the axis in sites, angle around the curve, number of the sample.
@vertex
fn curve(@location(0) place: vec3<f32>) -> Varyings {
    let point = field[u32(place.z)];
    let up = surface.up.xyz;
    let behind = vec3(0.0, 0.0, surface.numbers[1].x);
    let centre =
        surface.origin.xyz + behind + place.x * surface.along.xyz + point.height.x * up;
    let tangent = normalize(surface.along.xyz + point.along.x * up);
    let first = normalize(cross(tangent, vec3(0.0, 0.0, 1.0)));
    let normal = cos(place.y) * first + sin(place.y) * cross(tangent, first);
    return varyings(centre + 0.36 * surface.light.z * normal, normal, vec2(0.0), vec2(0.0));
}

@fragment
fn plain(in: Varyings, @builtin(front_facing) front: bool) -> @location(0) vec4<f32> {
    let light = mix(select(in.first.w, in.first.z, front), 1.0, 0.6);
    return vec4(surface.numbers[0].rgb * light, 1.0);
}
