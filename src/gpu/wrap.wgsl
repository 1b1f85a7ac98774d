// Light wrap, as src/vision/chroma-key/light-wrap.ts: the background's light where the subject is thin.

override CELL_PX: u32;

struct Settings {
  size: vec2i,
  grid: vec2i,
  radius: i32,
  strength: f32,
}

@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var subject: texture_2d<f32>;
@group(0) @binding(2) var glow: texture_2d<f32>;
@group(0) @binding(3) var<storage, read_write> cover: array<f32>;
@group(0) @binding(4) var<storage, read_write> light: array<vec4f>;

@compute @workgroup_size(8, 8)
fn average_cover(@builtin(global_invocation_id) id: vec3u) {
  let cell = vec2i(id.xy);
  if (any(cell >= settings.grid)) { return; }
  let start = cell * i32(CELL_PX);
  let end = min(settings.size, start + i32(CELL_PX));
  var sum = 0.0;
  for (var y = start.y; y < end.y; y++) {
    for (var x = start.x; x < end.x; x++) { sum += textureLoad(subject, vec2i(x, y), 0).a; }
  }
  let extent = end - start;
  cover[cell.y * settings.grid.x + cell.x] = sum / f32(extent.x * extent.y);
}

@compute @workgroup_size(8, 8)
fn spread_light(@builtin(global_invocation_id) id: vec3u) {
  let cell = vec2i(id.xy);
  if (any(cell >= settings.grid)) { return; }
  let radius = settings.radius;
  var shadow = 0.0;
  var sum = vec3f(0);
  for (var v = -radius; v <= radius; v++) {
    for (var u = -radius; u <= radius; u++) {
      let at = clamp(cell + vec2i(u, v), vec2i(0), settings.grid - 1);
      shadow += cover[at.y * settings.grid.x + at.x];
      sum += textureLoad(glow, at, 0).rgb;
    }
  }
  let scale = 1.0 / f32((2 * radius + 1) * (2 * radius + 1));
  let thin = settings.strength * (1.0 - shadow * scale);
  light[cell.y * settings.grid.x + cell.x] = vec4f(thin * sum * scale, 0);
}
