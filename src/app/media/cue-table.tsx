import { Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatTimecode } from '../format';
import { Button, IconButton } from '../ui/button';
import { NumberField } from '../ui/number-controls';
import styles from './cue-table.module.css';

export interface CueRow {
  readonly id: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly text: string;
  /** A thumbnail, a badge, a confidence. */
  readonly aside?: ReactNode;
}

interface CueTableProps {
  readonly rows: readonly CueRow[];
  readonly onChange: (rows: readonly CueRow[]) => void;
  readonly onSeek?: (seconds: number) => void;
  /** The row that is on screen now is marked. */
  readonly currentSeconds?: number;
  readonly canAdd?: boolean;
  readonly label?: string;
}

const NEW_ROW_SECONDS = 2;

const newRow = (rows: readonly CueRow[]): CueRow => {
  const startSeconds = rows.at(-1)?.endSeconds ?? 0;
  return { id: crypto.randomUUID(), startSeconds, endSeconds: startSeconds + NEW_ROW_SECONDS, text: '' };
};

interface RowProps extends Pick<CueTableProps, 'onSeek'> {
  readonly row: CueRow;
  readonly number: number;
  readonly isNow: boolean;
  readonly onEdit: (part: Partial<CueRow>) => void;
  readonly onRemove: () => void;
}

const Row = ({ row, number, isNow, onSeek, onEdit, onRemove }: RowProps) => {
  const { t } = useTranslation();
  const edges = [
    ['startSeconds', 'media.cueStart'],
    ['endSeconds', 'media.cueEnd'],
  ] as const;
  return (
    <tr data-now={isNow || undefined}>
      <td>
        {onSeek ? (
          <Button
            size="small"
            variant="quiet"
            aria-label={t('media.cueSeek', { number })}
            onClick={() => onSeek(row.startSeconds)}
          >
            {formatTimecode(row.startSeconds)}
          </Button>
        ) : (
          number
        )}
      </td>
      {edges.map(([edge, words]) => (
        <td key={edge} className={styles.time}>
          <NumberField
            label={`${t(words)} ${number}`}
            value={Math.round(row[edge] * 1000) / 1000}
            min={0}
            step={0.04}
            onChange={(seconds) => Number.isFinite(seconds) && onEdit({ [edge]: seconds })}
          />
        </td>
      ))}
      <td className={styles.text}>
        <textarea
          rows={Math.max(1, row.text.split('\n').length)}
          value={row.text}
          aria-label={`${t('media.cueText')} ${number}`}
          onChange={(event) => onEdit({ text: event.target.value })}
        />
      </td>
      <td className={styles.aside}>
        {row.aside}
        <IconButton label={t('media.cueRemove', { number })} onClick={onRemove}>
          <Trash2 aria-hidden />
        </IconButton>
      </td>
    </tr>
  );
};

/** Timed lines that can be read, edited, added and removed: captions, segments, sections. */
export const CueTable = ({ rows, onChange, onSeek, currentSeconds, canAdd = true, label }: CueTableProps) => {
  const { t } = useTranslation();
  const isNow = ({ startSeconds, endSeconds }: CueRow) =>
    currentSeconds !== undefined && currentSeconds >= startSeconds && currentSeconds < endSeconds;
  return (
    <div className={styles.wrap}>
      <table className={styles.table} aria-label={label ?? t('media.cueText')}>
        <thead>
          <tr>
            <th scope="col" aria-label={t('media.position')} />
            <th scope="col">{t('media.cueStart')}</th>
            <th scope="col">{t('media.cueEnd')}</th>
            <th scope="col">{t('media.cueText')}</th>
            <th scope="col" aria-label={t('common.more')} />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Row
              key={row.id}
              row={row}
              number={index + 1}
              isNow={isNow(row)}
              {...(onSeek ? { onSeek } : {})}
              onEdit={(part) => onChange(rows.map((old) => (old.id === row.id ? { ...old, ...part } : old)))}
              onRemove={() => onChange(rows.filter(({ id }) => id !== row.id))}
            />
          ))}
        </tbody>
      </table>
      {canAdd && (
        <Button size="small" icon={<Plus aria-hidden />} onClick={() => onChange([...rows, newRow(rows)])}>
          {t('media.cueAdd')}
        </Button>
      )}
    </div>
  );
};
