import { Download, Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CoverReason, CoverResult } from '../../../core/cover-candidates';
import { formatNumber, formatTimecode } from '../../format';
import { fill } from '../../i18n/function-text';
import { useFunctionText, useLanguage } from '../../i18n/use-function-text';
import { Button, IconButton } from '../../ui/button';
import { Badge } from '../../ui/card';
import { saveBlob } from '../download';
import type { ResultOutput } from '../result-view';
import styles from './cover-card.module.css';

/** What a person should know before publishing. */
const WARNINGS: ReadonlySet<CoverReason> = new Set([
  'soft',
  'dark',
  'bright',
  'eyes-closed',
  'face-cut',
  'moving',
  'text',
  'best-of-rejected',
  'fewer-than-asked',
  'near-duplicates',
]);

export const Reasons = ({ reasons }: { readonly reasons: readonly CoverReason[] }) => {
  const text = useFunctionText('smart-cover');
  return (
    <ul className={styles.reasons}>
      {reasons.map((reason) => (
        <li key={reason}>
          <Badge tone={WARNINGS.has(reason) ? 'warn' : 'ok'}>{text.reasons[reason]}</Badge>
        </li>
      ))}
    </ul>
  );
};

interface CoverCardProps {
  readonly number: number;
  readonly cover: CoverResult[number];
  readonly output: ResultOutput | undefined;
  readonly onChange: (() => void) | null;
}

/** One ranked cover: the picture, why it was chosen, and what can be done with it. */
export const CoverCard = ({ number, cover, output, onChange }: CoverCardProps) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const text = useFunctionText('smart-cover');
  const score = formatNumber(cover.Score, language, 1);
  return (
    <li className={styles.card}>
      <div className={styles.stage}>
        {output && (
          <img src={output.url} alt={fill(text.result.pick, { number })} className={styles.picture} />
        )}
        <span className={styles.rank}>{number}</span>
      </div>
      <div className={styles.facts}>
        <span className={styles.score} title={fill(text.result.score, { score })}>
          <strong>{score}</strong>
          <span className="visually-hidden">{fill(text.result.score, { score })}</span>
        </span>
        <span>{formatTimecode(Number(cover.Time) / 1000, true)}</span>
        {output && (
          <IconButton
            label={t('result.downloadFile', { name: output.fileName })}
            onClick={() => saveBlob(output.blob, output.fileName)}
          >
            <Download aria-hidden />
          </IconButton>
        )}
      </div>
      <Reasons reasons={cover.Reasons} />
      {onChange && (
        <Button
          size="small"
          variant="quiet"
          icon={<Pencil aria-hidden />}
          aria-label={`${text.result.change}: ${fill(text.result.pick, { number })}`}
          onClick={onChange}
        >
          {text.result.change}
        </Button>
      )}
    </li>
  );
};
