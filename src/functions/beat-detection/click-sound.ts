import type { Beat } from './beat-map';

const CLICK_SECONDS = 0.05;
const DOWNBEAT_HZ = 1760;
const BEAT_HZ = 1174.66;
const CLICK_LEVEL = 0.5;
/** The music steps back so that clicks never clip on top of it. */
export const MUSIC_GAIN = 0.5;

/** A decaying sine, `[samples]`; higher for downbeats. The page's preview plays the same. */
export const clickSound = (isDownbeat: boolean, sampleRateHz: number): Float32Array<ArrayBuffer> => {
  const hz = isDownbeat ? DOWNBEAT_HZ : BEAT_HZ;
  return Float32Array.from({ length: Math.round(CLICK_SECONDS * sampleRateHz) }, (_, n) => {
    const seconds = n / sampleRateHz;
    return CLICK_LEVEL * Math.sin(2 * Math.PI * hz * seconds) * Math.exp((-5 * seconds) / CLICK_SECONDS);
  });
};

/** Mixes clicks into blocks that arrive in order: call with each block's start in samples. */
export const createClickMixer = (beats: readonly Beat[], sampleRateHz: number) => {
  const sounds = { strong: clickSound(true, sampleRateHz), weak: clickSound(false, sampleRateHz) };
  const clicks = beats.map((beat) => ({
    start: Math.round(beat.timeSeconds * sampleRateHz),
    sound: beat.number === 1 ? sounds.strong : sounds.weak,
  }));
  let next = 0;
  return (block: readonly Float32Array[], startSample: number): Float32Array<ArrayBuffer>[] => {
    const mixed = block.map((channel) => channel.map((sample) => sample * MUSIC_GAIN));
    const length = block[0]?.length ?? 0;
    while (next < clicks.length && clicks[next]!.start + clicks[next]!.sound.length <= startSample) next++;
    for (let k = next; k < clicks.length && clicks[k]!.start < startSample + length; k++) {
      const { start, sound } = clicks[k]!;
      const from = Math.max(0, startSample - start);
      const to = Math.min(sound.length, startSample + length - start);
      for (let n = from; n < to; n++)
        for (const channel of mixed) channel[start + n - startSample]! += sound[n]!;
    }
    return mixed;
  };
};
