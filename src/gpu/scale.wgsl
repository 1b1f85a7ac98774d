// Pictures brought to another size along one axis, as src/vision/sample-picture.ts: whole numbers, so that both agree exactly.

override ONE_BITS: u32;

struct Settings {
  // Taps of each output sample that count, and the same rounded up: where the next sample's weights begin.
  count: i32,
  padded: i32,
  // Size of what is drawn, and where its first sample lies in the target.
  size: vec2i,
  to: vec2i,
  // Share of the light that is kept, in parts of ONE.
  light: i32,
}

@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var<storage, read> starts: array<i32>;
@group(0) @binding(2) var<storage, read> weights: array<i32>;
@group(0) @binding(3) var source: texture_2d<f32>;
@group(0) @binding(4) var target_picture: texture_storage_2d<rgba8unorm, write>;

fn rounded(sum: vec3i) -> vec3i {
  return clamp((sum + (1 << (ONE_BITS - 1u))) >> vec3u(ONE_BITS), vec3i(0), vec3i(255));
}

fn finish(sum: vec3i, at: vec2i) {
  let value = rounded(rounded(sum) * settings.light);
  textureStore(target_picture, at + settings.to, vec4f(vec3f(value) / 255.0, 1));
}

fn code_values(at: vec2i) -> vec3i {
  return vec3i(round(textureLoad(source, at, 0).rgb * 255.0));
}

@compute @workgroup_size(8, 8)
fn down(@builtin(global_invocation_id) id: vec3u) {
  let at = vec2i(id.xy);
  if (any(at >= settings.size)) { return; }
  var sum = vec3i(0);
  for (var k = 0; k < settings.count; k++) {
    sum += weights[at.y * settings.padded + k] * code_values(vec2i(at.x, starts[at.y] + k));
  }
  finish(sum, at);
}

@compute @workgroup_size(8, 8)
fn across(@builtin(global_invocation_id) id: vec3u) {
  let at = vec2i(id.xy);
  if (any(at >= settings.size)) { return; }
  var sum = vec3i(0);
  for (var k = 0; k < settings.count; k++) {
    sum += weights[at.x * settings.padded + k] * code_values(vec2i(starts[at.x] + k, at.y));
  }
  finish(sum, at);
}
