import { poseAt, type Keyframe, type ReframeShot } from '../../../core/reframe-path';
import { formatTimecode } from '../../format';
import { fill } from '../../i18n/function-text';
import { useFunctionText } from '../../i18n/use-function-text';
import { Timeline } from '../../media/timeline';
import type { HandPose } from './edit-path';
import styles from './path-chart.module.css';

const SAMPLES_PER_SHOT = 60;
const TONES = { still: 'muted', pan: 'accent', track: 'accent', fit: 'warn' } as const;

interface PathChartProps {
  readonly shots: readonly ReframeShot[];
  readonly path: readonly Keyframe[];
  readonly poses: readonly HandPose[];
  readonly durationSeconds: number;
  readonly currentSeconds: number;
  readonly onSeek: (seconds: number) => void;
}

/** One stroke a shot: the crop's centre from left (top of the chart) to right (bottom). */
const strokeOf = ({ start, end }: ReframeShot, path: readonly Keyframe[], durationSeconds: number): string =>
  Array.from({ length: SAMPLES_PER_SHOT + 1 }, (_, i) => {
    // Not the very end: there the next shot begins.
    const t = start + (end - start) * Math.min(0.999, i / SAMPLES_PER_SHOT);
    const x = (100 * t) / durationSeconds;
    return `${i === 0 ? 'M' : 'L'}${x.toFixed(3)} ${(100 * poseAt(path, t).cx).toFixed(3)}`;
  }).join(' ');

/** The crop's path over the shots, with the poses set by hand. */
export const PathChart = (props: PathChartProps) => {
  const { shots, path, poses, durationSeconds, currentSeconds, onSeek } = props;
  const { result } = useFunctionText('landscape-to-portrait');
  const length = Math.max(0.001, durationSeconds);
  return (
    <div className={styles.chart}>
      <svg className={styles.curve} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
        {shots.map((shot) => (
          <path key={shot.start} d={strokeOf(shot, path, length)} vectorEffect="non-scaling-stroke" />
        ))}
      </svg>
      <Timeline
        label={result.path}
        durationSeconds={length}
        currentSeconds={currentSeconds}
        onSeek={onSeek}
        regions={shots.map((shot, index) => ({
          id: String(index),
          startSeconds: shot.start,
          endSeconds: shot.end,
          label: result[shot.strategy],
          tone: TONES[shot.strategy],
        }))}
        markers={poses.map(({ timeSeconds }) => ({
          id: String(timeSeconds),
          timeSeconds,
          label: fill(result.keyframe, { time: formatTimecode(timeSeconds, true) }),
        }))}
      />
    </div>
  );
};
