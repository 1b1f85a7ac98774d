import { expect, test } from 'vitest';
import { noisyScene } from '../gpu/test-pictures';
import { openComposePlanes } from '../kernels/compose-planes';
import { createKernelMemory } from '../kernels/kernel-memory';
import { copyRows, pictureStride } from './chroma-key/simd-keyer';
import { composePlanes, packRgbGains, planRgbGains, rgbaToPlanes, type Planes420 } from './compose-planes';

const createPlanes = (widthPx: number, heightPx: number): Planes420 => {
  const chroma = ((widthPx + 1) >> 1) * ((heightPx + 1) >> 1);
  return {
    y: new Uint8ClampedArray(widthPx * heightPx),
    u: new Uint8ClampedArray(chroma),
    v: new Uint8ClampedArray(chroma),
  };
};

/** A scene whose alphas run through all values, with all kinds of cells told right. */
const makeKeyed = (widthPx: number, heightPx: number) => {
  const keyed = noisyScene(widthPx, heightPx, 0.4);
  const columns = Math.ceil(widthPx / 8);
  const kinds = new Uint8Array(columns * Math.ceil(heightPx / 8));
  for (let p = 0; p < widthPx * heightPx; p++) {
    const cell = (Math.floor(p / widthPx) >> 3) * columns + ((p % widthPx) >> 3);
    kinds[cell] = cell % 3;
    keyed.data[p * 4 + 3] = cell % 3 === 0 ? 0 : cell % 3 === 1 ? 255 : p % 256;
  }
  return { keyed, kinds };
};

test.each([
  [64, 32, 'bt709', false],
  [38, 22, 'smpte170m', false],
  [2, 2, 'bt709', true],
  [16, 10, 'bt2020-ncl', true],
] as const)(
  'the SIMD kernel composes the same planes, %i x %i px',
  (widthPx, heightPx, matrix, fullRange) => {
    const gains = planRgbGains({ matrix, fullRange });
    const size = { widthPx, heightPx };
    const { keyed, kinds } = makeKeyed(widthPx, heightPx);
    const behind = noisyScene(widthPx, heightPx, 0.7);
    const room = { ...size, data: new Uint8ClampedArray(keyed.data.length) };
    const expected = createPlanes(widthPx, heightPx);
    composePlanes([keyed, behind, room], gains, expected);

    const stride = pictureStride(size);
    const [wide, narrow] = [64, 32];
    const [luma, chroma] = [wide * (heightPx + 8), narrow * (heightPx + 8)];
    const planes = { y: luma, u: chroma, v: chroma, frameY: luma, frameU: chroma, frameV: chroma };
    const memory = createKernelMemory({
      keyed: stride * heightPx,
      behind: stride * heightPx,
      kinds: kinds.length,
      before: kinds.length,
      ...planes,
      behindY: luma,
      behindU: chroma,
      behindV: chroma,
      gains: 32,
      pairs: 32,
    });
    const { at } = memory;
    copyRows(keyed.data, memory.bytes('keyed'), size, 'in');
    copyRows(behind.data, memory.bytes('behind'), size, 'in');
    memory.bytes('kinds').set(kinds);
    memory.bytes('before').fill(255);
    memory.bytes('gains').set(packRgbGains(gains));
    const put = (
      picture: typeof keyed,
      names: readonly ['frameY' | 'behindY', 'frameU' | 'behindU', 'frameV' | 'behindV'],
    ) => {
      const own = createPlanes(widthPx, heightPx);
      rgbaToPlanes(picture, gains, own);
      for (let i = 0; i < own.y.length; i++)
        memory.bytes(names[0])[Math.floor(i / widthPx) * wide + (i % widthPx)] = own.y[i]!;
      for (let i = 0; i < own.u.length; i++) {
        const to = Math.floor(i / (widthPx / 2)) * narrow + (i % (widthPx / 2));
        memory.bytes(names[1])[to] = own.u[i]!;
        memory.bytes(names[2])[to] = own.v[i]!;
      }
    };
    put(keyed, ['frameY', 'frameU', 'frameV']);
    put(behind, ['behindY', 'behindU', 'behindV']);
    const pictures = [at.keyed, at.behind, stride, widthPx, heightPx, at.kinds, at.before] as const;
    const from = [at.frameY, at.frameU, at.frameV, at.behindY, at.behindU, at.behindV] as const;
    const to = [at.y, at.u, at.v, wide, narrow, at.gains, at.pairs] as const;
    openComposePlanes(memory.memory)!.composePlanes(...pictures, ...from, ...to);
    for (let y = 0; y < heightPx; y++)
      expect(memory.bytes('y').subarray(y * wide, y * wide + widthPx)).toEqual(
        expected.y.subarray(y * widthPx, (y + 1) * widthPx),
      );
    for (const name of ['u', 'v'] as const)
      for (let y = 0; y < heightPx / 2; y++)
        expect(memory.bytes(name).subarray(y * narrow, y * narrow + widthPx / 2)).toEqual(
          expected[name].subarray((y * widthPx) / 2, ((y + 1) * widthPx) / 2),
        );
    expect(memory.bytes('before')).toEqual(memory.bytes('kinds'));
  },
);

test('grey has no chroma, white and black are those of the studio', () => {
  const gains = planRgbGains({ matrix: 'bt709', fullRange: false });
  for (const [grey, luma] of [
    [0, 16],
    [128, 126],
    [255, 235],
  ] as const) {
    const out = createPlanes(1, 1);
    rgbaToPlanes({ widthPx: 1, heightPx: 1, data: Uint8ClampedArray.of(grey, grey, grey, 255) }, gains, out);
    expect([out.y[0], out.u[0], out.v[0]]).toEqual([luma, 128, 128]);
  }
});
