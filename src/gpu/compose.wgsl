// Straight RGBA over an opaque picture, as src/vision/compose-over.ts; light may fall on the subject first.

override CELL_PX: u32;

struct Settings {
  grid: vec2i,
  is_lit: u32,
}

@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var subject: texture_2d<f32>;
@group(0) @binding(2) var background: texture_2d<f32>;
@group(0) @binding(3) var<storage, read> light: array<vec4f>;

@vertex
fn cover_all(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  // One triangle larger than the picture.
  return vec4f(f32(index & 1u) * 4.0 - 1.0, f32(index >> 1u) * 4.0 - 1.0, 0, 1);
}

fn light_at(at: vec2i) -> vec3f {
  let place = clamp((vec2f(at) + 0.5) / f32(CELL_PX) - 0.5, vec2f(0), vec2f(settings.grid - 1));
  let first = vec2i(place);
  let next = min(first + 1, settings.grid - 1);
  let part = place - vec2f(first);
  let top = first.y * settings.grid.x;
  let bottom = next.y * settings.grid.x;
  return mix(
    mix(light[top + first.x].rgb, light[top + next.x].rgb, part.x),
    mix(light[bottom + first.x].rgb, light[bottom + next.x].rgb, part.x),
    part.y,
  );
}

@fragment
fn compose(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let at = vec2i(position.xy);
  let over = textureLoad(subject, at, 0);
  var color = over.rgb;
  if (settings.is_lit == 1u) { color += light_at(at) * (1.0 - color); }
  return vec4f(mix(textureLoad(background, at, 0).rgb, color, over.a), 1);
}
