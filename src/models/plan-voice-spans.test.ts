import { expect, test } from 'vitest';
import { planVoiceSpans, VOICE_SPAN_DEFAULTS } from './plan-voice-spans';

const HOP = 0.1;
const plain = { ...VOICE_SPAN_DEFAULTS, padSeconds: 0, minSpeechSeconds: 0.15, minSilenceSeconds: 0.15 };
const spansOf = (probabilities: number[], options = plain) =>
  planVoiceSpans(probabilities, HOP, options).map((span) => [
    Number(span.startSeconds.toFixed(3)),
    Number(span.endSeconds.toFixed(3)),
  ]);

test('speech starts at the high threshold and goes on above the low one', () => {
  expect(spansOf([0.4, 0.4, 0.6, 0.4, 0.4, 0.3, 0.4])).toEqual([[0.2, 0.5]]);
});

test('a gap of one hop is bridged, a lone hop of speech is dropped', () => {
  expect(spansOf([1, 1, 0, 1, 1, 0, 0, 1, 0, 0])).toEqual([[0, 0.5]]);
});

test('padding stays inside the sound and never reaches a neighbour', () => {
  const options = { ...plain, padSeconds: 1 };
  expect(spansOf([0, 1, 1, 0, 0, 1, 1, 0], options)).toEqual([
    [0.05, 0.4],
    [0.4, 0.75],
  ]);
});

test('silence gives no span', () => {
  expect(spansOf([0, 0.1, 0.2])).toEqual([]);
  expect(spansOf([])).toEqual([]);
});
