import { createRandom, type SectionPlan, type SongPlan } from './song-score';

const intro = (bars = 4): SectionPlan => ({ title: 'Intro', material: 'intro', bars });
const outro = (bars = 4): SectionPlan => ({ title: 'Outro', material: 'intro', bars, energy: 0.3 });
const verse: SectionPlan = { title: 'Verse', material: 'verse' };
const pre: SectionPlan = { title: 'Pre-chorus', material: 'pre' };
const chorus: SectionPlan = { title: 'Chorus', material: 'chorus' };
const bridge: SectionPlan = { title: 'Bridge', material: 'bridge', bars: 8 };
const solo: SectionPlan = { title: 'Solo', material: 'verse', instrumental: true, energy: 0.7 };
const other = (n: number, bars = 8): SectionPlan => ({ title: 'Other', material: `part-${n}`, bars });

/** Forms of popular songs, with what makes choruses hard to find. */
const FORMS: readonly (Omit<SongPlan, 'seed' | 'name' | 'bpm'> & { readonly form: string })[] = [
  { form: 'plain', sections: [intro(), verse, chorus, verse, chorus, bridge, chorus, outro()] },
  {
    form: 'pre',
    sections: [intro(), verse, pre, chorus, verse, pre, chorus, bridge, chorus, chorus, outro()],
  },
  {
    form: 'key-up',
    sections: [intro(2), verse, chorus, verse, chorus, bridge, { ...chorus, transpose: 2 }, outro()],
  },
  {
    form: 'same-chords',
    sharedChords: true,
    lift: 0.4,
    sections: [intro(), verse, chorus, verse, chorus, solo, chorus, outro()],
  },
  {
    form: 'flat',
    lift: 0.05,
    sections: [intro(), verse, verse, chorus, verse, chorus, bridge, chorus, outro()],
  },
  {
    form: 'half',
    sections: [
      intro(),
      { ...chorus, bars: 4 },
      verse,
      chorus,
      verse,
      chorus,
      bridge,
      { ...chorus, bars: 4, energy: 0.4 },
      chorus,
      outro(),
    ],
  },
  { form: 'first', sections: [chorus, verse, chorus, verse, chorus, solo, chorus, outro(2)] },
  {
    form: 'double',
    bars: { verse: 16, chorus: 8 },
    sections: [intro(8), verse, chorus, chorus, verse, chorus, chorus, outro(8)],
  },
  {
    form: 'quiet-last',
    sections: [
      intro(),
      verse,
      chorus,
      verse,
      chorus,
      bridge,
      { ...chorus, energy: 0.4 },
      { ...chorus, transpose: 1 },
      outro(),
    ],
  },
  {
    form: 'long',
    bars: { verse: 12, chorus: 16, bridge: 8 },
    sections: [intro(8), verse, chorus, verse, chorus, bridge, chorus, outro()],
  },
  {
    form: 'waltz',
    beatsPerBar: 3,
    bars: { verse: 16, chorus: 16 },
    sections: [intro(8), verse, chorus, verse, chorus, solo, chorus, outro(8)],
  },
  {
    form: 'instrumental-hook',
    sections: [
      { ...chorus, title: 'Intro', instrumental: true },
      verse,
      pre,
      chorus,
      verse,
      pre,
      chorus,
      bridge,
      chorus,
      outro(),
    ],
  },
];

/** Pieces without a chorus: nothing comes back, or nothing else is there. */
const WITHOUT: readonly (Omit<SongPlan, 'seed' | 'name' | 'bpm'> & { readonly form: string })[] = [
  { form: 'through', sections: [other(1), other(2), other(3, 12), other(4), other(5, 12), other(6)] },
  {
    form: 'through-waltz',
    beatsPerBar: 3,
    sections: [other(1, 12), other(2, 16), other(3, 12), other(4, 16), other(5, 12)],
  },
];

/** `rounds` songs of every form with a chorus, and one of every form without. */
export const songPlans = (rounds: number, seed: number): readonly SongPlan[] => {
  const random = createRandom(seed);
  const bpm = () => Math.round(72 + 90 * random());
  const make = (forms: typeof FORMS, round: number) =>
    forms.map(({ form, ...plan }): SongPlan => ({
      ...plan,
      name: `${form}-${round + 1}`,
      seed: Math.floor(random() * 2 ** 31),
      bpm: bpm(),
    }));
  return [...Array.from({ length: rounds }, (_, round) => make(FORMS, round)).flat(), ...make(WITHOUT, 0)];
};
