import {
  BED_DIP,
  CURVE_POINTS_PER_SECOND,
  dipShare,
  gainOfDb,
  highpassOf,
  LIMITER_POINTS_PER_SECOND,
  type MixFilter,
  panFactors,
} from '../../../core/mix-graph';
import { duckOf, foretellMasterDb, type MixData, type TrackEdit } from './mix-data';

/** One track's nodes: sound goes into `input`; `fader`, `left` and `right` follow the person's hands. */
export interface TrackNodes {
  readonly input: AudioNode;
  readonly fader: GainNode;
  readonly left: GainNode;
  readonly right: GainNode;
}

export interface PreviewGraph {
  readonly tracks: readonly TrackNodes[];
  readonly master: GainNode;
}

export interface PreviewSettings {
  readonly edits: readonly TrackEdit[];
  /** The edits the file was made with. */
  readonly made: readonly TrackEdit[];
  /** Only these are heard; empty = all. */
  readonly soloed: ReadonlySet<number>;
}

/** Second of the mix that plays at context time `when`. */
export interface PreviewStart {
  readonly fromSeconds: number;
  readonly when: number;
}

/** For pass filters Web Audio states Q in decibels, for peaking filters as a factor. */
const createFilter = (
  context: BaseAudioContext,
  { type, frequencyHz, q, gainDb }: MixFilter,
): BiquadFilterNode =>
  new BiquadFilterNode(context, {
    type,
    frequency: frequencyHz,
    Q: type === 'highpass' ? 20 * Math.log10(q) : q,
    gain: gainDb,
  });

/** Plays a curve of evenly spaced points from a second of the mix on. */
const playCurve = (
  param: AudioParam,
  curve: Float32Array,
  pointsPerSecond: number,
  { fromSeconds, when }: PreviewStart,
): void => {
  const first = fromSeconds * pointsPerSecond;
  const whole = Math.floor(first);
  const share = first - whole;
  const head = (curve[whole] ?? 0) * (1 - share) + (curve[whole + 1] ?? curve[whole] ?? 0) * share;
  param.setValueAtTime(head, when);
  const rest = curve.subarray(whole + 1);
  if (rest.length < 2) return;
  const next = when + (1 - share) / pointsPerSecond;
  param.linearRampToValueAtTime(rest[0]!, next);
  param.setValueCurveAtTime(rest, next, (rest.length - 1) / pointsPerSecond);
};

const createPan = (context: BaseAudioContext, input: AudioNode, output: AudioNode) => {
  const stereo = new GainNode(context, { channelCount: 2, channelCountMode: 'explicit' });
  const splitter = new ChannelSplitterNode(context, { numberOfOutputs: 2 });
  const merger = new ChannelMergerNode(context, { numberOfInputs: 2 });
  const left = new GainNode(context);
  const right = new GainNode(context);
  input.connect(stereo).connect(splitter);
  splitter.connect(left, 0).connect(merger, 0, 0);
  splitter.connect(right, 1).connect(merger, 0, 1);
  merger.connect(output);
  return { left, right };
};

/** The signal path of `core/mix-graph.ts` for one track. */
const createTrack = (
  context: BaseAudioContext,
  data: MixData,
  index: number,
  { settings, start, output }: { settings: PreviewSettings; start: PreviewStart; output: AudioNode },
): TrackNodes => {
  const track = data.curves.tracks[index]!;
  const duck = duckOf(data, track, (voice) => settings.edits[voice]!.mute);
  const input = createFilter(context, highpassOf(track.role));
  const dry = new GainNode(context);
  const wet = new GainNode(context);
  const level = new GainNode(context);
  const fader = new GainNode(context);
  input.connect(dry).connect(level);
  if (track.ducks.length > 0) {
    const share = duck.map(dipShare);
    input.connect(createFilter(context, BED_DIP)).connect(wet).connect(level);
    playCurve(
      dry.gain,
      share.map((x) => 1 - x),
      CURVE_POINTS_PER_SECOND,
      start,
    );
    playCurve(wet.gain, share, CURVE_POINTS_PER_SECOND, start);
  }
  const gain = data.list(track.level).map((value, i) => value * duck[i]!);
  playCurve(level.gain, gain, CURVE_POINTS_PER_SECOND, start);
  level.connect(fader);
  return { input, fader, ...createPan(context, fader, output) };
};

/** Sets faders, pans, mutes and the foretold master gain; safe while it plays. */
export const applySettings = (graph: PreviewGraph, data: MixData, settings: PreviewSettings): void => {
  for (const [index, nodes] of graph.tracks.entries()) {
    const edit = settings.edits[index]!;
    const isHeard = !edit.mute && (settings.soloed.size === 0 || settings.soloed.has(index));
    const [left, right] = panFactors(edit.pan);
    nodes.fader.gain.value = isHeard ? gainOfDb(edit.gainDb) : 0;
    nodes.left.gain.value = left;
    nodes.right.gain.value = right;
  }
  const change = foretellMasterDb(data, settings.edits, settings.made);
  graph.master.gain.value = gainOfDb(data.curves.masterGainDb + change);
};

/** Builds all tracks, master gain and the limiter's own curve, running from `start` on. */
export const createPreviewGraph = (
  context: BaseAudioContext,
  data: MixData,
  settings: PreviewSettings,
  start: PreviewStart,
): PreviewGraph => {
  const master = new GainNode(context);
  const limiter = new GainNode(context);
  master.connect(limiter).connect(context.destination);
  playCurve(limiter.gain, data.list(data.curves.limiter), LIMITER_POINTS_PER_SECOND, start);
  const tracks = data.curves.tracks.map((_, index) =>
    createTrack(context, data, index, { settings, start, output: master }),
  );
  const graph = { tracks, master };
  applySettings(graph, data, settings);
  return graph;
};
