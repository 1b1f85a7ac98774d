import { expect, test } from 'vitest';
import { lastingLines, planTextMarks, withWholeBox, withoutKnown } from './plan-text-marks';

const line = (text: string, x = 0.4, y = 0.5) => ({ text, box: [x, y, 0.15, 0.04] as const });

test('addresses, copyright lines and names of picture agencies are marks, a shop sign is not', () => {
  const lines = [line('www.example.com'), line('Shutterstock', 0.1), line('OPEN 24 HOURS', 0.6)];
  const { logos, candidates } = planTextMarks(lines, 7);
  expect(logos.map(({ box }) => box[0])).toEqual([0.4, 0.1]);
  expect(logos[0]).toMatchObject({ start: 0, end: 7, kind: 'text' });
  expect(candidates).toEqual([]);
});

test('text that stands all over the picture is a pattern laid over it', () => {
  const lines = [line('PROOF', 0.1, 0.2), line('Proof', 0.5, 0.2), line('proof', 0.1, 0.7)];
  expect(planTextMarks(lines, 0).logos).toHaveLength(3);
});

test('other text in a corner is left for the person to decide', () => {
  const { logos, candidates } = planTextMarks([line('LIVE', 0.82, 0.05)], 0);
  expect(logos).toEqual([]);
  expect(candidates).toHaveLength(1);
});

test('in a video only lines that stay in their place count', () => {
  const stays = line('www.example.com');
  const lasting = lastingLines([[stays, line('passing by', 0.1)], [line('www.examp1e.com', 0.41)], []]);
  expect(lasting).toEqual([stays]);
});

test('what was found already is not found again', () => {
  const { logos } = planTextMarks([line('www.example.com')], 5);
  expect(withoutKnown(logos, logos)).toEqual([]);
});

test("a seller's name of which the picture hides the end is a mark, in the box of the whole that stays there", () => {
  const { logos } = planTextMarks([line('shutt3rst', 0.3)], 7);
  expect(logos).toHaveLength(1);
  expect(planTextMarks([line('the shutter opens', 0.3)], 7).logos).toEqual([]);
  const whole = { ...logos[0]!, box: [0.28, 0.49, 0.4, 0.06] as [number, number, number, number] };
  const tall = { ...whole, box: [0.2, 0.2, 0.6, 0.6] as [number, number, number, number] };
  expect(withWholeBox(logos[0]!, [tall, whole]).box).toEqual(whole.box);
  expect(withWholeBox(logos[0]!, [tall]).box).toEqual(logos[0]!.box);
});
