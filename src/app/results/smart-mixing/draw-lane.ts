import { CURVE_POINTS_PER_SECOND } from '../../../core/mix-graph';
import { duckOf, type MixData, type MixTrack, type TrackEdit } from './mix-data';

/** The gain line's scale: top and bottom of the lane in dB relative to the track's usual level. */
const TOP_DB = 12;
const BOTTOM_DB = -30;
/** Waveforms are not blown up beyond this: room noise is not music. */
const QUIETEST_FULL = 0.03;

export interface LaneColors {
  readonly wave: string;
  readonly muted: string;
  readonly speech: string;
  readonly line: string;
}

const peakAt = (track: MixTrack, peaks: Float32Array, seconds: number): number => {
  if (seconds < track.startSeconds || seconds >= track.endSeconds || track.passSeconds <= 0) return 0;
  const inTrack = ((seconds - track.startSeconds) % track.passSeconds) + track.skipSeconds;
  return (peaks[Math.floor(inTrack / track.secondsPerPeak)] ?? 0) / 255;
};

/** Gain of the track over time in dB, as ducking, levelling, fades and the fader make it; one value per pixel. */
const gainLine = (
  data: MixData,
  index: number,
  edits: readonly TrackEdit[],
  widthPx: number,
): readonly number[] => {
  const track = data.curves.tracks[index]!;
  const duck = duckOf(data, track, (voice) => edits[voice]!.mute);
  const level = data.list(track.level);
  const usual = level.slice().sort()[Math.floor(level.length / 2)] || 1;
  return Array.from({ length: widthPx }, (_, x) => {
    const point = Math.round((x / widthPx) * data.curves.seconds * CURVE_POINTS_PER_SECOND);
    const gain = ((level[point] ?? 0) * (duck[point] ?? 1)) / usual;
    return 20 * Math.log10(Math.max(1e-4, gain)) + edits[index]!.gainDb;
  });
};

const drawWave = (
  g: CanvasRenderingContext2D,
  track: MixTrack,
  peaks: Float32Array,
  seconds: number,
): void => {
  const { width, height } = g.canvas;
  // A quiet recording fills its lane as a loud one does: its level is told by the gain line.
  const full = Math.max(QUIETEST_FULL, peaks.reduce((top, peak) => Math.max(top, peak), 0) / 255);
  for (let x = 0; x < width; x++) {
    const share = peakAt(track, peaks, (x / width) * seconds) / full;
    const half = Math.max(0.5, (0.94 * share * height) / 2);
    g.fillRect(x, height / 2 - half, 1, 2 * half);
  }
};

const drawSpeech = (g: CanvasRenderingContext2D, track: MixTrack, seconds: number): void => {
  const { width, height } = g.canvas;
  for (const [from, to] of track.speech) {
    const start = track.startSeconds + Math.max(0, from - track.skipSeconds);
    const end = Math.min(track.endSeconds, track.startSeconds + to - track.skipSeconds);
    if (end > start) g.fillRect((start / seconds) * width, 0, ((end - start) / seconds) * width, height);
  }
};

/** Waveform, shaded speech and the gain line, at the canvas's own resolution. */
export const drawLane = (
  canvas: HTMLCanvasElement,
  data: MixData,
  { index, edits, colors }: { index: number; edits: readonly TrackEdit[]; colors: LaneColors },
): void => {
  const g = canvas.getContext('2d');
  if (!g) return;
  const track = data.curves.tracks[index]!;
  const { seconds } = data.curves;
  const { width, height } = canvas;
  g.clearRect(0, 0, width, height);
  if (track.role === 'voice') {
    g.fillStyle = colors.speech;
    drawSpeech(g, track, seconds);
  }
  g.fillStyle = edits[index]!.mute ? colors.muted : colors.wave;
  drawWave(g, track, data.list(track.peaks), seconds);
  g.strokeStyle = colors.line;
  g.lineWidth = Math.max(2, height / 48);
  g.beginPath();
  gainLine(data, index, edits, width).forEach((dB, x) => {
    const share = (TOP_DB - Math.max(BOTTOM_DB, Math.min(TOP_DB, dB))) / (TOP_DB - BOTTOM_DB);
    g.lineTo(x, g.lineWidth + share * (height - 2 * g.lineWidth));
  });
  g.stroke();
};
