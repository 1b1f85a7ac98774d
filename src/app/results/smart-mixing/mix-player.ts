import { MIX_RATE_HZ } from '../../../core/mix-graph';
import type { MixData } from './mix-data';
import { type PlaySession, startSession } from './play-session';
import { applySettings, type PreviewSettings } from './preview-graph';

/** Plays the tracks through the preview graph in real time. Closing it stops the sound. */
export interface MixPlayer {
  play(fromSeconds: number): Promise<void>;
  pause(): void;
  /** Faders, pans and solo act at once. Mutes change ducking too, so the graph is built anew. */
  update(settings: PreviewSettings): void;
  position(): number;
  isPlaying(): boolean;
  close(): void;
}

const mutesOf = (settings: PreviewSettings): string =>
  settings.edits.map(({ mute }) => Number(mute)).join('');

export const createMixPlayer = (data: MixData, initial: PreviewSettings): MixPlayer => {
  let context: AudioContext | null = null;
  let settings = initial;
  let session: PlaySession | null = null;
  let resting = 0;

  const position = (): number => session?.position() ?? resting;
  const pause = (): void => {
    resting = position();
    session?.stop();
    session = null;
  };
  const play = async (fromSeconds: number): Promise<void> => {
    pause();
    context ??= new AudioContext({ sampleRate: MIX_RATE_HZ });
    await context.resume();
    const isOver = fromSeconds >= data.curves.seconds - 0.05;
    const from = isOver ? 0 : Math.round(fromSeconds * MIX_RATE_HZ) / MIX_RATE_HZ;
    const onEnd = (): void => {
      pause();
      resting = 0;
    };
    session = startSession({ context, data, settings, fromSeconds: from, onEnd });
  };
  return {
    play,
    pause,
    update: (next) => {
      const needsNewGraph = mutesOf(next) !== mutesOf(settings);
      settings = next;
      if (!session) return;
      if (needsNewGraph) void play(position());
      else applySettings(session.graph, data, settings);
    },
    position,
    isPlaying: () => session !== null,
    close: () => {
      pause();
      void context?.close();
      context = null;
    },
  };
};
