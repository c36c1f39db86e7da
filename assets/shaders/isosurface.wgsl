// A surface whose vertices are made on the processor.
#import fieldloom::surface::{Varyings, varyings}

// Place and normal in the world, value of colour.
@vertex
fn isosurface(
    @location(0) place: vec3<f32>,
    @location(1) normal: vec3<f32>,
    @location(2) value: vec2<f32>,
) -> Varyings {
    return varyings(place, normal, value, vec2(0.0));
}
