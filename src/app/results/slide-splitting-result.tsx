import { Scissors } from 'lucide-react';
import { useState } from 'react';
import { formatTimecode } from '../format';
import { fill } from '../i18n/function-text';
import { useFunctionText } from '../i18n/use-function-text';
import { VideoScrubber } from '../media/video-scrubber';
import { Button } from '../ui/button';
import { Card, Notice } from '../ui/card';
import { GenericResult, NothingFound } from './generic-result';
import type { ResultViewProps } from './result-view';
import {
  mergeSegment,
  renameSegment,
  splitSegment,
  splittableAt,
  toEdited,
  type StripSegment,
} from './slide-splitting/edit-segments';
import { SlideCard } from './slide-splitting/slide-card';
import { useSlideStrip, type OpenStrip } from './slide-splitting/use-slide-strip';
import styles from './slide-splitting-result.module.css';

type DeskProps = ResultViewProps & { readonly strip: OpenStrip };

const onStrip = (strip: OpenStrip): readonly StripSegment[] =>
  strip.segments.map((segment, tile) => ({ ...segment, tile }));

interface StripListProps {
  readonly segments: readonly StripSegment[];
  readonly strip: OpenStrip;
  readonly seconds: number;
  readonly onSeek: ((seconds: number) => void) | null;
  readonly onChange: ((segments: readonly StripSegment[]) => void) | null;
}

const StripList = ({ segments, strip, seconds, onSeek, onChange }: StripListProps) => (
  <ol className={styles.strip}>
    {segments.map((segment, index) => (
      <SlideCard
        key={`${segment.start}`}
        number={index + 1}
        segment={segment}
        tiles={strip.tiles}
        isNow={seconds >= segment.start && seconds < segment.end}
        isAgain={
          segment.slideNumber > 0 &&
          segments.findIndex((other) => other.slideNumber === segment.slideNumber) < index
        }
        onPlay={onSeek && (() => onSeek(segment.start))}
        onRename={onChange && ((title) => onChange(renameSegment(segments, index, title)))}
        onMerge={onChange && index > 0 ? () => onChange(mergeSegment(segments, index)) : null}
      />
    ))}
  </ol>
);

/** Player, strip and what changes the strip. */
const SlideDesk = ({ strip, inputs, rerun }: DeskProps) => {
  const text = useFunctionText('slide-splitting').result;
  const found = onStrip(strip);
  const [segments, setSegments] = useState(found);
  const [seconds, setSeconds] = useState(0);
  const [source] = inputs['source'] ?? [];
  const canEdit = rerun !== null;
  const splitIndex = splittableAt(segments, seconds);
  const isEdited = JSON.stringify(toEdited(segments)) !== JSON.stringify(toEdited(found));
  return (
    <Card className={styles.desk} aria-labelledby="slides-title">
      <header>
        <h2 id="slides-title">{text.slides}</h2>
        {canEdit && <p className={styles.help}>{text.help}</p>}
      </header>
      {source && <VideoScrubber url={source.url} timeSeconds={seconds} onTime={setSeconds} />}
      {canEdit && (
        <div className={styles.actions}>
          <Button
            icon={<Scissors aria-hidden />}
            disabled={splitIndex < 0}
            onClick={() => setSegments(splitSegment(segments, splitIndex, seconds))}
          >
            {fill(text.split, { time: formatTimecode(seconds, true) })}
          </Button>
          <Button
            variant="primary"
            disabled={!isEdited}
            onClick={() => void rerun?.({ Edited: toEdited(segments), Region: [strip.region] })}
          >
            {text.save}
          </Button>
          {isEdited && <Button onClick={() => setSegments(found)}>{text.reset}</Button>}
          <p className={styles.help}>{text.splitHint}</p>
        </div>
      )}
      <StripList
        segments={segments}
        strip={strip}
        seconds={seconds}
        onSeek={source ? setSeconds : null}
        onChange={canEdit ? setSegments : null}
      />
    </Card>
  );
};

/** The slides as a strip whose cuts can be changed before the files are made again. */
export const SlideSplittingResult = (props: ResultViewProps) => {
  const { reasons } = useFunctionText('slide-splitting');
  const strip = useSlideStrip(props.outputs);
  if (strip === undefined) return <div className={styles.waiting} />;
  if (strip === null) return <GenericResult {...props} />;
  if (strip.segments.length === 0) return <NothingFound job={props.job} result={props.result} />;
  return (
    <div className={styles.page}>
      {strip.reason && <Notice>{reasons[strip.reason]}</Notice>}
      <SlideDesk {...props} strip={strip} />
    </div>
  );
};
