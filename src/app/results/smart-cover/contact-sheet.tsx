import { useEffect, useRef, useState } from 'react';
import type { CoverCandidate } from '../../../core/cover-candidates';
import { formatNumber, formatTimecode } from '../../format';
import { fill } from '../../i18n/function-text';
import { useFunctionText, useLanguage } from '../../i18n/use-function-text';
import { Card } from '../../ui/card';
import { Switch } from '../../ui/form-controls';
import strip from '../film-strip.module.css';
import styles from './contact-sheet.module.css';
import { ScoreChart } from './score-chart';
import { SpriteTile } from '../sprite-tile';
import type { CoverSheet } from './use-cover-sheet';

interface ContactSheetProps {
  readonly sheet: CoverSheet;
  /** Called with the index of a candidate. */
  readonly onPick: (index: number) => void;
}

const useCandidateWords = () => {
  const language = useLanguage();
  const { result, reasons } = useFunctionText('smart-cover');
  return ({ timeSeconds, score, rank, rejected }: CoverCandidate): string => {
    const words = fill(result.candidate, {
      time: formatTimecode(timeSeconds, true),
      score: formatNumber(score, language, 1),
    });
    if (rank !== null) return `${words}, ${fill(result.chosen, { rank })}`;
    return rejected === null ? words : `${words}, ${fill(result.rejected, { reason: reasons[rejected] })}`;
  };
};

const indexOfBest = (sheet: CoverSheet): number | null => {
  const index = sheet.candidates.findIndex(({ rank }) => rank === 1);
  return index < 0 ? null : index;
};

/** Keeps the selected frame in sight when it was selected on the chart. */
const useScrollTo = (selected: number | null) => {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const strip = list.current;
    const item = strip?.querySelector<HTMLElement>(`[data-index="${selected}"]`);
    if (!strip || !item) return;
    // Not `scrollIntoView`: that would move the page as well.
    strip.scrollLeft = item.offsetLeft - (strip.clientWidth - item.offsetWidth) / 2;
  }, [selected]);
  return list;
};

/** Every frame that was looked at, with its score, on the video's timeline. */
export const ContactSheet = ({ sheet, onPick }: ContactSheetProps) => {
  const text = useFunctionText('smart-cover');
  const words = useCandidateWords();
  const [selected, select] = useState<number | null>(() => indexOfBest(sheet));
  const [showsRejected, showRejected] = useState(false);
  const list = useScrollTo(selected);
  const pick = (index: number) => {
    select(index);
    onPick(index);
  };
  const sprite = { ...sheet.sprite, url: sheet.spriteUrl, count: sheet.candidates.length };
  const shown = sheet.candidates
    .map((candidate, index) => ({ candidate, index }))
    .filter(({ candidate }) => showsRejected || candidate.rejected === null || candidate.rank !== null);
  return (
    <Card className={strip.strip} aria-labelledby="sheet-title">
      <header className={styles.head}>
        <div>
          <h2 id="sheet-title">{text.result.sheet}</h2>
          <p className={strip.help}>{text.result.sheetHelp}</p>
        </div>
        <Switch label={text.result.showRejected} checked={showsRejected} onChange={showRejected} />
      </header>
      <ScoreChart sheet={sheet} selected={selected} onSelect={pick} />
      <ul ref={list} className={strip.frames}>
        {shown.map(({ candidate, index }) => (
          <li key={candidate.timeSeconds} data-index={index}>
            <button
              type="button"
              className={`${strip.frame} ${styles.frame}`}
              data-chosen={candidate.rank !== null || undefined}
              data-rejected={candidate.rejected !== null || undefined}
              aria-pressed={index === selected}
              title={words(candidate)}
              onClick={() => pick(index)}
            >
              <SpriteTile sprite={sprite} index={index} className={strip.tile} />
              <span className="visually-hidden">{words(candidate)}</span>
              <span className={strip.caption} aria-hidden>
                <span>{formatTimecode(candidate.timeSeconds)}</span>
                <strong>{candidate.score.toFixed(1)}</strong>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
};
