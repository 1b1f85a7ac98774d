import { expect, test } from 'vitest';
import { createBeatListener } from './hear-beats';
import { createSongMeter, type SongMeasures, SONG_RATE_HZ } from './measure-song';
import { planSong } from './plan-song';

const measure = async (samples: Float32Array): Promise<SongMeasures> => {
  const meter = createSongMeter();
  const beats = createBeatListener(null);
  for (let at = 0; at < samples.length; at += SONG_RATE_HZ) {
    const block = samples.subarray(at, at + SONG_RATE_HZ);
    meter.push(block);
    await beats.push(block);
  }
  return { ...meter.finish(), beats: await beats.finish() };
};

const SECONDS_PER_BEAT = 0.5;
const NOTES = { A: [220, 262, 330, 392], B: [294, 370, 440, 587], C: [196, 247, 311, 415] } as const;

/** A song of letters: each section is 8 bars of its own chords under drums; B, the chorus, is louder and brighter. */
const songOf = (form: string): Float32Array => {
  const sectionBeats = 32;
  const length = Math.round([...form].length * sectionBeats * SECONDS_PER_BEAT * SONG_RATE_HZ);
  let noise = 1;
  return Float32Array.from({ length }, (_, n) => {
    const time = n / SONG_RATE_HZ;
    const beat = time / SECONDS_PER_BEAT;
    const letter = form[Math.floor(beat / sectionBeats)] as keyof typeof NOTES;
    const root = NOTES[letter][Math.floor(beat / 4) % 4]!;
    noise = (Math.imul(noise, 1664525) + 1013904223) | 0;
    const phase = 2 * Math.PI * root * time;
    const chord = Math.sin(phase) + Math.sin(phase * 1.26) + Math.sin(phase * 1.5);
    const bright = letter === 'B' ? Math.sin(phase * 8) + Math.sin(phase * 12) : 0;
    const drum = Math.exp(-12 * (beat % 1)) * (noise / 2 ** 31);
    return (letter === 'B' ? 0.14 : 0.07) * (chord + bright + 1.5 * drum);
  });
};

const silence = (seconds: number) => new Float32Array(seconds * SONG_RATE_HZ);

test(
  'the chorus of verse-chorus-verse-chorus-bridge-chorus is found each time',
  { timeout: 60_000 },
  async () => {
    const { sections, best } = planSong(await measure(songOf('ABABCB')));
    const choruses = sections.filter(({ title }) => title === 'Chorus');
    expect(choruses).toHaveLength(3);
    choruses.forEach(({ start, end }, i) => {
      expect(Math.abs(start - [16, 48, 80][i]!)).toBeLessThan(3);
      expect(Math.abs(end - [32, 64, 96][i]!)).toBeLessThan(3);
    });
    expect(sections[best]!.title).toBe('Chorus');
  },
);

test(
  'silence, a short clip and noise have no chorus, each with its reason',
  { timeout: 60_000 },
  async () => {
    expect(planSong(await measure(silence(30))).reason).toBe('silence');
    expect(planSong(await measure(silence(2))).reason).toBe('too-short');
    let state = 7;
    const noise = Float32Array.from({ length: 40 * SONG_RATE_HZ }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      return (0.2 * state) / 2 ** 31;
    });
    const planned = planSong(await measure(noise));
    expect(planned.sections).toEqual([]);
    expect(planned.reason).toBe('no-repeats');
  },
);
