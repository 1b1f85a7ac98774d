export interface Tick {
  readonly timeSeconds: number;
  readonly isMajor: boolean;
}

/** Distances between major ticks that read well, in seconds. */
const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];
const MINOR_PER_MAJOR = 5;

/** Ticks for a ruler that holds at most `maxMajor` labels. */
export const planTicks = (durationSeconds: number, maxMajor: number): readonly Tick[] => {
  if (durationSeconds <= 0) return [];
  const step = STEPS.find((size) => durationSeconds / size <= maxMajor) ?? durationSeconds;
  const minor = step / MINOR_PER_MAJOR;
  const count = Math.floor(durationSeconds / minor + 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => ({
    timeSeconds: index * minor,
    isMajor: index % MINOR_PER_MAJOR === 0,
  }));
};
