export interface FrameStreamOptions {
  readonly frameSamples: number;
  readonly hopSamples: number;
  /** Multiplied onto each frame, `[frameSamples]`. */
  readonly window: Float32Array;
  /** Called with each windowed frame; the buffer is reused, so copy what must last. */
  readonly onFrame: (frame: Float32Array, index: number) => void;
}

/** Cuts a stream of blocks into overlapping frames without holding more than one frame. */
export interface FrameStream {
  push(samples: Float32Array): void;
  /** Pads the end with zeros so that the frame centred on the last hop inside the signal is out. */
  finish(): void;
}

/**
 * Frame `i` is centred on sample `i * hopSamples`; samples before the start and after the end count as zero.
 * A signal of n samples gives `ceil(n / hopSamples)` frames, however it is split into blocks.
 */
export const createFrameStream = (options: FrameStreamOptions): FrameStream => {
  const { frameSamples, hopSamples, window, onFrame } = options;
  const held = new Float32Array(frameSamples);
  const frame = new Float32Array(frameSamples);
  let filled = frameSamples >> 1;
  let skip = 0;
  let index = 0;
  let received = 0;

  const emit = (): void => {
    for (let n = 0; n < frameSamples; n++) frame[n] = held[n]! * window[n]!;
    onFrame(frame, index++);
    const kept = Math.max(0, frameSamples - hopSamples);
    held.copyWithin(0, frameSamples - kept);
    filled = kept;
    skip = Math.max(0, hopSamples - frameSamples);
  };
  const take = (samples: Float32Array): void => {
    let at = 0;
    while (at < samples.length) {
      const skipped = Math.min(skip, samples.length - at);
      skip -= skipped;
      at += skipped;
      const copied = Math.min(frameSamples - filled, samples.length - at);
      held.set(samples.subarray(at, at + copied), filled);
      filled += copied;
      at += copied;
      if (filled === frameSamples) emit();
    }
  };
  const finish = (): void => {
    const wanted = Math.ceil(received / hopSamples);
    while (index < wanted) take(new Float32Array(skip + frameSamples - filled));
  };
  return {
    push: (samples) => {
      received += samples.length;
      take(samples);
    },
    finish,
  };
};
