import { useRef } from 'react';
import type { CoverCandidate } from '../../../core/cover-candidates';
import { TimeRuler } from '../../media/time-ruler';
import { useDrag } from '../../media/use-drag';
import styles from './score-chart.module.css';
import type { CoverSheet } from './use-cover-sheet';

const MAX_SCORE = 10;

interface ScoreChartProps {
  readonly sheet: CoverSheet;
  readonly selected: number | null;
  readonly onSelect: (index: number) => void;
}

const stateOf = ({ rank, rejected }: CoverCandidate): string => {
  if (rank !== null) return 'chosen';
  return rejected === null ? 'open' : 'rejected';
};

const nearest = (sheet: CoverSheet, timeSeconds: number): number => {
  const distances = sheet.candidates.map((candidate) => Math.abs(candidate.timeSeconds - timeSeconds));
  return distances.indexOf(Math.min(...distances));
};

/** Scores over time, with the shots; a picture of what the list of frames below says in words. */
export const ScoreChart = ({ sheet, selected, onSelect }: ScoreChartProps) => {
  const chart = useRef<HTMLDivElement>(null);
  const pickAt = (x: number) => onSelect(nearest(sheet, x * sheet.durationSeconds));
  useDrag(chart, {
    begin: (_event, at) => {
      pickAt(at[0]);
      return true;
    },
    move: (at) => pickAt(at[0]),
  });
  const share = (seconds: number) => `${(seconds / (sheet.durationSeconds || 1)) * 100}%`;
  return (
    <div aria-hidden>
      <div ref={chart} className={styles.chart}>
        {sheet.shots.map(({ startSeconds, endSeconds }, index) => (
          <span
            key={startSeconds}
            className={styles.shot}
            data-odd={index % 2 === 1 || undefined}
            style={{ left: share(startSeconds), width: share(endSeconds - startSeconds) }}
          />
        ))}
        {sheet.candidates.map((candidate, index) => (
          <span
            key={candidate.timeSeconds}
            className={styles.bar}
            data-state={stateOf(candidate)}
            data-selected={index === selected || undefined}
            style={{ left: share(candidate.timeSeconds), height: `${(candidate.score / MAX_SCORE) * 100}%` }}
          >
            {candidate.rank !== null && <span className={styles.rank}>{candidate.rank}</span>}
          </span>
        ))}
      </div>
      <TimeRuler durationSeconds={sheet.durationSeconds} />
    </div>
  );
};
