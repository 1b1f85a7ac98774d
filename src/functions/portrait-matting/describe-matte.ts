import type { Json } from '../../core/media-function';
import type { Scene } from './find-scenes';
import type { LookNote } from './matte-frames';
import type { StillMatte } from './matte-still';
import { planConfidence, SURE_ENOUGH } from './plan-confidence';

/** The part of the Result JSON that speaks of the matte. */
export type MatteReport = Readonly<Record<string, Json>>;

const round = (value: number): number => Math.round(value * 1000) / 1000;

const reasonsOf = (confidence: number): { readonly reasons: readonly string[] } => ({
  reasons: confidence < SURE_ENOUGH ? ['unsure'] : [],
});

export const describeStill = ({ alpha, people, confidence }: StillMatte): MatteReport => ({
  people,
  confidence: round(confidence),
  coverage: round(alpha.data.reduce((sum, value) => sum + value, 0) / alpha.data.length),
  ...reasonsOf(confidence),
});

const mean = (values: readonly number[]): number =>
  values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;

/** Most people seen at once. */
const peopleIn = ({ sightings }: Scene): number => Math.max(0, ...sightings.map(({ boxes }) => boxes.length));

const describeScene = (scene: Scene, looks: readonly LookNote[]) => {
  const own = looks.filter(
    ({ timeSeconds }) => timeSeconds >= scene.startSeconds && timeSeconds < scene.endSeconds,
  );
  const softShare = mean(own.map((look) => look.softShare));
  return {
    start: round(scene.startSeconds),
    end: round(scene.endSeconds),
    people: peopleIn(scene),
    coverage: round(mean(own.map((look) => look.coverage))),
    confidence: round(planConfidence({ disagreement: 0, softShare })),
  };
};

export const describeLooks = (scenes: readonly Scene[], looks: readonly LookNote[]): MatteReport => {
  const segments = scenes.map((scene) => describeScene(scene, looks));
  const confidence = Math.min(1, ...segments.filter(({ coverage }) => coverage > 0).map((s) => s.confidence));
  return {
    people: Math.max(0, ...segments.map(({ people }) => people)),
    confidence: round(confidence),
    coverage: round(mean(segments.map(({ coverage }) => coverage))),
    ...reasonsOf(confidence),
    segments,
  };
};
