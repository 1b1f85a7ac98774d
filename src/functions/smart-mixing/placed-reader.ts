import { EDGE_FRAMES, edgeGain } from '../../core/mix-graph';
import type { TrackPlacement } from './mix-plan';

/** A decoded track that can be read again from any frame. */
export interface TrackPcm {
  readonly channels: number;
  /** Planar blocks of any length. */
  blocks(fromFrame: number): AsyncIterable<readonly Float32Array[]>;
}

const applyEdges = (chunk: readonly Float32Array[], frame: number, passFrames: number): void => {
  const length = chunk[0]?.length ?? 0;
  if (frame >= EDGE_FRAMES && frame + length <= passFrames - EDGE_FRAMES) return;
  for (const channel of chunk) {
    for (let n = 0; n < length; n++) channel[n]! *= edgeGain(frame + n, passFrames);
  }
};

/** Reads exactly as many frames as asked from a stream of blocks; short of them, the rest is silence. */
const createPuller = (pcm: TrackPcm) => {
  let blocks: AsyncIterator<readonly Float32Array[]> | null = null;
  let held: readonly Float32Array[] = [];
  let at = 0;
  return {
    rewind: async (fromFrame: number): Promise<void> => {
      await blocks?.return?.();
      blocks = pcm.blocks(fromFrame)[Symbol.asyncIterator]();
      held = [];
      at = 0;
    },
    pull: async (into: readonly Float32Array[]): Promise<void> => {
      const wanted = into[0]?.length ?? 0;
      let filled = 0;
      while (filled < wanted && blocks) {
        if (at >= (held[0]?.length ?? 0)) {
          const next = await blocks.next();
          if (next.done) break;
          held = next.value;
          at = 0;
        }
        const count = Math.min(wanted - filled, held[0]!.length - at);
        for (const [c, channel] of into.entries()) channel.set(held[c]!.subarray(at, at + count), filled);
        filled += count;
        at += count;
      }
    },
    close: async (): Promise<void> => void (await blocks?.return?.()),
  };
};

/**
 * The track as it lies in the mix, read front to back: silence before it and after it, cut, repeated, with soft edges.
 * `read(frames)` gives the next planar block.
 */
export const createPlacedReader = (pcm: TrackPcm, placement: TrackPlacement) => {
  const { startFrame, skipFrames, passFrames, endFrame } = placement;
  const puller = createPuller(pcm);
  let mixFrame = 0;

  const fillPass = async (block: readonly Float32Array[], from: number): Promise<number> => {
    const inPass = (mixFrame + from - startFrame) % passFrames;
    if (inPass === 0) await puller.rewind(skipFrames);
    const length = block[0]?.length ?? 0;
    const count = Math.min(length - from, passFrames - inPass, endFrame - mixFrame - from);
    const part = block.map((channel) => channel.subarray(from, from + count));
    await puller.pull(part);
    applyEdges(part, inPass, passFrames);
    return count;
  };

  return {
    read: async (frames: number): Promise<Float32Array<ArrayBuffer>[]> => {
      const block = Array.from({ length: pcm.channels }, () => new Float32Array(frames));
      let from = Math.max(0, startFrame - mixFrame);
      while (passFrames > 0 && from < frames && mixFrame + from < endFrame)
        from += await fillPass(block, from);
      mixFrame += frames;
      return block;
    },
    close: () => puller.close(),
  };
};
