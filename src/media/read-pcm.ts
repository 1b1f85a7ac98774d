import { AudioSampleSink, InputDisposedError, type AudioSample, type InputAudioTrack } from 'mediabunny';
import type { AudioTrackInfo, PcmBlock, PcmOptions } from './media-source';
import { mixChannels, planMix } from './mix-channels';
import { placeSamples } from './place-samples';
import { createResampler } from './resample';

export interface AudioReadContext {
  readonly track: InputAudioTrack;
  readonly info: AudioTrackInfo;
  readonly offsetSeconds: number;
}

/** Decoders with memory (AAC overlap, Opus, the resampling filter) settle within this time before the range. */
const PREROLL_SECONDS = 0.1;

/** Decoders stop at damaged packets; this much is passed over before the next try. */
const DAMAGE_STEP_SECONDS = 0.1;
/** After this many tries in a row without a sample the rest is given up. */
const MAX_DAMAGED_STEPS = 50;

type Planes = readonly Float32Array<ArrayBuffer>[];

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);

/** Decoded audio in order; what is damaged is left out (and so becomes silence). Throws when nothing decodes. */
async function* decodeThroughDamage(
  track: InputAudioTrack,
  from: number,
  to: number,
): AsyncGenerator<AudioSample, void> {
  let [start, hasDecoded, damaged] = [from, false, 0];
  async function* forward(samples: AsyncIterable<AudioSample>) {
    for await (const sample of samples) {
      [start, hasDecoded, damaged] = [sample.timestamp + sample.duration, true, 0];
      yield sample;
    }
  }
  for (;;) {
    try {
      return yield* forward(new AudioSampleSink(track).samples(start, to));
    } catch (error) {
      damaged++;
      const isLost = damaged > MAX_DAMAGED_STEPS || error instanceof InputDisposedError;
      if (isLost && !hasDecoded) throw error;
      if (isLost || start >= to) return;
      start = Math.max(0, start) + DAMAGE_STEP_SECONDS;
    }
  }
}

/** Source samples to read before the range: a whole number of output samples as well, so that places stay exact. */
const planPreroll = (fromHz: number, toHz: number, startIndex: number): number => {
  const unit = fromHz / greatestCommonDivisor(fromHz, toHz);
  const wanted = Math.ceil((PREROLL_SECONDS * fromHz) / unit) * unit;
  return Math.min(wanted, Math.floor(startIndex / unit) * unit);
};

async function* changeRate(runs: AsyncIterable<Planes>, fromHz: number, toHz: number, channels: number) {
  if (fromHz === toHz) return yield* runs;
  const resampler = createResampler(fromHz, toHz, channels);
  for await (const run of runs) yield resampler.push(run);
  yield resampler.flush();
}

async function* changeChannels(runs: AsyncIterable<Planes>, from: number, to: number) {
  const matrix = planMix(from, to);
  for await (const run of runs) yield matrix ? mixChannels(run, matrix) : run;
}

/** Cuts runs of any length into blocks of `size` samples, dropping the first `drop`. The last block may be shorter. */
async function* toBlocks(runs: AsyncIterable<Planes>, channels: number, size: number, drop: number) {
  const fresh = () => Array.from({ length: channels }, () => new Float32Array(size));
  let block = fresh();
  let filled = 0;
  let toDrop = drop;
  for await (const run of runs) {
    const length = run[0]?.length ?? 0;
    let read = Math.min(toDrop, length);
    toDrop -= read;
    while (read < length) {
      const count = Math.min(size - filled, length - read);
      run.forEach((plane, channel) => block[channel]?.set(plane.subarray(read, read + count), filled));
      filled += count;
      read += count;
      if (filled < size) continue;
      yield block;
      block = fresh();
      filled = 0;
    }
  }
  if (filled > 0) yield block.map((plane) => plane.slice(0, filled));
}

/** Audio as planar float blocks from `startSeconds` to `endSeconds` or where the audio ends. */
export async function* readPcm(
  { track, info, offsetSeconds }: AudioReadContext,
  options: PcmOptions = {},
): AsyncGenerator<PcmBlock, void> {
  const fromHz = info.sampleRateHz;
  const sampleRateHz = options.sampleRateHz ?? fromHz;
  const channels = options.channels ?? info.channels;
  const startSeconds = Math.max(0, options.startSeconds ?? 0);
  const startIndex = Math.round(startSeconds * fromHz);
  const preroll = planPreroll(fromHz, sampleRateHz, startIndex);
  const from = (startIndex - preroll) / fromHz + offsetSeconds;
  const endIndex = options.endSeconds === undefined ? Infinity : Math.round(options.endSeconds * fromHz);

  const samples = decodeThroughDamage(track, from, (options.endSeconds ?? Infinity) + offsetSeconds);
  const range = { sampleRateHz: fromHz, channels: info.channels, startIndex: startIndex - preroll, endIndex };
  const mixed = changeChannels(placeSamples(samples, range, offsetSeconds), info.channels, channels);
  const resampled = changeRate(mixed, fromHz, sampleRateHz, channels);
  const size = Math.max(1, Math.round((options.blockSeconds ?? 1) * sampleRateHz));
  const drop = Math.round((preroll * sampleRateHz) / fromHz);

  let produced = 0;
  for await (const block of toBlocks(resampled, channels, size, drop)) {
    const frameCount = block[0]?.length ?? 0;
    yield { timeSeconds: startSeconds + produced / sampleRateHz, sampleRateHz, frameCount, channels: block };
    produced += frameCount;
  }
}
