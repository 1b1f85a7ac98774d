import { RotateCcw, Scissors } from 'lucide-react';
import { useState } from 'react';
import { formatNumber } from '../../format';
import { fill } from '../../i18n/function-text';
import { useFunctionText, useLanguage } from '../../i18n/use-function-text';
import { VideoScrubber } from '../../media/video-scrubber';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { totalSeconds, trimSegment, type EditSegment } from './edit-segments';
import { SegmentList } from './segment-list';
import styles from './summary-editor.module.css';
import type { ShotSheet } from './use-summary-shots';

interface SummaryEditorProps {
  readonly sheet: ShotSheet;
  readonly videoUrl: string;
  readonly segments: readonly EditSegment[];
  readonly wantedSeconds: number;
  readonly overlapSeconds: number;
  readonly isChanged: boolean;
  readonly onChange: (segments: readonly EditSegment[]) => void;
  readonly onReset: () => void;
  readonly onMake: () => Promise<void>;
}

/** The source at the selected segment, to set its ends by eye. */
const SourceView = ({
  sheet,
  videoUrl,
  segments,
  selected,
  onChange,
}: Pick<SummaryEditorProps, 'sheet' | 'videoUrl' | 'segments' | 'onChange'> & {
  readonly selected: number;
}) => {
  const { result } = useFunctionText('video-summary');
  const segment = segments[selected]!;
  const [timeSeconds, setTime] = useState(segment.startSeconds);
  const trim = (change: Parameters<typeof trimSegment>[2]) =>
    onChange(trimSegment(segments, selected, change, sheet.durationSeconds));
  return (
    <div className={styles.source}>
      <VideoScrubber
        url={videoUrl}
        timeSeconds={timeSeconds}
        onTime={setTime}
        label={result.source}
        {...(sheet.frameRate > 0 ? { frameRate: sheet.frameRate } : {})}
      />
      <div className={styles.ends}>
        <Button size="small" onClick={() => trim({ startSeconds: timeSeconds })}>
          {fill(result.startHere, { number: selected + 1 })}
        </Button>
        <Button size="small" onClick={() => trim({ endSeconds: timeSeconds })}>
          {fill(result.endHere, { number: selected + 1 })}
        </Button>
      </div>
    </div>
  );
};

/** The summary as a list that can be changed and made again. */
export const SummaryEditor = (props: SummaryEditorProps) => {
  const { sheet, segments, wantedSeconds, overlapSeconds, isChanged, onChange, onReset, onMake } = props;
  const language = useLanguage();
  const { result } = useFunctionText('video-summary');
  const [selected, select] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const at = Math.min(selected, segments.length - 1);
  const make = () => {
    setBusy(true);
    void onMake().finally(() => setBusy(false));
  };
  const total = {
    seconds: formatNumber(totalSeconds(segments, overlapSeconds), language, 2),
    wanted: formatNumber(wantedSeconds, language, 1),
  };
  return (
    <Card className={styles.editor} aria-labelledby="list-title">
      <div>
        <h2 id="list-title">{result.list}</h2>
        <p className={styles.help}>{result.listHelp}</p>
      </div>
      <div className={styles.bench}>
        <SegmentList sheet={sheet} segments={segments} selected={at} onSelect={select} onChange={onChange} />
        {segments[at] && (
          <SourceView
            key={segments[at].id}
            sheet={sheet}
            videoUrl={props.videoUrl}
            segments={segments}
            selected={at}
            onChange={onChange}
          />
        )}
      </div>
      <div className={styles.foot}>
        <Button
          variant="primary"
          icon={<Scissors aria-hidden />}
          disabled={isBusy || segments.length === 0}
          onClick={make}
        >
          {result.make}
        </Button>
        <Button variant="quiet" icon={<RotateCcw aria-hidden />} disabled={!isChanged} onClick={onReset}>
          {result.reset}
        </Button>
        <span className={styles.total}>{fill(result.total, total)}</span>
      </div>
    </Card>
  );
};
