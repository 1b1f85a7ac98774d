import { integratedLoudness } from '../../core/loudness-gate';
import { MIX_RATE_HZ } from '../../core/mix-graph';
import type { Scratch } from '../../core/scratch';
import { createLoudnessMeter } from '../../dsp/loudness';
import { type AudioFormat, openAudioWriter } from '../../media/open-audio-writer';
import type { MediaSource } from '../../media/media-source';
import { masterPass, type Mastered, type Measured } from './master';
import type { MixPlan } from './mix-plan';
import type { TrackPcm } from './placed-reader';
import { renderPremix, type StereoBlock } from './render-premix';
import { createStemWriter, readStem, stemBytes, STEM_BUDGET_BYTES } from './stem-file';
import { verifyMix } from './verify-mix';

export interface MixTools {
  readonly scratch: Scratch;
  readonly signal: AbortSignal;
  readonly log: (message: string) => void;
  readonly onMixed: (fraction: number) => void;
  readonly onMastered: (fraction: number) => void;
}

export interface Premix {
  /** `-Infinity` for silence. */
  readonly lufs: number;
  /** K-weighted energies per 100 ms of each track, before fader and pan. */
  readonly energies: readonly (readonly number[])[];
  blocks(): AsyncIterable<StereoBlock>;
}

async function* asStereo(blocks: AsyncIterable<readonly Float32Array<ArrayBuffer>[]>) {
  for await (const [left, right] of blocks) yield [left!, right!] as const;
}

/** Sums the tracks once, and keeps the sum on disk where it fits: mastering may need it more than once. */
export const preparePremix = async (
  plan: MixPlan,
  pcms: readonly TrackPcm[],
  tools: MixTools,
): Promise<Premix> => {
  const keep = stemBytes(plan.lengthFrames / MIX_RATE_HZ, 2) <= STEM_BUDGET_BYTES;
  const writer = keep ? await createStemWriter(tools.scratch, 'premix.wav', 2) : null;
  const energies = pcms.map((): number[] => []);
  const meter = createLoudnessMeter(MIX_RATE_HZ, 2);
  let done = 0;
  for await (const block of renderPremix(plan, pcms, energies)) {
    tools.signal.throwIfAborted();
    meter.add(block);
    await writer?.add(block);
    tools.onMixed((done += block[0].length) / plan.lengthFrames);
  }
  const file = await writer?.finish();
  const blocks = () => (file ? asStereo(readStem(file, 2, 0)) : renderPremix(plan, pcms, null));
  return { lufs: integratedLoudness(meter.energies()), energies, blocks };
};

/** The limiter takes some loudness away; the gain is corrected until the file reads its target this closely. */
const LOUDNESS_TOLERANCE_LU = 0.12;
/** Encoders overshoot anew each time; with every pass the limiter goes this much further down than what was measured. */
const OVERSHOOT_MARGIN_DB = 0.03;
const MAX_PASSES = 5;
/** Silence can not be brought to a target, and a whisper is not blown up to noise without end. */
const MAX_GAIN_DB = 50;

export interface MasterTarget {
  readonly format: AudioFormat;
  readonly fileName: string;
  readonly targetLufs: number;
  readonly truePeakDb: number;
  readonly lengthFrames: number;
  readonly picture: MediaSource | null;
}

export interface ProducedMix {
  readonly file: File;
  readonly gainDb: number;
  /** As the written file decodes. */
  readonly measured: Measured;
  readonly limiterGain: Float32Array<ArrayBuffer>;
}

/** Masters the premix into a file that reads the target, and reads the file back. Throws `encode-failed`, `verify-failed`. */
export const produceMix = async (
  premix: Premix,
  target: MasterTarget,
  tools: MixTools,
): Promise<ProducedMix> => {
  const { truePeakDb, targetLufs } = target;
  const silent = premix.lufs === -Infinity;
  let gainDb = silent ? 0 : Math.min(MAX_GAIN_DB, targetLufs - premix.lufs);
  let ceilingDb = truePeakDb;
  for (let pass = 1; ; pass++) {
    const produced = await writeOnce(premix, { ...target, gainDb, ceilingDb }, tools);
    const { lufs, truePeakDb: peak } = produced.measured;
    tools.log(`Pass ${pass}: gain ${gainDb.toFixed(2)} dB, ${lufs.toFixed(2)} LUFS, ${peak.toFixed(2)} dBTP`);
    const missing = silent ? 0 : targetLufs - lufs;
    const over = Math.max(0, peak - truePeakDb);
    const close = Math.abs(missing) <= LOUDNESS_TOLERANCE_LU && over === 0;
    if (close || pass === MAX_PASSES) return { ...produced, gainDb };
    gainDb = Math.min(MAX_GAIN_DB, gainDb + missing);
    if (over > 0) ceilingDb -= over + pass * OVERSHOOT_MARGIN_DB;
  }
};

const writeOnce = async (
  premix: Premix,
  target: MasterTarget & { readonly gainDb: number; readonly ceilingDb: number },
  tools: MixTools,
): Promise<Omit<ProducedMix, 'gainDb'>> => {
  const { lengthFrames, format, picture } = target;
  await using writer = await openAudioWriter({
    target: await tools.scratch.createFile(target.fileName),
    format,
    sampleRateHz: MIX_RATE_HZ,
    channels: 2,
    durationSeconds: lengthFrames / MIX_RATE_HZ,
    signal: tools.signal,
    ...(picture ? { picture } : {}),
  });
  const mastered: Mastered = await masterPass(premix.blocks(), target, writer, (frames) =>
    tools.onMastered((0.8 * frames) / lengthFrames),
  );
  const file = await writer.finish();
  const decoded = await verifyMix(file, { lengthFrames, whole: !writer.integer }, tools);
  return { file, measured: decoded ?? mastered.measured, limiterGain: mastered.limiterGain };
};
