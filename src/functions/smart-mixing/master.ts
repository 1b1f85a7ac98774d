import { integratedLoudness } from '../../core/loudness-gate';
import { gainOfDb, LIMITER_POINTS_PER_SECOND, MIX_RATE_HZ } from '../../core/mix-graph';
import { createDither } from '../../dsp/dither';
import { createLimiter } from '../../dsp/limiter';
import { createLoudnessMeter, loudnessRange } from '../../dsp/loudness';
import { createTruePeakMeter } from '../../dsp/true-peak';
import type { AudioWriter } from '../../media/open-audio-writer';
import type { StereoBlock } from './render-premix';

export interface Measured {
  /** `-Infinity` for silence. */
  readonly lufs: number;
  readonly truePeakDb: number;
  readonly lra: number;
}

/** Loudness and peak of a stream of stereo blocks. */
export const createMixMeter = () => {
  const loudness = createLoudnessMeter(MIX_RATE_HZ, 2);
  const peak = createTruePeakMeter(2);
  return {
    add: (block: readonly Float32Array[]): void => {
      loudness.add(block);
      peak.add(block);
    },
    finish: (): Measured => ({
      lufs: integratedLoudness(loudness.energies()),
      truePeakDb: 20 * Math.log10(peak.finish()),
      lra: loudnessRange(loudness.energies()),
    }),
  };
};

export interface MasterSettings {
  readonly gainDb: number;
  readonly ceilingDb: number;
  readonly lengthFrames: number;
}

export interface Mastered {
  readonly measured: Measured;
  /** Limiter gain for the preview, one point every 5 ms: the least of its stretch. */
  readonly limiterGain: Float32Array<ArrayBuffer>;
}

/** Drops the first `frames` samples of a stream of blocks. */
const createHeadCut = (frames: number) => {
  let left = frames;
  return (block: readonly Float32Array<ArrayBuffer>[]): readonly Float32Array<ArrayBuffer>[] => {
    const cut = Math.min(left, block[0]?.length ?? 0);
    left -= cut;
    return cut === 0 ? block : block.map((channel) => channel.subarray(cut));
  };
};

const LIMITER_POINT_FRAMES = MIX_RATE_HZ / LIMITER_POINTS_PER_SECOND;

const createGainTrace = (lengthFrames: number) => {
  const trace = new Float32Array(Math.ceil(lengthFrames / LIMITER_POINT_FRAMES) + 1).fill(1);
  let at = 0;
  return {
    trace,
    add: (gain: Float32Array): void => {
      for (let n = 0; n < gain.length; n++, at++) {
        const point = Math.round(at / LIMITER_POINT_FRAMES);
        if (gain[n]! < trace[point]!) trace[point] = gain[n]!;
      }
    },
  };
};

async function* withTail(
  blocks: AsyncIterable<StereoBlock>,
  frames: number,
): AsyncGenerator<StereoBlock, void> {
  yield* blocks;
  yield [new Float32Array(frames), new Float32Array(frames)];
}

const scale = (block: readonly Float32Array[], gain: number): void => {
  for (const channel of block) {
    for (let n = 0; n < channel.length; n++) channel[n]! *= gain;
  }
};

/** Gain, limiter, meters and (when given) the encoder, over one pass of the premix. */
export const masterPass = async (
  premix: AsyncIterable<StereoBlock>,
  { gainDb, ceilingDb, lengthFrames }: MasterSettings,
  writer: AudioWriter | null,
  onFrames: (done: number) => void,
): Promise<Mastered> => {
  const limiter = createLimiter({ sampleRateHz: MIX_RATE_HZ, channels: 2, ceilingDb });
  const cutSound = createHeadCut(limiter.delayFrames);
  const cutGain = createHeadCut(limiter.delayFrames);
  const meter = createMixMeter();
  const trace = createGainTrace(lengthFrames);
  const dither = createDither();
  const gain = gainOfDb(gainDb);
  let done = 0;
  for await (const block of withTail(premix, limiter.delayFrames)) {
    scale(block, gain);
    const limited = limiter.process(block);
    const channels = cutSound(limited.channels);
    const frames = channels[0]?.length ?? 0;
    if (frames === 0) continue;
    meter.add(channels);
    trace.add(cutGain([limited.gain])[0]!);
    if (writer?.integer) await writer.add({ kind: 'integer', samples: dither.quantize(channels) });
    else await writer?.add({ kind: 'float', channels });
    onFrames((done += frames));
  }
  return { measured: meter.finish(), limiterGain: trace.trace };
};
