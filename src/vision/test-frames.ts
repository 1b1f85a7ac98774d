import type { FrameMeasures } from './frame-measures';

/** A good, ordinary frame for tests; change what matters. `look` gives frames a likeness of their own. */
export const testFrame = (
  timeSeconds: number,
  changes: Partial<FrameMeasures> = {},
  look = 0,
): FrameMeasures => ({
  timeSeconds,
  tone: {
    p1: 5,
    p5: 20,
    p50: 110,
    p95: 220,
    p99: 240,
    mean: 115,
    contrast: 55,
    entropyBits: 7.2,
    crushed: 0,
    clipped: 0,
  },
  colorfulness: 45,
  sharpness: { acutance: 0.65, detail: 0.7, edgeStrength: 22, textured: 0.8 },
  graphics: { flatShare: 0.4, backgroundShare: 0.1, paletteShare: 0.4, vividShare: 0, repeatedRows: 0.1 },
  textWidth: 0,
  subject: { centerX: 0.5, centerY: 0.5, box: [0.3, 0.3, 0.4, 0.4], concentration: 0.6, edgeShare: 0.02 },
  faces: [],
  signature: testLook(look),
  motion: { score: 0.01, local: 1 },
  inTransition: false,
  ...changes,
});

const testLook = (look: number): FrameMeasures['signature'] => {
  const layout = new Float32Array(16);
  layout[look % 16] = 1;
  const colors = new Float32Array(16);
  colors[look % 16] = 1;
  return { layout, colors };
};
