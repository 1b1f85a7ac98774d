import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { definitions, type Definition } from '../../functions/definitions';
import type { FileKind } from '../intake/media-kind';
import { useIntake } from '../intake/intake-store';
import { useLooseFunctionText } from '../i18n/use-function-text';
import { Button } from '../ui/button';
import { FunctionIcon } from './function-icon';
import styles from './gallery.module.css';
import { mainKinds, matchingFunctions } from './matching';

const KINDS = ['video', 'audio', 'image'] as const satisfies readonly FileKind[];

const useKindsLine = (definition: Definition): string => {
  const { t } = useTranslation();
  const names = mainKinds(definition).map((kind) => t(`intake.kind.${kind}`));
  return t('gallery.takes', { kinds: names.join(t('gallery.and')) });
};

const FunctionCard = ({ definition }: { readonly definition: Definition }) => {
  const text = useLooseFunctionText(definition.id);
  const kinds = useKindsLine(definition);
  return (
    <li className={styles.card}>
      <span className={styles.icon}>
        <FunctionIcon id={definition.id} />
      </span>
      <h3>
        <Link to={`/${definition.id}`} className={styles.link}>
          {text.title}
        </Link>
      </h3>
      <p className={styles.summary}>{text.summary}</p>
      <p className={styles.kinds}>{kinds}</p>
      <ArrowRight aria-hidden className={styles.arrow} />
    </li>
  );
};

interface KindFilterProps {
  readonly value: FileKind | 'all';
  readonly onChange: (value: FileKind | 'all') => void;
}

const KindFilter = ({ value, onChange }: KindFilterProps) => {
  const { t } = useTranslation();
  const offered = KINDS.filter((kind) => matchingFunctions(definitions, new Set([kind])).length > 0);
  if (offered.length < 2) return null;
  return (
    <fieldset className={styles.filter}>
      <legend className="visually-hidden">{t('gallery.filter')}</legend>
      {(['all', ...offered] as const).map((kind) => (
        <Button
          key={kind}
          size="small"
          variant={kind === value ? 'primary' : 'plain'}
          aria-pressed={kind === value}
          onClick={() => onChange(kind)}
        >
          {kind === 'all' ? t('gallery.all') : t(`intake.kind.${kind}`)}
        </Button>
      ))}
    </fieldset>
  );
};

/** Only functions that exist. With files on the table, only those that take them (unless all are asked for). */
export const Gallery = () => {
  const { t } = useTranslation();
  const files = useIntake((state) => state.files);
  const [filter, setFilter] = useState<FileKind | 'all'>('all');
  const [showsAll, showAll] = useState(false);
  const dropped = new Set(files.map(({ kind }) => kind));
  const hasFiles = files.length > 0 && !showsAll;
  const chosen = new Set<FileKind>(filter === 'all' ? [] : [filter]);
  const shown = matchingFunctions(definitions, hasFiles ? dropped : chosen);
  return (
    <section className={styles.gallery} aria-labelledby="gallery-title">
      <header className={styles.header}>
        <h2 id="gallery-title">{t(hasFiles ? 'gallery.forYourFiles' : 'gallery.title')}</h2>
        {!hasFiles && <KindFilter value={filter} onChange={setFilter} />}
        {hasFiles && shown.length < definitions.length && (
          <Button size="small" variant="quiet" onClick={() => showAll(true)}>
            {t('gallery.showAll')}
          </Button>
        )}
      </header>
      {shown.length === 0 && <p className={styles.none}>{t('gallery.empty')}</p>}
      <ul className={styles.grid}>
        {shown.map((definition) => (
          <FunctionCard key={definition.id} definition={definition} />
        ))}
      </ul>
    </section>
  );
};
