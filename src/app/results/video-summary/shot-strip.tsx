import { formatNumber, formatTimecode } from '../../format';
import { fill } from '../../i18n/function-text';
import { useFunctionText, useLanguage } from '../../i18n/use-function-text';
import { TimeRuler } from '../../media/time-ruler';
import { Card } from '../../ui/card';
import { SpriteTile } from '../sprite-tile';
import { shotOf, type EditSegment } from './edit-segments';
import strip from '../film-strip.module.css';
import styles from './shot-strip.module.css';
import type { ShotSheet } from './use-summary-shots';

const MAX_SCORE = 10;

interface ShotStripProps {
  readonly sheet: ShotSheet;
  readonly segments: readonly EditSegment[];
  /** `null`: the shots are only shown, because the video can not be read any more. */
  readonly onToggle: ((index: number) => void) | null;
}

/** Places in the summary, counted from 1, of each shot. */
const ordersOf = ({ sheet, segments }: ShotStripProps): readonly (readonly number[])[] =>
  sheet.shots.map((_, index) =>
    segments.flatMap((segment, at) => (shotOf(segment, sheet.shots) === index ? at + 1 : [])),
  );

/** Shots and what is taken from them on the video's time. */
const Lane = ({ sheet, segments }: ShotStripProps) => {
  const share = (seconds: number) => `${(seconds / (sheet.durationSeconds || 1)) * 100}%`;
  return (
    <div aria-hidden>
      <div className={styles.lane}>
        {sheet.shots.map(({ startSeconds, endSeconds, score }) => (
          <span
            key={startSeconds}
            className={styles.bar}
            style={{
              left: share(startSeconds),
              width: share(endSeconds - startSeconds),
              height: `calc((100% - 20px) * ${score / MAX_SCORE})`,
            }}
          />
        ))}
        {segments.map(({ id, startSeconds, endSeconds }, at) => (
          <span
            key={id}
            className={styles.taken}
            style={{ left: share(startSeconds), width: share(endSeconds - startSeconds) }}
          >
            <span className={styles.order}>{at + 1}</span>
          </span>
        ))}
      </div>
      <TimeRuler durationSeconds={sheet.durationSeconds} />
    </div>
  );
};

/** Every shot with its picture and score; one click puts it in or takes it out. */
export const ShotStrip = (props: ShotStripProps) => {
  const { sheet, onToggle } = props;
  const language = useLanguage();
  const { result } = useFunctionText('video-summary');
  const orders = ordersOf(props);
  const score = (index: number): string => formatNumber(sheet.shots[index]!.score, language, 1);
  const wordsOf = (index: number): string => {
    const { startSeconds, endSeconds } = sheet.shots[index]!;
    const times = { time: formatTimecode(startSeconds, true), end: formatTimecode(endSeconds, true) };
    const words = fill(result.shot, { ...times, score: score(index) });
    const used = orders[index]!.map((order) => fill(result.used, { order }));
    return [words, ...used].join(', ');
  };
  const partsOf = (index: number): string =>
    Object.entries(sheet.shots[index]!.parts)
      .map(([name, value]) => `${result[`part_${name}` as keyof typeof result]} ${value.toFixed(1)}`)
      .join(' · ');
  return (
    <Card className={strip.strip} aria-labelledby="shots-title">
      <div>
        <h2 id="shots-title">{result.shots}</h2>
        {onToggle && <p className={strip.help}>{result.shotsHelp}</p>}
      </div>
      <Lane {...props} />
      <ul className={strip.frames}>
        {sheet.shots.map(({ startSeconds }, index) => (
          <li key={startSeconds}>
            <button
              type="button"
              className={`${strip.frame} ${styles.shot}`}
              aria-pressed={orders[index]!.length > 0}
              aria-label={wordsOf(index)}
              title={partsOf(index)}
              disabled={onToggle === null}
              onClick={() => onToggle?.(index)}
            >
              <SpriteTile sprite={sheet.sprite} index={index} className={strip.tile} />
              {orders[index]!.length > 0 && <span className={styles.badge}>{orders[index]!.join(', ')}</span>}
              <span className={strip.caption}>
                <span>{formatTimecode(startSeconds)}</span>
                <strong>{score(index)}</strong>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
};
