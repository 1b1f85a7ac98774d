// The green-screen keyer of src/vision/chroma-key, pixel for pixel. The numbers are that folder's own: they come in as
// overrides. Cells are 8 px squares analysed on the CPU (analyse-cells), blocks are half as wide.

override CELL_PX: u32;
override RIM_PX: u32;
override CELL_SCREEN: u32;
override CELL_MIXED: u32;
override CB_SCALE: f32;
override CR_SCALE: f32;
override OFF_HUE_WEIGHT: f32;
override LUMA_WEIGHT: f32;
override DOUBT_FROM: f32;
override DOUBT_SPAN: f32;
override BRIGHTNESS_HOLD: f32;
override RIM_MIN_ALPHA: f32;
override RIM_SOLID_WEIGHT: f32;
override RIM_PRIOR: f32;
override RIM_SAMPLES: f32;
override GRAIN_TO_SPREAD: f32;
override NOISE_FLOOR: f32;
override SPILL_HUE_TOLERANCE: f32;
override MAX_SPILL_SHARE: f32;

struct Settings {
  size: vec2i,
  grid: vec2i,
  gain: f32,
  noise: f32,
  spill: f32,
  boxes: u32,
  // Left, top, right, bottom in px: never subject.
  garbage: array<vec4i, 8>,
}

struct Cell {
  // What the frame's screen has over the plate; fourth: the cell's state.
  shift: vec4f,
  foreground: vec4f,
  // The screen's light.
  light: vec4f,
}

@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var frame: texture_2d<f32>;
@group(0) @binding(2) var plate: texture_2d<f32>;
@group(0) @binding(3) var<storage, read> cells: array<Cell>;
@group(0) @binding(4) var<storage, read_write> means: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> alphas: array<f32>;
@group(0) @binding(6) var<storage, read_write> sums: array<vec4f>;
@group(0) @binding(7) var<storage, read_write> colors: array<vec4f>;
@group(0) @binding(8) var keyed: texture_storage_2d<rgba8unorm, write>;

fn pixel_of(source: texture_2d<f32>, at: vec2i) -> vec4f {
  return round(textureLoad(source, at, 0) * 255.0);
}

@compute @workgroup_size(8, 8)
fn average_cells(@builtin(global_invocation_id) id: vec3u) {
  let cell = vec2i(id.xy);
  if (any(cell >= settings.grid)) { return; }
  let side = i32(CELL_PX);
  let start = cell * side;
  let to = min(settings.size, start + side);
  var sum = vec3f(0);
  for (var y = start.y; y < to.y; y++) {
    for (var x = start.x; x < to.x; x++) { sum += pixel_of(frame, vec2i(x, y)).rgb; }
  }
  let extent = to - start;
  means[cell.y * settings.grid.x + cell.x] = vec4f(sum / f32(extent.x * extent.y), 0);
}

fn luma_of(color: vec3f) -> f32 {
  return 0.2126 * color.r + 0.7152 * color.g + 0.0722 * color.b;
}

fn chroma_of(color: vec3f) -> vec2f {
  let luma = luma_of(color);
  return vec2f((color.b - luma) * CB_SCALE, (color.r - luma) * CR_SCALE);
}

fn key_space(color: vec3f) -> vec3f {
  return vec3f(chroma_of(color), luma_of(color) * LUMA_WEIGHT);
}

fn turn(a: vec2f, b: vec2f) -> f32 {
  return a.y * b.x - a.x * b.y;
}

fn key_difference(color: vec2f, behind: vec2f) -> f32 {
  let reach = length(behind) + 1e-3;
  let along = dot(color, behind) / reach;
  let across = abs(turn(color, behind)) / reach;
  return saturate(1.0 - (along - OFF_HUE_WEIGHT * across) / reach);
}

// mix-alpha.ts: the cross products keep the digits that squares of sums lose in 32 bits.
fn mix_alpha(pixel: vec3f, behind: vec3f, subject: vec3f) -> f32 {
  let c = key_space(pixel);
  let b = key_space(behind);
  let f = key_space(subject);
  let hold = BRIGHTNESS_HOLD * BRIGHTNESS_HOLD * dot(f, f) + 1e-3;
  let x = cross(f, b);
  let d = f - b;
  let inverse = 1.0 / (dot(x, x) + hold * dot(d, d) + 1e-3);
  let bare = (dot(x, cross(f, c)) + hold * dot(d, f - c)) * inverse;
  let own = (dot(x, cross(c, b)) + hold * dot(d, c - b)) * inverse;
  let straight = 1.0 - saturate(bare);
  let doubt = (length(c - own * f - bare * b) - DOUBT_FROM) / DOUBT_SPAN;
  return mix(straight, key_difference(c.xy, b.xy), saturate(doubt));
}

struct Taps { corners: vec4i, weights: vec4f }

fn taps_of(at: vec2i, side: u32, grid: vec2i) -> Taps {
  let place = clamp((vec2f(at) + 0.5) / f32(side) - 0.5, vec2f(0), vec2f(grid - 1));
  let first = vec2i(place);
  let next = min(first + 1, grid - 1);
  let part = place - vec2f(first);
  let rest = 1.0 - part;
  let top = first.y * grid.x;
  let bottom = next.y * grid.x;
  return Taps(
    vec4i(top + first.x, top + next.x, bottom + first.x, bottom + next.x),
    vec4f(rest.x * rest.y, part.x * rest.y, rest.x * part.y, part.x * part.y),
  );
}

fn screen_at(at: vec2i) -> vec3f {
  let t = taps_of(at, CELL_PX, settings.grid);
  return pixel_of(plate, at).rgb
    + cells[t.corners.x].shift.rgb * t.weights.x + cells[t.corners.y].shift.rgb * t.weights.y
    + cells[t.corners.z].shift.rgb * t.weights.z + cells[t.corners.w].shift.rgb * t.weights.w;
}

fn cell_color(at: vec2i, side: u32) -> vec3f {
  let t = taps_of(at, side, settings.grid);
  return cells[t.corners.x].foreground.rgb * t.weights.x + cells[t.corners.y].foreground.rgb * t.weights.y
    + cells[t.corners.z].foreground.rgb * t.weights.z + cells[t.corners.w].foreground.rgb * t.weights.w;
}

fn rim_grid() -> vec2i {
  return settings.grid * i32(CELL_PX / RIM_PX);
}

fn rim_color(at: vec2i) -> vec3f {
  let t = taps_of(at, RIM_PX, rim_grid());
  return colors[t.corners.x].rgb * t.weights.x + colors[t.corners.y].rgb * t.weights.y
    + colors[t.corners.z].rgb * t.weights.z + colors[t.corners.w].rgb * t.weights.w;
}

fn cell_index(at: vec2i) -> i32 {
  let cell = at / i32(CELL_PX);
  return cell.y * settings.grid.x + cell.x;
}

fn state_at(at: vec2i) -> u32 {
  return u32(cells[cell_index(at)].shift.w);
}

@compute @workgroup_size(8, 8)
fn sum_rims(@builtin(global_invocation_id) id: vec3u) {
  let block = vec2i(id.xy);
  let grid = rim_grid();
  if (any(block >= grid)) { return; }
  let start = block * i32(RIM_PX);
  let to = min(settings.size, start + i32(RIM_PX));
  var sum = vec4f(0);
  if (all(start < settings.size) && state_at(start) == CELL_MIXED) {
    for (var y = start.y; y < to.y; y++) {
      for (var x = start.x; x < to.x; x++) {
        if (((x + y) & 1) == 1) { continue; }
        let at = vec2i(x, y);
        let pixel = pixel_of(frame, at).rgb;
        let behind = screen_at(at);
        let alpha = mix_alpha(pixel, behind, cell_color(at, CELL_PX));
        if (alpha <= RIM_MIN_ALPHA) { continue; }
        let weight = (alpha - RIM_MIN_ALPHA) * (1.0 - alpha + RIM_SOLID_WEIGHT) / RIM_SAMPLES;
        let color = (pixel - (1.0 - alpha) * behind) / alpha;
        sum += vec4f(weight * color, weight);
      }
    }
  }
  sums[block.y * grid.x + block.x] = sum;
}

@compute @workgroup_size(8, 8)
fn spread_rims(@builtin(global_invocation_id) id: vec3u) {
  let block = vec2i(id.xy);
  let grid = rim_grid();
  if (any(block >= grid)) { return; }
  var around = vec4f(0);
  for (var y = max(0, block.y - 1); y <= min(grid.y - 1, block.y + 1); y++) {
    for (var x = max(0, block.x - 1); x <= min(grid.x - 1, block.x + 1); x++) {
      let weight = select(1.0, 2.0, x == block.x) * select(1.0, 2.0, y == block.y);
      around += weight * sums[y * grid.x + x];
    }
  }
  around = around / 16.0;
  let color = (around.rgb + RIM_PRIOR * cell_color(block, CELL_PX / RIM_PX)) / (around.w + RIM_PRIOR);
  colors[block.y * grid.x + block.x] = vec4f(clamp(color, vec3f(0), vec3f(255)), 0);
}

@compute @workgroup_size(8, 8)
fn solve(@builtin(global_invocation_id) id: vec3u) {
  let at = vec2i(id.xy);
  if (any(at >= settings.size)) { return; }
  let state = state_at(at);
  var alpha = select(1.0, 0.0, state == CELL_SCREEN);
  if (state == CELL_MIXED) { alpha = mix_alpha(pixel_of(frame, at).rgb, screen_at(at), rim_color(at)); }
  alphas[at.y * settings.size.x + at.x] = alpha;
}

fn spread_mean(at: vec2i) -> f32 {
  var sum = 0.0;
  for (var v = -2; v <= 2; v += 2) {
    for (var u = -2; u <= 2; u += 2) {
      let place = clamp(at + vec2i(u, v), vec2i(0), settings.size - 1);
      sum += alphas[place.y * settings.size.x + place.x];
    }
  }
  return sum / 9.0;
}

fn ramp(value: f32, start: f32, span: f32) -> f32 {
  return saturate((value - start) / span);
}

fn clean_alpha(alpha: f32, around: f32) -> f32 {
  let noise = settings.noise;
  let opened = alpha * ramp(around, noise * NOISE_FLOOR, noise);
  return 1.0 - (1.0 - opened) * ramp(1.0 - around, noise * NOISE_FLOOR, noise);
}

fn without_spill(color: vec3f, light: vec3f) -> vec3f {
  let hue = chroma_of(light);
  let chroma = chroma_of(color);
  let excess = dot(chroma, hue) - SPILL_HUE_TOLERANCE * abs(turn(chroma, hue));
  let share = clamp(excess / (dot(hue, hue) + 1e-3), 0.0, MAX_SPILL_SHARE);
  return color - share * settings.spill * light;
}

fn unmix(pixel: vec3f, behind: vec3f, local: vec3f, alpha: f32) -> vec3f {
  if (alpha <= 0.0) { return local; }
  let own = clamp((pixel - (1.0 - alpha) * behind) / alpha, vec3f(0), vec3f(255));
  let trust = alpha * alpha / (alpha * alpha + GRAIN_TO_SPREAD * (1.0 - alpha));
  return local + trust * (own - local);
}

fn is_garbage(at: vec2i) -> bool {
  for (var i = 0u; i < settings.boxes; i++) {
    let box = settings.garbage[i];
    if (all(at >= box.xy) && all(at < box.zw)) { return true; }
  }
  return false;
}

@compute @workgroup_size(8, 8)
fn write_pixels(@builtin(global_invocation_id) id: vec3u) {
  let at = vec2i(id.xy);
  if (any(at >= settings.size)) { return; }
  let state = state_at(at);
  let pixel = pixel_of(frame, at);
  var result = vec4f(0);
  if (state == CELL_MIXED) {
    let behind = screen_at(at);
    let solved = min(1.0, alphas[at.y * settings.size.x + at.x] * settings.gain);
    let alpha = clean_alpha(solved, spread_mean(at));
    let own = unmix(pixel.rgb, behind, rim_color(at), alpha);
    result = vec4f(without_spill(own, cells[cell_index(at)].light.rgb), alpha * pixel.a);
  } else if (state != CELL_SCREEN) {
    result = vec4f(without_spill(pixel.rgb, cells[cell_index(at)].light.rgb), pixel.a);
  }
  if (is_garbage(at)) { result = vec4f(0); }
  textureStore(keyed, at, result / 255.0);
}
