import { MIX_RATE_HZ } from '../../../core/mix-graph';
import type { MixData } from './mix-data';
import { createPreviewGraph, type PreviewGraph, type PreviewSettings } from './preview-graph';
import { readStemWindow } from './read-stem';

/** Sound is read and scheduled in windows this long, this far ahead. */
const WINDOW_FRAMES = MIX_RATE_HZ * 4;
const AHEAD_SECONDS = 6;
const START_DELAY_SECONDS = 0.15;
const TICK_MS = 250;

/** One run of sound from a second of the mix on. */
export interface PlaySession {
  readonly graph: PreviewGraph;
  position(): number;
  stop(): void;
}

interface SessionOptions {
  readonly context: AudioContext;
  readonly data: MixData;
  readonly settings: PreviewSettings;
  readonly fromSeconds: number;
  readonly onEnd: () => void;
}

/** Schedules all tracks' windows into the graph; stopped ones are dropped. */
const createScheduler = (
  { context, data, fromSeconds }: SessionOptions,
  graph: PreviewGraph,
  when: number,
) => {
  const sources = new Set<AudioBufferSourceNode>();
  let isOpen = true;
  const start = (index: number, planes: readonly Float32Array<ArrayBuffer>[], frame: number): void => {
    const length = planes[0]!.length;
    const buffer = new AudioBuffer({ length, numberOfChannels: planes.length, sampleRate: MIX_RATE_HZ });
    planes.forEach((plane, c) => buffer.copyToChannel(plane, c));
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(graph.tracks[index]!.input);
    source.start(when + frame / MIX_RATE_HZ - fromSeconds);
    sources.add(source);
    source.addEventListener('ended', () => sources.delete(source));
  };
  return {
    fill: async (frame: number, count: number): Promise<void> => {
      const windows = data.curves.tracks.map(async (track, index) => {
        const stem = data.stems[index];
        const planes = stem ? await readStemWindow(stem, track, frame, count) : null;
        if (planes && isOpen) start(index, planes, frame);
      });
      await Promise.all(windows);
    },
    close: (): void => {
      isOpen = false;
      for (const source of sources) source.stop();
    },
  };
};

export const startSession = (options: SessionOptions): PlaySession => {
  const { context, data, settings, fromSeconds, onEnd } = options;
  const lastFrame = Math.round(data.curves.seconds * MIX_RATE_HZ);
  const when = context.currentTime + START_DELAY_SECONDS;
  const graph = createPreviewGraph(context, data, settings, { fromSeconds, when });
  const scheduler = createScheduler(options, graph, when);
  let nextFrame = Math.round(fromSeconds * MIX_RATE_HZ);
  let isFilling = false;
  const position = (): number =>
    Math.min(data.curves.seconds, fromSeconds + Math.max(0, context.currentTime - when));
  const keepFilled = async (): Promise<void> => {
    if (position() >= data.curves.seconds) onEnd();
    if (isFilling) return;
    isFilling = true;
    while (nextFrame < lastFrame && nextFrame / MIX_RATE_HZ < position() + AHEAD_SECONDS) {
      const count = Math.min(WINDOW_FRAMES, lastFrame - nextFrame);
      await scheduler.fill(nextFrame, count);
      nextFrame += count;
    }
    isFilling = false;
  };
  const timer = window.setInterval(() => void keepFilled(), TICK_MS);
  void keepFilled();
  return {
    graph,
    position,
    stop: () => {
      window.clearInterval(timer);
      scheduler.close();
      graph.master.disconnect();
    },
  };
};
