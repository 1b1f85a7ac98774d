import type { AudioSample } from 'mediabunny';

/** Container clocks are coarse (Matroska: 1 ms); only a larger disagreement is a real gap or overlap. */
const CLOCK_SLACK_SECONDS = 0.01;

/** Sample positions on the source's timeline, half-open. */
export interface SampleRange {
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly startIndex: number;
  readonly endIndex: number;
}

const readPlane = (
  sample: AudioSample,
  plane: number,
  skip: number,
  count: number,
): Float32Array<ArrayBuffer> => {
  const data = new Float32Array(count);
  if (plane >= sample.numberOfChannels) return data;
  sample.copyTo(data, { planeIndex: plane, format: 'f32-planar', frameOffset: skip, frameCount: count });
  return data;
};

const silence = (channels: number, count: number) =>
  Array.from({ length: channels }, () => new Float32Array(count));

/** At most this much silence is made at once, so that a long gap costs no memory. */
const SILENCE_CHUNK = 1 << 16;

/**
 * Puts decoded samples at their exact places: jitter of the clock is ignored, gaps are filled with zeros, overlaps and
 * what lies outside the range are cut. Yields contiguous planar runs from `startIndex` to where the audio ends.
 */
export async function* placeSamples(
  samples: AsyncIterable<AudioSample>,
  range: SampleRange,
  offsetSeconds: number,
): AsyncGenerator<Float32Array<ArrayBuffer>[], void> {
  let written = range.startIndex;
  let expected: number | null = null;
  for await (const sample of samples) {
    using own = sample;
    // A stream that changes its rate midway can not be placed; its part stays silent.
    if (own.sampleRate !== range.sampleRateHz) continue;
    const stated = Math.round((own.timestamp - offsetSeconds) * range.sampleRateHz);
    const slack = CLOCK_SLACK_SECONDS * range.sampleRateHz;
    const position: number = expected !== null && Math.abs(stated - expected) < slack ? expected : stated;
    expected = position + own.numberOfFrames;
    for (; written < Math.min(position, range.endIndex);) {
      const count = Math.min(SILENCE_CHUNK, Math.min(position, range.endIndex) - written);
      written += count;
      yield silence(range.channels, count);
    }
    const skip = written - position;
    const count = Math.min(own.numberOfFrames - skip, range.endIndex - written);
    if (count > 0) {
      written += count;
      yield Array.from({ length: range.channels }, (_, plane) => readPlane(own, plane, skip, count));
    }
    if (written >= range.endIndex) return;
  }
}
