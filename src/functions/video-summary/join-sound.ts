import { clamp } from '../../core/geometry';

type Planes = readonly Float32Array<ArrayBuffer>[];

/** One stretch of sound on the output's clock. */
export interface SoundPiece {
  /** First sample of the output it covers, fade-in included. */
  readonly fromSample: number;
  readonly toSample: number;
  /** Samples over which it comes in and goes out. */
  readonly fadeInSamples: number;
  readonly fadeOutSamples: number;
}

/** Equal power: squares of a fade-in and the fade-out beside it add up to one. */
const gainAt = (piece: SoundPiece, sample: number): number => {
  const inShare = piece.fadeInSamples > 0 ? (sample - piece.fromSample + 0.5) / piece.fadeInSamples : 1;
  const outShare = piece.fadeOutSamples > 0 ? (piece.toSample - sample - 0.5) / piece.fadeOutSamples : 1;
  return Math.sin((clamp(inShare, 0, 1) * Math.PI) / 2) * Math.sin((clamp(outShare, 0, 1) * Math.PI) / 2);
};

/** Applies the piece's fades to samples that start at `atSample` of the output, in place. */
export const fadePiece = (piece: SoundPiece, atSample: number, planes: Planes): void => {
  for (const plane of planes) {
    for (let n = 0; n < plane.length; n++) plane[n] = plane[n]! * gainAt(piece, atSample + n);
  }
};

/** A row of samples that pieces are added to; what no later piece can reach is taken off the front. */
export const createSoundJoiner = (channels: number) => {
  let start = 0;
  let planes: Planes = Array.from({ length: channels }, () => new Float32Array(0));
  const grow = (length: number): void => {
    if ((planes[0]?.length ?? 0) >= length) return;
    planes = planes.map((plane) => {
      const longer = new Float32Array(length);
      longer.set(plane);
      return longer;
    });
  };
  return {
    /** Adds samples at a place on the output's clock; what lies before the part already taken is dropped. */
    add(atSample: number, block: Planes): void {
      const skip = Math.max(0, start - atSample);
      const length = block[0]?.length ?? 0;
      if (skip >= length) return;
      grow(atSample - start + length);
      planes.forEach((plane, c) => {
        const from = block[c] ?? block[0]!;
        for (let n = skip; n < length; n++) plane[atSample - start + n]! += from[n]!;
      });
    },
    /** Takes everything up to a sample; silence where nothing was added. */
    take(toSample: number): Planes {
      const length = Math.max(0, toSample - start);
      grow(length);
      const taken = planes.map((plane) => plane.slice(0, length));
      planes = planes.map((plane) => plane.slice(length));
      start += length;
      return taken;
    },
  };
};
