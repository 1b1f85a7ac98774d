import type { EditedSegment } from '../../core/slides-result';
import type { Segment } from './plan-segments';

/** A segment with everything that is written about it. */
export interface TitledSegment extends EditedSegment {
  readonly titleConfidence: number;
}

/** Hand-made segments in order, inside the video, none empty or overlapping. */
export const cleanEdits = (
  edited: readonly EditedSegment[],
  durationSeconds: number,
): readonly TitledSegment[] => {
  const sorted = edited.toSorted((a, b) => a.start - b.start);
  return sorted
    .map((segment, i) => ({
      ...segment,
      end: Math.min(durationSeconds, segment.end, sorted[i + 1]?.start ?? Infinity),
      pictureSeconds: Math.min(durationSeconds, segment.pictureSeconds),
      titleConfidence: 1,
    }))
    .filter(({ start, end }) => end > start);
};

/** Words for files that must say something: the title, or the number of the slide. */
export const nameOf = ({ title, slideNumber }: TitledSegment, index: number): string =>
  title || `#${slideNumber > 0 ? slideNumber : index + 1}`;

const milliseconds = (seconds: number): number => Math.round(seconds * 1000) / 1000;

export const untitled = (segment: Segment): TitledSegment => ({
  start: milliseconds(segment.startSeconds),
  end: milliseconds(segment.endSeconds),
  title: '',
  titleConfidence: 0,
  pictureSeconds: segment.pictureSeconds,
  slideNumber: segment.slideNumber,
  text: '',
});
