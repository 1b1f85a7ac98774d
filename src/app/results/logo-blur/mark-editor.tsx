import { Plus, Sparkles } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { NormalizedBox } from '../../../core/geometry';
import type { Logo, LogoResult } from '../../../core/logo-result';
import { fill } from '../../i18n/function-text';
import { useFunctionText } from '../../i18n/use-function-text';
import { BoxEditor } from '../../media/box-editor';
import { Timeline } from '../../media/timeline';
import { VideoScrubber } from '../../media/video-scrubber';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { FieldFrame, Segmented } from '../../ui/form-controls';
import { applyBoxes, isShownAt, newMark, toEdited, type EditedMark } from './edit-marks';
import styles from '../picture-editor.module.css';
import { CandidateList, MarkList } from './mark-list';

const MODES = ['blur', 'mosaic', 'restore'] as const;
export type Mode = (typeof MODES)[number];

interface MarkEditorProps {
  readonly found: LogoResult;
  readonly sourceUrl: string;
  readonly isImage: boolean;
  readonly mode: Mode;
  readonly onMake: (marks: readonly EditedMark[], mode: Mode) => Promise<void>;
}

const NEW_BOX: NormalizedBox = [0.4, 0.42, 0.2, 0.12];
const MAX_MARKS = 256;
/** More strips than this hide each other. */
const MAX_REGIONS = 12;

interface PictureProps extends Pick<MarkEditorProps, 'sourceUrl' | 'isImage'> {
  readonly seconds: number;
  readonly onSeconds: (seconds: number) => void;
  readonly overlay: (picture: ReactNode) => ReactNode;
}

const Picture = ({ sourceUrl, isImage, seconds, onSeconds, overlay }: PictureProps) =>
  isImage ? (
    <div className={styles.still}>{overlay(<img className={styles.image} src={sourceUrl} alt="" />)}</div>
  ) : (
    <VideoScrubber url={sourceUrl} timeSeconds={seconds} onTime={onSeconds} overlay={overlay} />
  );

const ModeField = ({ mode, onMode }: { readonly mode: Mode; readonly onMode: (mode: Mode) => void }) => {
  const { label, options } = useFunctionText('logo-blur').params.Mode;
  return (
    <FieldFrame label={label} as="group">
      {(ids) => (
        <Segmented
          ids={ids}
          value={mode}
          options={MODES.map((value) => ({ value, label: options[value] }))}
          onChange={(value) => onMode(value as Mode)}
        />
      )}
    </FieldFrame>
  );
};

/** The marks as they are edited, and the moment of the video that is on show. */
const useMarks = (found: LogoResult) => {
  const [marks, setMarks] = useState<readonly EditedMark[]>(() => found.logos.map(toEdited));
  const [candidates, setCandidates] = useState<readonly Logo[]>(found.candidates);
  const [seconds, setSeconds] = useState(() => found.logos[0]?.start ?? 0);
  const shown = marks.filter((mark) => isShownAt(mark, seconds, found.duration));
  const take = (candidate: Logo) => {
    setMarks([...marks, toEdited(candidate)]);
    setCandidates(candidates.filter((other) => other !== candidate));
    setSeconds(candidate.start);
  };
  return { marks, setMarks, candidates, seconds, setSeconds, shown, take };
};

type EditedMarks = ReturnType<typeof useMarks>;

interface StageProps extends Pick<MarkEditorProps, 'found' | 'sourceUrl' | 'isImage'> {
  readonly edited: EditedMarks;
}

/** The picture with its boxes, and below it the bars that say when each is there. */
const Stage = ({ found: { duration }, sourceUrl, isImage, edited }: StageProps) => {
  const { result: text } = useFunctionText('logo-blur');
  const { marks, setMarks, seconds, setSeconds, shown } = edited;
  const nameOf = (mark: EditedMark) => fill(text.mark, { number: marks.indexOf(mark) + 1 });
  return (
    <>
      <Picture
        sourceUrl={sourceUrl}
        isImage={isImage}
        seconds={seconds}
        onSeconds={setSeconds}
        overlay={(picture) => (
          <BoxEditor
            boxes={shown.map(({ box }) => box)}
            maxBoxes={MAX_MARKS}
            labelOf={(index) => (shown[index] ? nameOf(shown[index]) : '')}
            onChange={(boxes) => setMarks(applyBoxes(marks, shown, boxes, duration))}
          >
            {picture}
          </BoxEditor>
        )}
      />
      {duration > 0 && marks.length <= MAX_REGIONS && (
        <Timeline
          durationSeconds={duration}
          currentSeconds={seconds}
          onSeek={setSeconds}
          regions={marks.map((mark) => ({
            id: mark.id,
            startSeconds: mark.start,
            endSeconds: mark.end,
            label: nameOf(mark),
          }))}
          onMoveRegion={(id, start, end) =>
            setMarks(marks.map((mark) => (mark.id === id ? { ...mark, start, end } : mark)))
          }
        />
      )}
    </>
  );
};

/** Boxes over the picture with their times, candidates to add, and making it again. */
export const MarkEditor = ({ found, mode: firstMode, onMake, ...source }: MarkEditorProps) => {
  const { result: text } = useFunctionText('logo-blur');
  const { duration } = found;
  const edited = useMarks(found);
  const { marks, setMarks, candidates, setSeconds, take } = edited;
  const [mode, setMode] = useState(firstMode);
  const [isBusy, setBusy] = useState(false);
  const make = () => {
    setBusy(true);
    void onMake(marks, mode).finally(() => setBusy(false));
  };
  return (
    <Card className={styles.editor} aria-labelledby="marks-title">
      <h2 id="marks-title">{text.editor}</h2>
      <p className={styles.help}>{text.editorHelp}</p>
      <Stage found={found} {...source} edited={edited} />
      <MarkList marks={marks} durationSeconds={duration} onMarks={setMarks} onShow={setSeconds} />
      {candidates.length > 0 && (
        <CandidateList candidates={candidates} durationSeconds={duration} onTake={take} onShow={setSeconds} />
      )}
      <ModeField mode={mode} onMode={setMode} />
      <div className={styles.actions}>
        <Button icon={<Plus aria-hidden />} onClick={() => setMarks([...marks, newMark(NEW_BOX, duration)])}>
          {text.add}
        </Button>
        <Button
          variant="primary"
          icon={<Sparkles aria-hidden />}
          disabled={isBusy || marks.length === 0}
          onClick={make}
        >
          {text.make}
        </Button>
      </div>
    </Card>
  );
};
