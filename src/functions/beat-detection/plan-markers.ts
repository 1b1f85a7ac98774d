import type { EditorMarker } from '../../exporters/editor-markers';
import type { BeatMap } from './beat-map';

/** One marker a beat, named bar.beat; bars count from the first downbeat, a pickup is bar 0. */
export const planMarkers = (map: BeatMap): EditorMarker[] => {
  let bar = 0;
  return map.beats.map(({ timeSeconds, number }) => {
    if (number === 1) bar++;
    return { timeSeconds, name: `${bar}.${number}`, isStrong: number === 1 };
  });
};

/** Columns: time in seconds, bar, beat in the bar, strength 0..1. */
export const writeBeatCsv = (map: BeatMap): string => {
  const rows = planMarkers(map).map(({ timeSeconds, name }, n) => {
    const [bar, beat] = name.split('.');
    return `${timeSeconds.toFixed(4)},${bar},${beat},${map.beats[n]!.strength.toFixed(3)}\n`;
  });
  return `time,bar,beat,strength\n${rows.join('')}`;
};
