import { expect, test } from 'vitest';
import { loudnessOf, meanSquareOf } from '../../core/loudness-gate';
import { combineDucks, CURVE_POINTS_PER_SECOND, gainOfDb, MIX_RATE_HZ } from '../../core/mix-graph';
import type { TrackSettings } from './definition';
import type { RoleFeatures, SpeechSpan, TrackAnalysis } from './mix-plan';
import { planMix } from './plan-mix';
import { planPlacements } from './plan-placement';
import { planRole } from './plan-role';

const plain: TrackSettings = { role: 'auto', gainDb: 0, offset: 0, pan: 0, loop: false, mute: false };
const musicFeatures: RoleFeatures = {
  audibleSeconds: 60,
  audibleShare: 1,
  speechShare: 0,
  lowEnergyShare: 0.1,
  flatness: 0.4,
  levelDeviationDb: 4,
  bassShare: 0.2,
};
const voiceFeatures: RoleFeatures = {
  ...musicFeatures,
  speechShare: 0.9,
  lowEnergyShare: 0.4,
  bassShare: 0,
};

/** A steady track of a loudness, speaking in the given spans only. */
const track = (seconds: number, lufs: number, speech: readonly SpeechSpan[] = []): TrackAnalysis => {
  const isHeard = (t: number) => speech.length === 0 || speech.some(([from, to]) => t >= from && t < to);
  const energies = Array.from({ length: seconds * 10 }, (_, i) => (isHeard(i / 10) ? meanSquareOf(lufs) : 0));
  return {
    durationSeconds: seconds,
    channels: 2,
    weighted: energies,
    plain: energies,
    speech,
    features: speech.length > 0 ? voiceFeatures : musicFeatures,
  };
};

const plan = (tracks: readonly TrackAnalysis[], settings: readonly Partial<TrackSettings>[] = []) =>
  planMix({
    tracks,
    settings: tracks.map((_, i) => ({ ...plain, ...settings[i] })),
    ducking: 'normal',
    stretchToLongest: true,
  });

/** Level of a track in the mix at a second, LUFS. */
const levelAt = (mix: ReturnType<typeof plan>, index: number, lufs: number, seconds: number): number => {
  const point = Math.round(seconds * CURVE_POINTS_PER_SECOND);
  const { level, ducks } = mix.tracks[index]!;
  const duck = combineDucks(ducks, (voice) => mix.tracks[voice]!.muted, level.length);
  return lufs + 20 * Math.log10(level[point]! * duck[point]!);
};

test('while someone speaks the voice stands 12 dB over the music, and 1.2 s later the music is back', () => {
  const mix = plan([track(60, -30, [[10, 20]]), track(60, -12)]);
  expect(mix.tracks.map(({ role }) => role)).toEqual(['voice', 'music']);
  for (const t of [10, 12, 15, 19.9]) {
    expect(levelAt(mix, 0, -30, t) - levelAt(mix, 1, -12, t)).toBeGreaterThanOrEqual(12);
  }
  expect(levelAt(mix, 1, -12, 21.2)).toBeCloseTo(levelAt(mix, 1, -12, 5), 1);
  expect(levelAt(mix, 1, -12, 9)).toBeCloseTo(levelAt(mix, 1, -12, 5), 1);
  expect(mix.duckedSeconds).toBeGreaterThan(10);
  expect(mix.duckedSeconds).toBeLessThan(12);
});

test('a loud passage of music is ducked deeper, not just by the fixed depth', () => {
  const loud = track(60, -12);
  const energies = loud.weighted.map((e, i) => (i > 300 ? e * 10 : e / 10));
  const mix = plan([track(60, -30, [[35, 45]]), { ...loud, weighted: energies, plain: energies }]);
  const bed = loudnessOf(energies[400]!);
  expect(levelAt(mix, 0, -30, 40) - levelAt(mix, 1, bed, 40)).toBeGreaterThanOrEqual(12);
});

test('a muted voice ducks nothing, and the fader of a person is not undone', () => {
  const muted = plan([track(60, -30, [[10, 20]]), track(60, -12)], [{ mute: true }]);
  expect(muted.tracks[1]!.ducks).toEqual([]);
  expect(plan([track(10, -20), track(10, -20)], [{ gainDb: 6 }]).tracks[0]!.userGainDb).toBe(6);
});

test('a voice that speaks up and down is levelled', () => {
  const spans: SpeechSpan[] = [
    [0, 20],
    [20, 40],
  ];
  const voice = track(40, -30, spans);
  const uneven = voice.weighted.map((e, i) => (i < 200 ? e : e * gainOfDb(10) ** 2));
  const mix = plan([{ ...voice, weighted: uneven, plain: uneven }, track(40, -20)]);
  const quiet = levelAt(mix, 0, -30, 10);
  const loud = levelAt(mix, 0, -20, 30);
  expect(Math.abs(quiet - loud)).toBeLessThan(2);
});

test('music that the end of the mix cuts off fades to nothing', () => {
  const mix = planMix({
    tracks: [track(20, -20, [[1, 19]]), track(60, -20)],
    settings: [plain, plain],
    ducking: 'off',
    stretchToLongest: false,
  });
  expect(mix.lengthFrames).toBe(20 * MIX_RATE_HZ);
  const { level } = mix.tracks[1]!;
  expect(level[20 * CURVE_POINTS_PER_SECOND]).toBeCloseTo(0, 5);
  expect(level[17 * CURVE_POINTS_PER_SECOND]).toBeGreaterThan(0.1);
});

test('placements: offset, cut head, loop and mute', () => {
  const settings = [
    plain,
    { ...plain, offset: 5 },
    { ...plain, offset: -2, loop: true },
    { ...plain, mute: true },
  ];
  const { lengthFrames, placements } = planPlacements([10, 10, 6, 99], settings, true);
  expect(lengthFrames).toBe(15 * MIX_RATE_HZ);
  expect(placements[1]!.startFrame).toBe(5 * MIX_RATE_HZ);
  expect(placements[2]).toEqual({
    startFrame: 0,
    skipFrames: 2 * MIX_RATE_HZ,
    passFrames: 4 * MIX_RATE_HZ,
    endFrame: 15 * MIX_RATE_HZ,
  });
});

test('roles: talk, song, sparse effect, steady noise, silence', () => {
  expect(planRole(voiceFeatures)).toBe('voice');
  expect(planRole({ ...musicFeatures, speechShare: 0.5 })).toBe('music');
  expect(planRole({ ...musicFeatures, audibleSeconds: 2 })).toBe('effect');
  expect(planRole({ ...musicFeatures, flatness: 0.95, levelDeviationDb: 1 })).toBe('ambience');
  expect(planRole({ ...musicFeatures, audibleSeconds: 0 })).toBe('ambience');
});

test('tracks of a fraction of a second plan without breaking', () => {
  const click = { ...track(1, -20), durationSeconds: 0.05, weighted: [0.1], plain: [0.1] };
  const empty = { ...track(1, -20), durationSeconds: 0, weighted: [], plain: [] };
  expect(plan([click, empty]).lengthFrames).toBe(2400);
});
