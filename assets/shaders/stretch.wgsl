// An image, its colours multiplied by its alpha, over all of the picture.
@group(#{MATERIAL_BIND_GROUP}) @binding(0) var image: texture_2d<f32>;
@group(#{MATERIAL_BIND_GROUP}) @binding(1) var image_sampler: sampler;

struct Varyings {
    @builtin(position) clip: vec4<f32>,
    @location(0) place: vec2<f32>,
}

@vertex
fn vertex(@location(0) corner: vec3<f32>) -> Varyings {
    let place = vec2(0.5 + 0.5 * corner.x, 0.5 - 0.5 * corner.y);
    // Nearer than anything else.
    return Varyings(vec4(corner.xy, 1.0, 1.0), place);
}

@fragment
fn fragment(in: Varyings) -> @location(0) vec4<f32> {
    return textureSampleLevel(image, image_sampler, in.place, 0.0);
}
