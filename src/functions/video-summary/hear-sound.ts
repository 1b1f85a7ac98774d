import { isAbortError } from '../../core/errors';
import { createLoudnessMeter, LOUDNESS_STEP_SECONDS, momentaryLoudness } from '../../dsp/loudness';
import { createMelStream } from '../../dsp/mel';
import { createOnsetFlux } from '../../dsp/onset';
import type { MediaSource } from '../../media/media-source';

/** Enough for loudness and onsets; speech is listened to at this rate as well. */
export const LISTEN_RATE_HZ = 16_000;
/** Onset strength has this many values a second. */
export const ONSETS_PER_SECOND = 100;
const HOP = LISTEN_RATE_HZ / ONSETS_PER_SECOND;
const BANDS = 24;
const MEL = { sampleRateHz: LISTEN_RATE_HZ, fftSamples: 512, hopSamples: HOP, bands: BANDS };
/** Magnitudes are compared as log(1 + this times magnitude), as in beat tracking. */
const LOG_GAIN = 1000;
const FLUX = { lagFrames: 2, maxFilterBands: 1, groups: [[0, BANDS]] } as const;

export interface Sound {
  /** LUFS of 400 ms windows, one each 100 ms. */
  readonly loudness: Float64Array;
  readonly loudnessStepSeconds: number;
  /** Rise of the spectrum, `ONSETS_PER_SECOND`. */
  readonly onsets: Float32Array;
  readonly durationSeconds: number;
}

export interface HearTools {
  readonly signal: AbortSignal;
  readonly log: (message: string) => void;
  readonly onProgress: (fraction: number) => void;
}

const listen = async (source: MediaSource, tools: HearTools): Promise<Sound> => {
  const meter = createLoudnessMeter(LISTEN_RATE_HZ, 1);
  const flux = createOnsetFlux(BANDS, FLUX);
  const rise = new Float32Array(1);
  const onsets: number[] = [];
  const mel = createMelStream({ ...MEL, minHz: 40, maxHz: 7500 }, (bands) => {
    flux.push(
      bands.map((value) => Math.log1p(LOG_GAIN * value)),
      rise,
    );
    onsets.push(rise[0]!);
  });
  let heard = 0;
  for await (const { channels, frameCount } of source.pcm({ sampleRateHz: LISTEN_RATE_HZ, channels: 1 })) {
    tools.signal.throwIfAborted();
    meter.add(channels);
    mel.push(channels[0]!);
    heard += frameCount / LISTEN_RATE_HZ;
    tools.onProgress(heard / Math.max(heard, source.durationSeconds));
  }
  mel.finish();
  return {
    loudness: momentaryLoudness(meter.energies()),
    loudnessStepSeconds: LOUDNESS_STEP_SECONDS,
    onsets: Float32Array.from(onsets),
    durationSeconds: heard,
  };
};

/** One pass over the whole sound track; `null` when there is none or it does not decode. */
export const hearSound = async (source: MediaSource, tools: HearTools): Promise<Sound | null> => {
  if (!source.audio) return null;
  try {
    return await listen(source, tools);
  } catch (error) {
    tools.signal.throwIfAborted();
    if (isAbortError(error)) throw error;
    tools.log(`The sound does not decode and is left out: ${String(error)}`);
    return null;
  }
};
