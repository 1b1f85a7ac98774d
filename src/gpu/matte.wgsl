// A small matte and small layers at a large picture's size, as src/vision/matting: enlarge-alpha.ts and the colours of
// estimate-layers.ts, in one go.

override LOW: f32;
override HIGH: f32;
override TRUST_SPAN: f32;
override OPAQUE: f32;

struct Settings {
  size: vec2i,
  matte: vec2i,
}

struct Fit {
  // Red, green, blue and offset of alpha as a function of colour.
  linear: vec4f,
  alpha: f32,
}

@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var picture: texture_2d<f32>;
@group(0) @binding(2) var front: texture_2d<f32>;
@group(0) @binding(3) var back: texture_2d<f32>;
@group(0) @binding(4) var<storage, read> fits: array<Fit>;
@group(0) @binding(5) var subject: texture_storage_2d<rgba8unorm, write>;

struct Place { first: vec2i, next: vec2i, part: vec2f }

fn place_in(size: vec2i, at: vec2i) -> Place {
  let place = clamp(
    (vec2f(at) + 0.5) * vec2f(size) / vec2f(settings.size) - 0.5,
    vec2f(0),
    vec2f(size - 1),
  );
  let first = vec2i(place);
  return Place(first, min(first + 1, size - 1), place - vec2f(first));
}

fn sample(layer: texture_2d<f32>, at: vec2i) -> vec3f {
  let p = place_in(vec2i(textureDimensions(layer)), at);
  let top = mix(textureLoad(layer, p.first, 0), textureLoad(layer, vec2i(p.next.x, p.first.y), 0), p.part.x);
  let low = mix(textureLoad(layer, vec2i(p.first.x, p.next.y), 0), textureLoad(layer, p.next, 0), p.part.x);
  return mix(top, low, p.part.y).rgb;
}

fn alpha_at(at: vec2i, color: vec3f) -> f32 {
  let p = place_in(settings.matte, at);
  let a = p.first.y * settings.matte.x + p.first.x;
  let b = p.first.y * settings.matte.x + p.next.x;
  let c = p.next.y * settings.matte.x + p.first.x;
  let d = p.next.y * settings.matte.x + p.next.x;
  let rough = mix(mix(fits[a].alpha, fits[b].alpha, p.part.x), mix(fits[c].alpha, fits[d].alpha, p.part.x), p.part.y);
  if (rough <= LOW || rough >= HIGH) { return rough; }
  let linear = mix(
    mix(fits[a].linear, fits[b].linear, p.part.x),
    mix(fits[c].linear, fits[d].linear, p.part.x),
    p.part.y,
  );
  let fitted = dot(linear.rgb, color) + linear.w;
  let trust = min(1.0, min(rough, 1.0 - rough) / TRUST_SPAN);
  return saturate(rough + trust * (fitted - rough));
}

@compute @workgroup_size(8, 8)
fn cut_out(@builtin(global_invocation_id) id: vec3u) {
  let at = vec2i(id.xy);
  if (any(at >= settings.size)) { return; }
  let pixel = textureLoad(picture, at, 0);
  let alpha = alpha_at(at, pixel.rgb);
  var color = pixel.rgb;
  if (alpha < OPAQUE) {
    let local = sample(front, at);
    color = local;
    if (alpha > 0.0) {
      color += alpha * (pixel.rgb - alpha * local - (1.0 - alpha) * sample(back, at));
    }
  }
  textureStore(subject, at, vec4f(color, alpha * pixel.a));
}
