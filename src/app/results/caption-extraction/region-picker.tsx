import { useState } from 'react';
import type { NormalizedBox } from '../../../core/geometry';
import { useFunctionText } from '../../i18n/use-function-text';
import { BoxEditor } from '../../media/box-editor';
import { VideoScrubber } from '../../media/video-scrubber';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import type { ResultViewProps } from '../result-view';
import styles from './region-picker.module.css';

/** The published default: the bottom quarter. */
const BOTTOM: NormalizedBox = [0, 0.75, 1, 0.25];

/** `[[top, bottom], [left, right]]`, as the parameter has it. */
export type Region = readonly [readonly [number, number], readonly [number, number]];

export const toRegion = ([x, y, width, height]: NormalizedBox): Region => [
  [y, Math.min(1, y + height)],
  [x, Math.min(1, x + width)],
];

export const toBox = ([[top, bottom], [left, right]]: Region): NormalizedBox => [
  left,
  top,
  right - left,
  bottom - top,
];

const isRegion = (value: unknown): value is Region =>
  Array.isArray(value) && value.length === 2 && value.every((span) => Array.isArray(span));

interface RegionPickerProps {
  readonly url: string;
  readonly startSeconds: number;
  /** The region that was read, if one was given. */
  readonly region: unknown;
  readonly rerun: NonNullable<ResultViewProps['rerun']>;
}

/** A box drawn over the video: the captions are read again, there alone. */
export const RegionPicker = ({ url, startSeconds, region, rerun }: RegionPickerProps) => {
  const text = useFunctionText('caption-extraction').result;
  const [boxes, setBoxes] = useState<readonly NormalizedBox[]>(() => [
    isRegion(region) ? toBox(region) : BOTTOM,
  ]);
  const [seconds, setSeconds] = useState(startSeconds);
  const [isBusy, setBusy] = useState(false);
  const [box] = boxes;
  const read = (roi: Region | readonly []) => {
    setBusy(true);
    void rerun({ roi, Cues: null }).finally(() => setBusy(false));
  };
  return (
    <Card>
      <details>
        <summary>{text.region}</summary>
        <div className={styles.body}>
          <p className={styles.hint}>{text.regionHint}</p>
          <div className={styles.video}>
            <VideoScrubber
              url={url}
              timeSeconds={seconds}
              onTime={setSeconds}
              label={text.preview}
              overlay={(video) => (
                <BoxEditor boxes={boxes} onChange={setBoxes} maxBoxes={1} labelOf={() => text.regionBox}>
                  {video}
                </BoxEditor>
              )}
            />
          </div>
          <div className={styles.actions}>
            <Button variant="primary" disabled={!box || isBusy} onClick={() => box && read(toRegion(box))}>
              {text.readRegion}
            </Button>
            {isRegion(region) && (
              <Button disabled={isBusy} onClick={() => read([])}>
                {text.readWhole}
              </Button>
            )}
          </div>
        </div>
      </details>
    </Card>
  );
};
