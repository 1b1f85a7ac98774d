/** Sounds with known beats, made by the tests themselves. */

export interface WavOptions {
  readonly sampleRateHz: number;
  readonly channels?: number;
  /** Constant added to every sample. */
  readonly offset?: number;
}

/** 16-bit WAV of a signal that is the same in every channel. */
export const wavOf = (
  signal: Float32Array,
  { sampleRateHz, channels = 1, offset = 0 }: WavOptions,
): Buffer => {
  const bytes = Buffer.alloc(44 + signal.length * channels * 2);
  bytes.write('RIFF', 0, 'ascii');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8, 'ascii');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(sampleRateHz, 24);
  bytes.writeUInt32LE(sampleRateHz * channels * 2, 28);
  bytes.writeUInt16LE(channels * 2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'ascii');
  bytes.writeUInt32LE(signal.length * channels * 2, 40);
  for (let n = 0; n < signal.length; n++) {
    const value = Math.round(32_767 * Math.min(1, Math.max(-1, signal[n]! + offset)));
    for (let c = 0; c < channels; c++) bytes.writeInt16LE(value, 44 + (n * channels + c) * 2);
  }
  return bytes;
};

/** The same noise every time, -1..1. */
export const createNoise = (seed = 1) => {
  let state = seed;
  return (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
};

export interface DrumLoop {
  readonly bpm: number;
  readonly seconds: number;
  readonly sampleRateHz: number;
  readonly beatsPerBar?: number;
}

/** Where the beats of `drumLoop` are, in seconds. */
export const drumBeats = ({ bpm, seconds }: DrumLoop): number[] =>
  Array.from({ length: Math.floor(((seconds - 0.2) * bpm) / 60) }, (_, n) => 0.1 + (n * 60) / bpm);

/** Kick on the first beat, snare on the others (in four: on two and four), hats on eighths, a bass note a bar. */
export const drumLoop = (loop: DrumLoop): Float32Array => {
  const { bpm, seconds, sampleRateHz, beatsPerBar = 4 } = loop;
  const out = new Float32Array(Math.round(seconds * sampleRateHz));
  const noise = createNoise();
  const hit = (at: number, lengthSeconds: number, sound: (t: number) => number): void => {
    const start = Math.round(at * sampleRateHz);
    for (let n = 0; n < lengthSeconds * sampleRateHz && start + n < out.length; n++) {
      out[start + n]! += sound(n / sampleRateHz);
    }
  };
  drumBeats(loop).forEach((time, n) => {
    const inBar = n % beatsPerBar;
    const isKick = beatsPerBar === 4 ? inBar % 2 === 0 : inBar === 0;
    const level = inBar === 0 ? 0.5 : 0.4;
    if (isKick)
      hit(
        time,
        0.2,
        (t) => level * Math.sin(2 * Math.PI * (55 + 60 * Math.exp(-40 * t)) * t) * Math.exp(-18 * t),
      );
    else hit(time, 0.15, (t) => 0.3 * noise() * Math.exp(-25 * t));
    for (const half of [0, 0.5])
      hit(time + (half * 60) / bpm, 0.04, (t) => 0.12 * noise() * Math.exp(-90 * t));
    const bassHz = [55, 73.4, 65.4, 49][Math.floor(n / beatsPerBar) % 4]!;
    if (inBar === 0)
      hit(
        time,
        (beatsPerBar * 60) / bpm,
        (t) => 0.18 * Math.sin(2 * Math.PI * bassHz * t) * Math.min(1, 40 * t),
      );
  });
  return out;
};
