import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { persistStorage } from '../../jobs/storage';
import { formatBytes } from '../format';
import { useLanguage } from '../i18n/use-function-text';
import { useJobActions } from '../jobs/use-job-actions';
import pages from '../pages/pages.module.css';
import { toast } from '../shell/announcer';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { Switch } from '../ui/form-controls';
import styles from './storage-card.module.css';
import { useStorageUse } from './use-storage-use';

type Use = NonNullable<ReturnType<typeof useStorageUse>['use']>;

const resultBytes = (use: Use): number => Object.values(use.jobBytes).reduce((sum, bytes) => sum + bytes, 0);

const Meter = ({ use }: { readonly use: Use }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const size = (bytes: number) => formatBytes(bytes, language);
  const results = resultBytes(use);
  const other = Math.max(0, use.usedBytes - results);
  const share = (bytes: number) => `${Math.max(bytes > 0 ? 0.6 : 0, (bytes / (use.quotaBytes || 1)) * 100)}%`;
  const parts = [
    { name: t('settings.storageResults'), bytes: results, kind: 'results' },
    { name: t('settings.storageOther'), bytes: other, kind: 'other' },
    { name: t('settings.storageFree'), bytes: Math.max(0, use.quotaBytes - use.usedBytes), kind: 'free' },
  ];
  return (
    <div className={styles.meter}>
      <p>{t('settings.storageMeter', { used: size(use.usedBytes), quota: size(use.quotaBytes) })}</p>
      <div className={styles.bar} aria-hidden>
        <span data-kind="results" style={{ width: share(results) }} />
        <span data-kind="other" style={{ width: share(other) }} />
      </div>
      <dl className={styles.legend}>
        {parts.map(({ name, bytes, kind }) => (
          <div key={kind}>
            <dt data-kind={kind}>{name}</dt>
            <dd>{size(bytes)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
};

/** How much is kept here, and ways to keep less. */
export const StorageCard = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { use, refresh } = useStorageUse();
  const { removeEnded } = useJobActions();
  const [isAsking, ask] = useState(false);
  const clean = async () => {
    const before = use ? resultBytes(use) : 0;
    await removeEnded();
    const after = await refresh();
    toast(
      t('settings.cleaned', {
        size: formatBytes(Math.max(0, before - (after ? resultBytes(after) : 0)), language),
      }),
    );
  };
  const persist = async () => {
    await persistStorage();
    await refresh();
  };
  return (
    <Card className={pages['stack']} aria-labelledby="storage-title">
      <h2 id="storage-title">{t('settings.storage')}</h2>
      <p className={pages['muted']}>{t('settings.storageText')}</p>
      <div className={styles.reserved}>{use && <Meter use={use} />}</div>
      <Switch
        label={t('settings.persist')}
        help={use?.isPersisted ? t('settings.persistYes') : undefined}
        checked={use?.isPersisted ?? false}
        disabled={use === null || use.isPersisted}
        onChange={() => void persist()}
      />
      <div>
        <Button variant="danger" icon={<Trash2 aria-hidden />} onClick={() => ask(true)}>
          {t('settings.cleanJobs')}
        </Button>
      </div>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={ask}
        title={t('settings.cleanJobs')}
        text={t('settings.cleanJobsConfirm')}
        confirm={t('common.delete')}
        onConfirm={() => void clean()}
      />
    </Card>
  );
};
