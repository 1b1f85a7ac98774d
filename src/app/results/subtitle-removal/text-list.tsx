import { Trash2 } from 'lucide-react';
import { formatTimecode } from '../../format';
import { fill } from '../../i18n/function-text';
import { useFunctionText } from '../../i18n/use-function-text';
import { Button, IconButton } from '../../ui/button';
import { NumberField } from '../../ui/number-controls';
import type { EditedText } from './edit-texts';
import editor from '../picture-editor.module.css';
import styles from './text-list.module.css';

interface TextListProps {
  readonly texts: readonly EditedText[];
  readonly isStill: boolean;
  readonly onTexts: (texts: readonly EditedText[]) => void;
  readonly onShow: (seconds: number) => void;
}

/** Hundredths are finer than a frame. */
const toTyped = (seconds: number): number => Math.round(seconds * 100) / 100;

/** One row per line of text: what it says, when it is there, and leaving it in. */
export const TextList = ({ texts, isStill, onTexts, onShow }: TextListProps) => {
  const { result } = useFunctionText('subtitle-removal');
  const change = (index: number, part: Partial<EditedText>) =>
    onTexts(texts.with(index, { ...texts[index]!, ...part }));
  return (
    <ul className={editor.list} aria-label={result.texts}>
      {texts.map((text, index) => {
        const name = fill(result.line, { number: index + 1 });
        return (
          <li key={text.id} className={editor.row}>
            <Button
              size="small"
              variant="quiet"
              aria-label={fill(result.goTo, { number: index + 1 })}
              onClick={() => onShow((text.start + text.end) / 2)}
            >
              {isStill ? name : formatTimecode(text.start, true)}
            </Button>
            <span className={styles.words}>{text.text || result.noWords}</span>
            {!isStill &&
              (['start', 'end'] as const).map((edge) => (
                <NumberField
                  key={edge}
                  label={`${name}: ${edge === 'start' ? result.from : result.to}`}
                  value={toTyped(text[edge])}
                  min={0}
                  step={0.04}
                  unit="s"
                  onChange={(seconds) =>
                    Number.isFinite(seconds) && change(index, { [edge]: seconds, drawn: true })
                  }
                />
              ))}
            <IconButton
              label={fill(result.drop, { number: index + 1 })}
              onClick={() => onTexts(texts.filter((other) => other !== text))}
            >
              <Trash2 aria-hidden />
            </IconButton>
          </li>
        );
      })}
    </ul>
  );
};
