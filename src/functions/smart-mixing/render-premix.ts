import { FRAMES_PER_POINT, MIX_RATE_HZ } from '../../core/mix-graph';
import { createLoudnessMeter } from '../../dsp/loudness';
import type { MixPlan } from './mix-plan';
import { createPlacedReader, type TrackPcm } from './placed-reader';
import { addToSum, BLOCK_FRAMES, createTrackPath } from './render-track';

export type StereoBlock = readonly [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>];

const stereoSilence = (frames: number): StereoBlock => [new Float32Array(frames), new Float32Array(frames)];

const openTracks = (plan: MixPlan, pcms: readonly TrackPcm[]) =>
  plan.tracks.flatMap((track, index) => {
    const pcm = pcms[index]!;
    if (track.placement.endFrame <= track.placement.startFrame) return [];
    return {
      track,
      index,
      reader: createPlacedReader(pcm, track.placement),
      path: createTrackPath(plan, index, pcm.channels),
      meter: createLoudnessMeter(MIX_RATE_HZ, pcm.channels),
      mono: pcm.channels === 1,
    };
  });

/**
 * The sum of all tracks before mastering, in blocks of one second. With `meters`, also measures every track
 * (muted ones too: the page may bring them back): K-weighted energies per 100 ms before fader and pan.
 */
export async function* renderPremix(
  plan: MixPlan,
  pcms: readonly TrackPcm[],
  meters: number[][] | null,
): AsyncGenerator<StereoBlock, void> {
  const tracks = openTracks(plan, pcms).filter(({ track }) => meters !== null || !track.muted);
  const renderBlock = async (at: number): Promise<StereoBlock> => {
    const frames = Math.min(BLOCK_FRAMES, plan.lengthFrames - at);
    const sum = stereoSilence(frames);
    for (const { track, reader, path, meter } of tracks) {
      const block = await reader.read(frames);
      path(block, at / FRAMES_PER_POINT);
      if (meters) meter.add(block);
      if (!track.muted) addToSum(sum, block, track);
    }
    return sum;
  };
  try {
    for (let at = 0; at < plan.lengthFrames; at += BLOCK_FRAMES) yield await renderBlock(at);
    for (const { index, meter, mono } of tracks) {
      meters?.[index]?.push(...meter.energies().map((energy) => (mono ? 2 * energy : energy)));
    }
  } finally {
    for (const { reader } of tracks) await reader.close();
  }
}
