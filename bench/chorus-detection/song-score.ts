/**
 * Songs with known structure, as notes: seeded, so that the same set is made everywhere. A song is a list of sections; a
 * section has chords, a melody made of its own motifs, and an arrangement. Repeats of a section keep chords and melody and
 * may change arrangement, key, length and performance.
 */
export interface Note {
  readonly channel: number;
  readonly key: number;
  readonly startBeat: number;
  readonly beats: number;
  readonly velocity: number;
}

export interface SongSection {
  readonly title: 'Intro' | 'Verse' | 'Pre-chorus' | 'Chorus' | 'Bridge' | 'Solo' | 'Outro' | 'Other';
  readonly startBeat: number;
  readonly endBeat: number;
}

export interface Song {
  readonly name: string;
  readonly bpm: number;
  readonly beatsPerBar: number;
  readonly beats: number;
  readonly notes: readonly Note[];
  readonly sections: readonly SongSection[];
  /** General MIDI program of each channel (channel 9 is drums). */
  readonly programs: readonly number[];
}

export type Random = () => number;

/** Mulberry32: small, seeded, good enough to compose with. */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
};

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

/** Degrees of the scale, one chord a bar. */
const PROGRESSIONS: readonly (readonly number[])[] = [
  [0, 4, 5, 3],
  [5, 3, 0, 4],
  [0, 3, 4, 3],
  [0, 5, 1, 4],
  [3, 4, 2, 5],
  [0, 2, 3, 4],
  [5, 4, 3, 4],
  [0, 0, 3, 4],
];
const MAJOR = [0, 2, 4, 5, 7, 9, 11];
const MINOR = [0, 2, 3, 5, 7, 8, 10];

const CHANNEL = { lead: 0, pad: 1, comp: 2, bass: 3, second: 4, drums: 9 } as const;

/** Composition of one kind of section: what every repeat shares. */
interface Material {
  readonly chords: readonly number[];
  readonly bars: number;
  /** Per bar: `[beat, beats, scale degree]`. */
  readonly melody: readonly (readonly (readonly [number, number, number])[])[];
  /** 0 calm .. 1 full. */
  readonly energy: number;
  readonly sung: boolean;
}

const composeMelody = (
  random: Random,
  bars: number,
  beatsPerBar: number,
  { centre, busy }: { centre: number; busy: number },
) => {
  const motifs = Array.from({ length: 2 }, () => {
    const notes: [number, number, number][] = [];
    let beat = random() < 0.3 ? 0.5 : 0;
    let degree = centre + Math.floor(random() * 3) - 1;
    while (beat < beatsPerBar) {
      const length = Math.min(beatsPerBar - beat, random() < busy ? 0.5 : random() < 0.6 ? 1 : 2);
      if (random() < 0.85) notes.push([beat, length * 0.92, degree]);
      degree = Math.max(centre - 4, Math.min(centre + 4, degree + Math.floor(random() * 5) - 2));
      beat += length;
    }
    return notes;
  });
  return Array.from({ length: bars }, (_, bar) => (bar % 4 === 3 ? motifs[1]! : motifs[bar % 2]!));
};

export interface SectionPlan {
  readonly title: SongSection['title'];
  readonly material: string;
  /** Bars when not all of the material is played. */
  readonly bars?: number;
  readonly transpose?: number;
  /** Replaces the material's energy. */
  readonly energy?: number;
  /** Sung material without its singer. */
  readonly instrumental?: boolean;
  readonly leadProgram?: number;
}

export interface SongPlan {
  readonly name: string;
  readonly seed: number;
  readonly bpm: number;
  readonly beatsPerBar?: number;
  readonly sections: readonly SectionPlan[];
  /** Verse and chorus over the same chords: only melody and arrangement tell them apart. */
  readonly sharedChords?: boolean;
  /** How much louder and fuller the chorus is; 0 = not at all. */
  readonly lift?: number;
  readonly bars?: Readonly<Record<string, number>>;
}

const materialOf = (
  plan: SongPlan,
  random: Random,
  name: string,
  chorusChords: readonly number[],
): Material => {
  const beatsPerBar = plan.beatsPerBar ?? 4;
  const bars = plan.bars?.[name] ?? (name === 'chorus' ? 8 : name.startsWith('verse') ? 8 : 4);
  const lift = plan.lift ?? 0.35;
  const isChorus = name === 'chorus';
  const chords =
    isChorus || (plan.sharedChords && name.startsWith('verse')) ? chorusChords : pick(random, PROGRESSIONS);
  const energy = isChorus
    ? 0.55 + lift
    : name === 'pre'
      ? 0.6
      : name === 'bridge'
        ? 0.45
        : name === 'intro'
          ? 0.35
          : 0.5;
  const centre = isChorus ? 9 : name === 'pre' ? 7 : 5;
  return {
    chords,
    bars,
    melody: composeMelody(random, bars, beatsPerBar, { centre, busy: isChorus ? 0.35 : 0.6 }),
    energy,
    sung: name !== 'intro' && name !== 'outro',
  };
};

interface Stage {
  readonly random: Random;
  readonly notes: Note[];
  readonly scale: readonly number[];
  readonly tonic: number;
  readonly beatsPerBar: number;
}

const keyOf = ({ scale, tonic }: Stage, degree: number): number =>
  tonic + 12 * Math.floor(degree / 7) + scale[((degree % 7) + 7) % 7]!;

const play = (stage: Stage, note: Omit<Note, 'startBeat'> & { readonly startBeat: number }): void => {
  const { random } = stage;
  stage.notes.push({
    ...note,
    startBeat: Math.max(0, note.startBeat + (random() - 0.5) * 0.03),
    velocity: Math.max(1, Math.min(127, Math.round(note.velocity * (0.9 + 0.2 * random())))),
  });
};

const playDrums = (stage: Stage, at: number, energy: number, fill: boolean): void => {
  const { beatsPerBar } = stage;
  const hit = (key: number, startBeat: number, velocity: number) =>
    play(stage, { channel: CHANNEL.drums, key, startBeat, beats: 0.2, velocity });
  const waltz = beatsPerBar === 3;
  for (let beat = 0; beat < beatsPerBar; beat++) {
    const strong = waltz ? beat === 0 : beat % 2 === 0;
    if (strong || energy > 0.75) hit(36, at + beat, 70 + 40 * energy);
    if (!strong && !(waltz && beat === 1 && energy < 0.6))
      hit(energy < 0.45 ? 37 : 38, at + beat, 60 + 50 * energy);
    hit(energy > 0.7 ? 46 : 42, at + beat, 40 + 40 * energy);
    if (energy > 0.4) hit(42, at + beat + 0.5, 35 + 35 * energy);
  }
  if (fill) for (let k = 0; k < 4; k++) hit(47 - k, at + beatsPerBar - 1 + k / 4, 90);
};

const playBar = (stage: Stage, at: number, chord: number, energy: number): void => {
  const { beatsPerBar } = stage;
  const tones = [0, 2, 4].map((step) => keyOf(stage, chord + step));
  for (const key of tones) {
    play(stage, {
      channel: CHANNEL.pad,
      key: key - 12,
      startBeat: at,
      beats: beatsPerBar,
      velocity: 35 + 45 * energy,
    });
  }
  const step = energy > 0.65 ? 0.5 : 1;
  for (let beat = 0; beat < beatsPerBar; beat += step) {
    if (energy < 0.4 && beat % 2 !== 0) continue;
    for (const key of tones) {
      play(stage, {
        channel: CHANNEL.comp,
        key,
        startBeat: at + beat,
        beats: step * 0.8,
        velocity: 30 + 60 * energy,
      });
    }
    play(stage, {
      channel: CHANNEL.bass,
      key: keyOf(stage, chord) - 36 + (beat === beatsPerBar - 1 ? 7 : 0),
      startBeat: at + beat,
      beats: step * 0.9,
      velocity: 60 + 40 * energy,
    });
  }
};

const playMelody = (stage: Stage, at: number, bar: Material['melody'][number], energy: number): void => {
  for (const [beat, beats, degree] of bar) {
    const key = keyOf(stage, degree);
    play(stage, { channel: CHANNEL.lead, key, startBeat: at + beat, beats, velocity: 75 + 35 * energy });
    if (energy > 0.8) {
      play(stage, {
        channel: CHANNEL.second,
        key: keyOf(stage, degree + 2),
        startBeat: at + beat,
        beats,
        velocity: 70,
      });
    }
  }
};

/** Turns a plan into notes and the true sections. */
export const composeSong = (plan: SongPlan): Song => {
  const random = createRandom(plan.seed);
  const beatsPerBar = plan.beatsPerBar ?? 4;
  const scale = random() < 0.6 ? MAJOR : MINOR;
  const tonic = 57 + Math.floor(random() * 8);
  const chorusChords = pick(random, PROGRESSIONS);
  const materials = new Map<string, Material>();
  const notes: Note[] = [];
  const sections: SongSection[] = [];
  let beat = 0;
  for (const section of plan.sections) {
    const material =
      materials.get(section.material) ?? materialOf(plan, random, section.material, chorusChords);
    materials.set(section.material, material);
    const bars = section.bars ?? material.bars;
    const energy = section.energy ?? material.energy;
    const stage = { random, notes, scale, tonic: tonic + (section.transpose ?? 0), beatsPerBar };
    const startBeat = beat;
    for (let bar = 0; bar < bars; bar++, beat += beatsPerBar) {
      playBar(stage, beat, material.chords[bar % material.chords.length]!, energy);
      if (energy > 0.3) playDrums(stage, beat, energy, bar === bars - 1);
      if (material.sung && !section.instrumental)
        playMelody(stage, beat, material.melody[bar % material.bars]!, energy);
    }
    sections.push({ title: section.title, startBeat, endBeat: beat });
  }
  const programs = Array.from({ length: 16 }, () => 0);
  programs[CHANNEL.lead] = pick(random, [52, 53, 54, 85, 65, 40]);
  programs[CHANNEL.second] = pick(random, [52, 53, 48]);
  programs[CHANNEL.pad] = pick(random, [48, 50, 89, 4]);
  programs[CHANNEL.comp] = pick(random, [0, 4, 24, 27, 29, 30]);
  programs[CHANNEL.bass] = pick(random, [33, 34, 38]);
  return { name: plan.name, bpm: plan.bpm, beatsPerBar, beats: beat, notes, sections, programs };
};
