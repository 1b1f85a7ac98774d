import { Plus, Trash2 } from 'lucide-react';
import type { Logo } from '../../../core/logo-result';
import { formatTimecode } from '../../format';
import { fill } from '../../i18n/function-text';
import { useFunctionText } from '../../i18n/use-function-text';
import { Button, IconButton } from '../../ui/button';
import { NumberField } from '../../ui/number-controls';
import type { EditedMark } from './edit-marks';
import editor from '../picture-editor.module.css';
import styles from './mark-list.module.css';

interface MarkListProps {
  readonly marks: readonly EditedMark[];
  readonly durationSeconds: number;
  readonly onMarks: (marks: readonly EditedMark[]) => void;
  readonly onShow: (seconds: number) => void;
}

/** Hundredths are finer than a frame. */
const toTyped = (seconds: number): number => Math.round(seconds * 100) / 100;

/** One row per mark: when it is there, and away with it. */
export const MarkList = ({ marks, durationSeconds, onMarks, onShow }: MarkListProps) => {
  const { result } = useFunctionText('logo-blur');
  const change = (index: number, part: Partial<EditedMark>) =>
    onMarks(marks.with(index, { ...marks[index]!, ...part }));
  return (
    <ul className={editor.list}>
      {marks.map((mark, index) => {
        const name = fill(result.mark, { number: index + 1 });
        return (
          <li key={mark.id} className={editor.row}>
            <Button size="small" variant="quiet" onClick={() => onShow(mark.start)}>
              {name}
            </Button>
            {durationSeconds > 0 &&
              (['start', 'end'] as const).map((edge) => (
                <label key={edge} className={styles.edge}>
                  <span aria-hidden>{edge === 'start' ? result.from : result.to}</span>
                  <NumberField
                    label={`${name}: ${edge === 'start' ? result.from : result.to}`}
                    value={toTyped(mark[edge])}
                    min={0}
                    max={toTyped(durationSeconds)}
                    step={0.1}
                    unit="s"
                    onChange={(seconds) => Number.isFinite(seconds) && change(index, { [edge]: seconds })}
                  />
                </label>
              ))}
            <IconButton
              label={`${result.remove}: ${name}`}
              onClick={() => onMarks(marks.filter((other) => other !== mark))}
            >
              <Trash2 aria-hidden />
            </IconButton>
          </li>
        );
      })}
    </ul>
  );
};

interface CandidateListProps {
  readonly candidates: readonly Logo[];
  readonly durationSeconds: number;
  readonly onTake: (candidate: Logo) => void;
  readonly onShow: (seconds: number) => void;
}

/** What was left alone because it might be scenery. */
export const CandidateList = ({ candidates, durationSeconds, onTake, onShow }: CandidateListProps) => {
  const { result } = useFunctionText('logo-blur');
  return (
    <div className={styles.candidates}>
      <h3>{result.candidates}</h3>
      <p className={editor.help}>{result.candidatesHelp}</p>
      <ul className={editor.list}>
        {candidates.map((candidate, index) => (
          <li key={`${candidate.box.join()}-${candidate.start}`} className={editor.row}>
            <Button size="small" variant="quiet" onClick={() => onShow(candidate.start)}>
              {durationSeconds > 0
                ? `${formatTimecode(candidate.start, true)} – ${formatTimecode(candidate.end, true)}`
                : fill(result.mark, { number: index + 1 })}
            </Button>
            <span className={editor.help}>
              {fill(result.sure, { percent: Math.round(candidate.confidence * 100) })}
            </span>
            <Button size="small" icon={<Plus aria-hidden />} onClick={() => onTake(candidate)}>
              {result.take}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
};
