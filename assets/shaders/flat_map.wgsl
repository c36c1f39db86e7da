// The colours of a plane with contour lines of even width.
#import fieldloom::surface::{Varyings, data_colour, field, grid_line, line_coverage, surface}
#import bevy_pbr::mesh_view_bindings::view

// Place along and across in sites, number of the sample.
@vertex
fn flat_map(@location(0) place: vec3<f32>) -> Varyings {
    let point = field[u32(place.z)];
    let world =
        surface.origin.xyz + place.x * surface.along.xyz + place.y * surface.across.xyz;
    var out: Varyings;
    out.clip = view.clip_from_world * vec4(world + surface.shift.xyz, 1.0);
    out.first = vec4(point.colour, point.height.x, 0.0);
    out.second = vec3(place.xy, 0.0);
    return out;
}

// Levels to the top of the range, strength and width of their lines.
@fragment
fn contoured(in: Varyings) -> @location(0) vec4<f32> {
    let colour = data_colour(in.first.xy);
    let numbers = surface.numbers[0];
    let grid = surface.ink.a * max(
        grid_line(in.second.x, surface.grid.x, surface.grid.y),
        grid_line(in.second.y, surface.grid.z, surface.grid.w),
    );
    // Half way between the levels, so that a field that is zero has no lines.
    let level = in.first.z * numbers.x;
    let pixel = length(vec2(dpdx(level), dpdy(level)));
    let contour = line_coverage(level, 1.0, 0.5, numbers.z);
    // Where lines would touch one another they fade.
    let apart = clamp(2.0 - 5.0 * numbers.z * surface.kind.z * pixel, 0.0, 1.0);
    let ink = max(grid, select(0.0, numbers.y * contour * apart, numbers.x > 0.0));
    return vec4(mix(colour, surface.ink.rgb, ink), 1.0);
}
