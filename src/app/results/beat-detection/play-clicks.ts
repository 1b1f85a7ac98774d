/** A tone for each level that can be heard. */
const CLICK_HZ: Readonly<Record<string, number>> = {
  section: 2349,
  downbeat: 1760,
  beat: 1175,
  subdivision: 880,
  kick: 220,
  snare: 660,
  hat: 3520,
};
const CLICK_SECONDS = 0.05;
/** Clicks are handed to the audio clock this far ahead, and looked for this often. */
const AHEAD_SECONDS = 0.25;
const EVERY_MS = 60;

export interface ClickLevel {
  readonly name: string;
  readonly times: readonly number[];
}

const startClick = (context: AudioContext, output: AudioNode, hz: number, at: number): void => {
  const tone = context.createOscillator();
  const shape = context.createGain();
  tone.frequency.value = hz;
  shape.gain.setValueAtTime(0.5, at);
  shape.gain.exponentialRampToValueAtTime(0.003, at + CLICK_SECONDS);
  tone.connect(shape).connect(output);
  tone.start(at);
  tone.stop(at + CLICK_SECONDS);
};

/** The times in `[from, to)` with the most important level of each; levels come in order of importance. */
export const clicksBetween = (
  levels: readonly ClickLevel[],
  from: number,
  to: number,
): { readonly name: string; readonly time: number }[] => {
  const seen = new Set<number>();
  return levels.flatMap(({ name, times }) =>
    times.flatMap((time) => {
      if (time < from || time >= to || seen.has(time)) return [];
      seen.add(time);
      return [{ name, time }];
    }),
  );
};

export interface ClickPlayer {
  readonly start: () => void;
  readonly stop: () => void;
  readonly close: () => void;
}

/**
 * Clicks in step with a media element. The element plays through the same audio context, so both share one clock;
 * `levels` and `loudness` are read anew each time, 0..1.
 */
export const createClickPlayer = (
  element: HTMLMediaElement,
  levels: () => readonly ClickLevel[],
  loudness: () => { readonly music: number; readonly clicks: number },
): ClickPlayer => {
  const context = new AudioContext({ latencyHint: 'interactive' });
  const music = context.createGain();
  const clicks = context.createGain();
  context.createMediaElementSource(element).connect(music).connect(context.destination);
  clicks.connect(context.destination);
  let timer: ReturnType<typeof setInterval> | undefined;
  let done = 0;
  const schedule = (): void => {
    const now = element.currentTime;
    music.gain.value = loudness().music;
    clicks.gain.value = loudness().clicks;
    // After a jump backwards the clicks of that place are played again.
    const from = done > now + 2 * AHEAD_SECONDS || done < now ? now : done;
    done = now + AHEAD_SECONDS;
    for (const { name, time } of clicksBetween(levels(), from, done)) {
      startClick(context, clicks, CLICK_HZ[name] ?? 1000, context.currentTime + time - now);
    }
  };
  const stop = (): void => clearInterval(timer);
  return {
    start: () => {
      stop();
      done = 0;
      void context.resume();
      timer = setInterval(schedule, EVERY_MS);
    },
    stop,
    close: () => {
      stop();
      void context.close();
    },
  };
};
