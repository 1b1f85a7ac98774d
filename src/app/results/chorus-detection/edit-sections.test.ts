import { expect, test } from 'vitest';
import { moveEdge, snap } from './edit-sections';

const sections = [
  { start: 0, end: 10, title: 'Verse' },
  { start: 10, end: 20, title: 'Chorus' },
  { start: 30, end: 40, title: 'Chorus' },
] as const;

test('a neighbour that touches moves along', () => {
  const moved = moveEdge(sections, 1, { edge: 'start', seconds: 8, duration: 60 });
  expect(moved[0]!.end).toBe(8);
  expect(moved[1]!.start).toBe(8);
});

test('an edge stops at a neighbour that does not touch, and at its own other edge', () => {
  expect(moveEdge(sections, 1, { edge: 'end', seconds: 35, duration: 60 })[1]!.end).toBe(30);
  expect(moveEdge(sections, 2, { edge: 'start', seconds: 55, duration: 60 })[2]!.start).toBe(39);
  expect(moveEdge(sections, 2, { edge: 'end', seconds: 99, duration: 60 })[2]!.end).toBe(60);
});

test('edges jump onto a bar that is near and stay where none is', () => {
  expect(snap(9.7, [8, 10, 12])).toBe(10);
  expect(snap(9, [8, 10, 12])).toBe(9);
});
