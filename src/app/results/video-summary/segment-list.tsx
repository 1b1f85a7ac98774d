import { ArrowDown, ArrowUp, Eye, RefreshCw, Trash2 } from 'lucide-react';
import { fill } from '../../i18n/function-text';
import { useFunctionText } from '../../i18n/use-function-text';
import { IconButton } from '../../ui/button';
import { NumberField } from '../../ui/number-controls';
import { SpriteTile } from '../sprite-tile';
import { moveSegment, shotOf, swapShot, trimSegment, type EditSegment } from './edit-segments';
import styles from './segment-list.module.css';
import type { ShotSheet } from './use-summary-shots';

interface SegmentListProps {
  readonly sheet: ShotSheet;
  readonly segments: readonly EditSegment[];
  readonly selected: number;
  readonly onSelect: (index: number) => void;
  readonly onChange: (segments: readonly EditSegment[]) => void;
}

const STEP_SECONDS = 0.1;
const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;

const Times = ({ sheet, segments, onChange, at }: SegmentListProps & { readonly at: number }) => {
  const { result } = useFunctionText('video-summary');
  const { startSeconds, endSeconds } = segments[at]!;
  const number = fill(result.segment, { number: at + 1 });
  const trim = (change: Parameters<typeof trimSegment>[2]) =>
    onChange(trimSegment(segments, at, change, sheet.durationSeconds));
  return (
    <span className={styles.times}>
      <NumberField
        label={`${number}: ${result.from}`}
        value={rounded(startSeconds)}
        min={0}
        max={sheet.durationSeconds}
        step={STEP_SECONDS}
        unit="s"
        onChange={(value) => Number.isFinite(value) && trim({ startSeconds: value })}
      />
      <span aria-hidden>–</span>
      <NumberField
        label={`${number}: ${result.to}`}
        value={rounded(endSeconds)}
        min={0}
        max={sheet.durationSeconds}
        step={STEP_SECONDS}
        unit="s"
        onChange={(value) => Number.isFinite(value) && trim({ endSeconds: value })}
      />
    </span>
  );
};

const Actions = (props: SegmentListProps & { readonly at: number }) => {
  const { sheet, segments, onChange, onSelect, at } = props;
  const { result } = useFunctionText('video-summary');
  const label = (words: string) => fill(words, { number: at + 1 });
  return (
    <span className={styles.actions}>
      <IconButton label={label(result.play)} onClick={() => onSelect(at)}>
        <Eye aria-hidden />
      </IconButton>
      <IconButton label={label(result.swap)} onClick={() => onChange(swapShot(segments, sheet.shots, at))}>
        <RefreshCw aria-hidden />
      </IconButton>
      <IconButton
        label={label(result.up)}
        disabled={at === 0}
        onClick={() => onChange(moveSegment(segments, at, -1))}
      >
        <ArrowUp aria-hidden />
      </IconButton>
      <IconButton
        label={label(result.down)}
        disabled={at === segments.length - 1}
        onClick={() => onChange(moveSegment(segments, at, 1))}
      >
        <ArrowDown aria-hidden />
      </IconButton>
      <IconButton label={label(result.remove)} onClick={() => onChange(segments.toSpliced(at, 1))}>
        <Trash2 aria-hidden />
      </IconButton>
    </span>
  );
};

/** What is in the summary, in order: swap, trim, move, take out. */
export const SegmentList = (props: SegmentListProps) => {
  const { sheet, segments, selected } = props;
  const { result } = useFunctionText('video-summary');
  if (segments.length === 0) return <p className={styles.empty}>{result.empty}</p>;
  return (
    <ol className={styles.list}>
      {segments.map((segment, at) => {
        const shot = shotOf(segment, sheet.shots);
        return (
          <li key={segment.id} className={styles.item} data-selected={at === selected || undefined}>
            <span className={styles.number}>{at + 1}</span>
            <span className={styles.picture}>
              {shot >= 0 && <SpriteTile sprite={sheet.sprite} index={shot} />}
            </span>
            <Times {...props} at={at} />
            <Actions {...props} at={at} />
          </li>
        );
      })}
    </ol>
  );
};
