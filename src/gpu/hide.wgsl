// Parts of a picture blurred or put into squares, as src/vision/marks/hide-rect.ts on red, green and blue.

struct Settings {
  // First pixel of the part, and its size.
  origin: vec2i,
  size: vec2i,
  // Pixels to each side of a mean, or the side of a square.
  reach: i32,
}

@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var<storage, read> weights: array<f32>;
@group(0) @binding(2) var source: texture_2d<f32>;
@group(0) @binding(3) var<storage, read_write> values: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> means: array<vec4f>;
@group(0) @binding(5) var target_picture: texture_storage_2d<rgba8unorm, write>;

fn is_outside(at: vec2i) -> bool { return any(at >= settings.size); }
fn index_of(at: vec2i) -> i32 { return at.y * settings.size.x + at.x; }

@compute @workgroup_size(8, 8)
fn read_part(@builtin(global_invocation_id) id: vec3u) {
  let at = vec2i(id.xy);
  if (is_outside(at)) { return; }
  values[index_of(at)] = textureLoad(source, at + settings.origin, 0) * 255.0;
}

// Means along rows and then along columns, the rim repeated; three times both are close to a Gaussian.
@compute @workgroup_size(8, 8)
fn blur_rows(@builtin(global_invocation_id) id: vec3u) {
  let at = vec2i(id.xy);
  if (is_outside(at)) { return; }
  var sum = vec4f(0);
  for (var k = -settings.reach; k <= settings.reach; k++) {
    sum += values[index_of(vec2i(clamp(at.x + k, 0, settings.size.x - 1), at.y))];
  }
  means[index_of(at)] = sum / f32(2 * settings.reach + 1);
}

@compute @workgroup_size(8, 8)
fn blur_columns(@builtin(global_invocation_id) id: vec3u) {
  let at = vec2i(id.xy);
  if (is_outside(at)) { return; }
  var sum = vec4f(0);
  for (var k = -settings.reach; k <= settings.reach; k++) {
    sum += means[index_of(vec2i(at.x, clamp(at.y + k, 0, settings.size.y - 1)))];
  }
  values[index_of(at)] = sum / f32(2 * settings.reach + 1);
}

// One thread a square; the squares are written to `means`, of which `keep_squares` makes the values.
@compute @workgroup_size(8, 8)
fn square(@builtin(global_invocation_id) id: vec3u) {
  let first = vec2i(id.xy) * settings.reach;
  if (is_outside(first)) { return; }
  let end = min(first + settings.reach, settings.size);
  var sum = vec4f(0);
  for (var y = first.y; y < end.y; y++) {
    for (var x = first.x; x < end.x; x++) { sum += values[index_of(vec2i(x, y))]; }
  }
  let mean = sum / f32((end.x - first.x) * (end.y - first.y));
  for (var y = first.y; y < end.y; y++) {
    for (var x = first.x; x < end.x; x++) { means[index_of(vec2i(x, y))] = mean; }
  }
}

@compute @workgroup_size(8, 8)
fn keep_squares(@builtin(global_invocation_id) id: vec3u) {
  let at = vec2i(id.xy);
  if (is_outside(at)) { return; }
  values[index_of(at)] = means[index_of(at)];
}

@compute @workgroup_size(8, 8)
fn blend(@builtin(global_invocation_id) id: vec3u) {
  let at = vec2i(id.xy);
  if (is_outside(at)) { return; }
  let own = textureLoad(source, at + settings.origin, 0) * 255.0;
  let mixed = mix(own.rgb, values[index_of(at)].rgb, weights[index_of(at)]);
  textureStore(target_picture, at + settings.origin, vec4f(floor(mixed + 0.5) / 255.0, own.a / 255.0));
}
