import { Plus, Sparkles } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { RemovedText } from '../../../core/detext-result';
import type { NormalizedBox } from '../../../core/geometry';
import { fill } from '../../i18n/function-text';
import { useFunctionText } from '../../i18n/use-function-text';
import { BoxEditor } from '../../media/box-editor';
import { VideoScrubber } from '../../media/video-scrubber';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { addText, applyBoxes, isShownAt, toEdited, toParam } from './edit-texts';
import styles from '../picture-editor.module.css';
import { TextList } from './text-list';

interface TextEditorProps {
  readonly removed: readonly RemovedText[];
  readonly sourceUrl: string;
  readonly isStill: boolean;
  readonly quality: string;
  readonly rerun: (params: Readonly<Record<string, unknown>>) => Promise<void>;
}

/** Where most subtitles stand. */
const NEW_BOX: NormalizedBox = [0.2, 0.85, 0.6, 0.1];
const MAX_TEXTS = 5000;

interface StageProps extends Pick<TextEditorProps, 'sourceUrl' | 'isStill'> {
  readonly seconds: number;
  readonly onSeconds: (seconds: number) => void;
  readonly overlay: (picture: ReactNode) => ReactNode;
}

const Stage = ({ sourceUrl, isStill, seconds, onSeconds, overlay }: StageProps) =>
  isStill ? (
    <div className={styles.still}>{overlay(<img className={styles.image} src={sourceUrl} alt="" />)}</div>
  ) : (
    <VideoScrubber url={sourceUrl} timeSeconds={seconds} onTime={onSeconds} overlay={overlay} />
  );

/** Boxes over the original with their times, to be moved, drawn or left out before the text is removed again. */
export const TextEditor = ({ removed, sourceUrl, isStill, quality, rerun }: TextEditorProps) => {
  const { result: words } = useFunctionText('subtitle-removal');
  const [made] = useState(() => toEdited(removed));
  const [texts, setTexts] = useState(made);
  const [seconds, setSeconds] = useState(() => (made[0] ? (made[0].start + made[0].end) / 2 : 0));
  const [isBusy, setBusy] = useState(false);
  const at = { seconds, isStill };
  const shown = texts.filter((text) => isShownAt(text, seconds));
  const isChanged = texts !== made;
  const again = (Quality: string) => {
    setBusy(true);
    void rerun({ Texts: toParam(texts, isStill), Quality }).finally(() => setBusy(false));
  };
  const nameOf = (index: number) => fill(words.line, { number: texts.indexOf(shown[index]!) + 1 });
  return (
    <Card className={styles.editor} aria-labelledby="texts-title">
      <h2 id="texts-title">{words.texts}</h2>
      <p className={styles.help}>{words.boxHelp}</p>
      <Stage
        sourceUrl={sourceUrl}
        isStill={isStill}
        seconds={seconds}
        onSeconds={setSeconds}
        overlay={(picture) => (
          <BoxEditor
            boxes={shown.map(({ box }) => box)}
            maxBoxes={MAX_TEXTS}
            labelOf={nameOf}
            onChange={(boxes) => setTexts(applyBoxes(texts, shown, boxes, at))}
          >
            {picture}
          </BoxEditor>
        )}
      />
      <TextList texts={texts} isStill={isStill} onTexts={setTexts} onShow={setSeconds} />
      <div className={styles.actions}>
        <Button icon={<Plus aria-hidden />} onClick={() => setTexts(addText(texts, NEW_BOX, at))}>
          {words.add}
        </Button>
        <Button
          variant="primary"
          icon={<Sparkles aria-hidden />}
          disabled={isBusy || !isChanged || texts.length === 0}
          onClick={() => again(quality)}
        >
          {words.again}
        </Button>
        {quality !== 'best' && (
          <Button disabled={isBusy || texts.length === 0} onClick={() => again('best')}>
            {words.better}
          </Button>
        )}
        {isChanged && <output>{words.changed}</output>}
      </div>
    </Card>
  );
};
