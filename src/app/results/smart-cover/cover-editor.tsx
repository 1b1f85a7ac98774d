import { ImagePlus, Sparkles, Trash2 } from 'lucide-react';
import { useState, type Ref } from 'react';
import type { NormalizedBox } from '../../../core/geometry';
import { formatTimecode } from '../../format';
import { fill } from '../../i18n/function-text';
import { useFunctionText } from '../../i18n/use-function-text';
import { BoxEditor } from '../../media/box-editor';
import { VideoScrubber } from '../../media/video-scrubber';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { FieldFrame, Segmented } from '../../ui/form-controls';
import styles from './cover-editor.module.css';
import { MAX_PICKS, newPick, type Pick } from './picks';

const SHAPES = ['source', '16:9', '4:3', '1:1', '3:4', '9:16'] as const;
export type Shape = (typeof SHAPES)[number];

interface CoverEditorProps {
  readonly videoUrl: string;
  readonly picks: readonly Pick[];
  readonly selected: number;
  readonly shape: Shape;
  /** Width / height in shares of the picture. */
  readonly aspect: number;
  readonly isGif: boolean;
  readonly onPicks: (picks: readonly Pick[]) => void;
  readonly onSelect: (index: number) => void;
  readonly onShape: (shape: Shape) => void;
  readonly onMake: () => Promise<void>;
  readonly headingRef: Ref<HTMLHeadingElement>;
}

const PickTabs = ({ picks, selected, onPicks, onSelect }: CoverEditorProps) => {
  const text = useFunctionText('smart-cover');
  const current = picks[selected];
  const add = () => {
    if (!current) return;
    onPicks([...picks, newPick(current.timeSeconds, current.crop)]);
    onSelect(picks.length);
  };
  const remove = () => {
    onPicks(picks.filter((_, index) => index !== selected));
    onSelect(Math.max(0, selected - 1));
  };
  return (
    <div className={styles.picks}>
      {picks.map(({ id, timeSeconds }, index) => (
        <Button
          key={id}
          size="small"
          variant={index === selected ? 'primary' : 'plain'}
          aria-pressed={index === selected}
          onClick={() => onSelect(index)}
        >
          {fill(text.result.pick, { number: index + 1 })} · {formatTimecode(timeSeconds)}
        </Button>
      ))}
      <Button
        size="small"
        variant="quiet"
        icon={<ImagePlus aria-hidden />}
        disabled={picks.length >= MAX_PICKS}
        onClick={add}
      >
        {text.result.addFrame}
      </Button>
      <Button
        size="small"
        variant="quiet"
        icon={<Trash2 aria-hidden />}
        disabled={picks.length < 2}
        onClick={remove}
      >
        {text.result.removeFrame}
      </Button>
    </div>
  );
};

const ShapeField = ({ shape, onShape }: CoverEditorProps) => {
  const text = useFunctionText('smart-cover');
  const { label, options } = text.params.AspectRatio;
  return (
    <FieldFrame label={label} as="group">
      {(ids) => (
        <Segmented
          ids={ids}
          value={shape}
          options={SHAPES.map((value) => ({ value, label: options[value] }))}
          onChange={(value) => onShape(value as Shape)}
        />
      )}
    </FieldFrame>
  );
};

/** Any frame, any crop: choose by scrubbing, frame the subject, and have the covers made again. */
export const CoverEditor = (props: CoverEditorProps) => {
  const { videoUrl, picks, selected, aspect, isGif, onPicks, onMake, headingRef } = props;
  const text = useFunctionText('smart-cover');
  const [isBusy, setBusy] = useState(false);
  const pick = picks[selected];
  if (!pick) return null;
  const change = (part: Partial<Pick>) => onPicks(picks.with(selected, { ...pick, ...part }));
  const make = () => {
    setBusy(true);
    void onMake().finally(() => setBusy(false));
  };
  const crop = ([box]: readonly NormalizedBox[]) => box && change({ crop: box });
  return (
    <Card className={styles.editor} aria-labelledby="editor-title">
      <h2 id="editor-title" ref={headingRef} tabIndex={-1}>
        {text.result.editor}
      </h2>
      <PickTabs {...props} />
      <VideoScrubber
        url={videoUrl}
        timeSeconds={pick.timeSeconds}
        onTime={(timeSeconds) => change({ timeSeconds })}
        overlay={(video) => (
          <BoxEditor boxes={[pick.crop]} aspect={aspect} isCrop onChange={crop}>
            {video}
          </BoxEditor>
        )}
      />
      <ShapeField {...props} />
      <div>
        <Button variant="primary" icon={<Sparkles aria-hidden />} disabled={isBusy} onClick={make}>
          {isGif ? text.result.makeGif : text.result.make}
        </Button>
      </div>
    </Card>
  );
};
