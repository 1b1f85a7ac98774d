import { useTranslation } from 'react-i18next';
import { formatTimecode } from '../format';
import { SeekRange } from './seek-range';
import { TimeRuler } from './time-ruler';
import styles from './timeline.module.css';

export type TimelineTone = 'accent' | 'warn' | 'muted' | 'ok' | 'danger';

export interface TimelineRegion {
  readonly id: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly label?: string;
  readonly tone?: TimelineTone;
}

export interface TimelineMarker {
  readonly id: string;
  readonly timeSeconds: number;
  readonly label?: string;
  readonly tone?: TimelineTone;
}

interface TimelineProps {
  readonly durationSeconds: number;
  readonly currentSeconds?: number;
  readonly regions?: readonly TimelineRegion[];
  readonly markers?: readonly TimelineMarker[];
  readonly onSeek?: (seconds: number) => void;
  /** Markers and the edges of regions can be dragged when these are given. */
  readonly onMoveMarker?: (id: string, timeSeconds: number) => void;
  readonly onMoveRegion?: (id: string, startSeconds: number, endSeconds: number) => void;
  readonly stepSeconds?: number;
  readonly label?: string;
}

const DEFAULT_STEP_SECONDS = 0.04;

interface ThumbProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly props: TimelineProps;
  readonly tone: TimelineTone;
  readonly onChange: (seconds: number) => void;
}

/** A native slider as wide as the strip of which only the thumb takes the pointer, so that many share one strip. */
const Thumb = ({ label, value, min, max, props, tone, onChange }: ThumbProps) => (
  <input
    type="range"
    className={styles.thumb}
    data-tone={tone}
    min={0}
    max={props.durationSeconds}
    step={props.stepSeconds ?? DEFAULT_STEP_SECONDS}
    value={value}
    aria-label={label}
    aria-valuetext={formatTimecode(value, true)}
    onChange={(event) => onChange(Math.min(max, Math.max(min, event.target.valueAsNumber)))}
  />
);

const Region = ({
  region,
  props,
  number,
}: {
  region: TimelineRegion;
  props: TimelineProps;
  number: number;
}) => {
  const { t } = useTranslation();
  const { startSeconds, endSeconds, tone = 'accent', id, label } = region;
  const share = (seconds: number) => `${(seconds / props.durationSeconds) * 100}%`;
  const name =
    label ??
    t('media.region', {
      number,
      from: formatTimecode(startSeconds, true),
      to: formatTimecode(endSeconds, true),
    });
  const { onMoveRegion } = props;
  return (
    <>
      <span
        className={styles.region}
        data-tone={tone}
        style={{ left: share(startSeconds), width: share(endSeconds - startSeconds) }}
        title={name}
      >
        {label}
      </span>
      {onMoveRegion && (
        <>
          <Thumb
            label={`${name}: ${t('form.from')}`}
            value={startSeconds}
            min={0}
            max={endSeconds}
            props={props}
            tone={tone}
            onChange={(seconds) => onMoveRegion(id, seconds, endSeconds)}
          />
          <Thumb
            label={`${name}: ${t('form.to')}`}
            value={endSeconds}
            min={startSeconds}
            max={props.durationSeconds}
            props={props}
            tone={tone}
            onChange={(seconds) => onMoveRegion(id, startSeconds, seconds)}
          />
        </>
      )}
    </>
  );
};

const Marker = ({
  marker,
  props,
  number,
}: {
  marker: TimelineMarker;
  props: TimelineProps;
  number: number;
}) => {
  const { t } = useTranslation();
  const { timeSeconds, tone = 'accent', id } = marker;
  const name = marker.label ?? t('media.marker', { number });
  const { onMoveMarker } = props;
  return (
    <>
      <span
        className={styles.marker}
        data-tone={tone}
        style={{ left: `${(timeSeconds / props.durationSeconds) * 100}%` }}
        title={name}
      />
      {onMoveMarker && (
        <Thumb
          label={name}
          value={timeSeconds}
          min={0}
          max={props.durationSeconds}
          props={props}
          tone={tone}
          onChange={(seconds) => onMoveMarker(id, seconds)}
        />
      )}
    </>
  );
};

/** A strip of time with regions, markers and a playhead; all of them draggable, by keyboard too. */
export const Timeline = (props: TimelineProps) => {
  const { t } = useTranslation();
  const { durationSeconds, currentSeconds, regions = [], markers = [], onSeek, label } = props;
  return (
    <div className={styles.timeline}>
      <div className={styles.track}>
        {onSeek && (
          <SeekRange
            label={label ?? t('media.timeline')}
            durationSeconds={durationSeconds}
            currentSeconds={currentSeconds ?? 0}
            {...(props.stepSeconds ? { stepSeconds: props.stepSeconds } : {})}
            onSeek={onSeek}
          />
        )}
        {regions.map((region, index) => (
          <Region key={region.id} region={region} props={props} number={index + 1} />
        ))}
        {markers.map((marker, index) => (
          <Marker key={marker.id} marker={marker} props={props} number={index + 1} />
        ))}
        {currentSeconds !== undefined && (
          <span
            className={styles.playhead}
            style={{ left: `${(currentSeconds / (durationSeconds || 1)) * 100}%` }}
          />
        )}
      </div>
      <TimeRuler durationSeconds={durationSeconds} />
    </div>
  );
};
