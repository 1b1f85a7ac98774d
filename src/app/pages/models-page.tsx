import { CloudDownload, Download, PlaneTakeoff, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ModelAsset } from '../../core/model-asset';
import { modelManifest } from '../../core/model-manifest';
import { formatBytes } from '../format';
import { useLanguage } from '../i18n/use-function-text';
import { canStore } from '../models/model-cache';
import { useModels, useOffline, type ModelState } from '../models/use-models';
import { Button, IconButton } from '../ui/button';
import { Badge, Card, Notice } from '../ui/card';
import { ProgressBar } from '../ui/progress-bar';
import styles from './models-page.module.css';
import pages from './pages.module.css';

const State = ({ state }: { readonly state: ModelState }) => {
  const { t } = useTranslation();
  if (state.kind === 'stored') return <Badge tone="ok">{t('models.stored')}</Badge>;
  if (state.kind === 'storing')
    return <Badge>{t('models.storing', { percent: Math.round(state.fraction * 100) })}</Badge>;
  return <Badge>{t('models.notStored')}</Badge>;
};

interface RowProps {
  readonly model: ModelAsset;
  readonly state: ModelState;
  readonly onStore: () => void;
  readonly onDelete: () => void;
}

const Row = ({ model, state, onStore, onDelete }: RowProps) => {
  const { t, i18n } = useTranslation();
  const language = useLanguage();
  const jobKey = `models.jobs.${model.job}`;
  const job = i18n.exists(jobKey) ? i18n.t(jobKey as 'models.title') : model.job;
  return (
    <li className={styles.row}>
      <div className={styles.text}>
        <span className={styles.name}>{job}</span>
        <span className={pages['small']}>{model.network}</span>
        <span className={styles.licence}>
          {model.licence} ({t(`models.evidence.${model.licenceEvidence}`)})
        </span>
        {state.kind === 'failed' && (
          <span className={styles.failed} role="alert">
            {t('models.failed')}
          </span>
        )}
      </div>
      <span className={styles.size}>{formatBytes(model.bytes, language)}</span>
      <State state={state} />
      {state.kind === 'stored' ? (
        <IconButton label={t('models.deleteModel', { name: job })} onClick={onDelete}>
          <Trash2 aria-hidden />
        </IconButton>
      ) : (
        <IconButton
          label={t('models.storeModel', { name: job })}
          disabled={state.kind === 'storing' || !canStore()}
          onClick={onStore}
        >
          <Download aria-hidden />
        </IconButton>
      )}
    </li>
  );
};

const Offline = ({ offline }: { readonly offline: ReturnType<typeof useOffline> }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { state, storing, hasFailed, storeAll } = offline;
  const size = (bytes: number) => formatBytes(bytes, language);
  const isAll = state !== null && state.missingBytes === 0;
  return (
    <Card className={pages['stack']} aria-labelledby="offline-title">
      <h2 id="offline-title">{t('models.offlineTitle')}</h2>
      {!canStore() && <Notice tone="warn">{t('models.offlineUnsupported')}</Notice>}
      <p className={styles.reserved}>{state && t('models.offlineText', { size: size(state.totalBytes) })}</p>
      {isAll && (
        <Notice tone="ok" icon={<PlaneTakeoff aria-hidden />}>
          {t('models.offlineDone')}
        </Notice>
      )}
      {storing && (
        <div className={pages['stack']}>
          <ProgressBar label={t('models.offlineButton')} value={storing.storedBytes / storing.totalBytes} />
          <p className={pages['muted']}>
            {t('models.offlineProgress', { done: size(storing.storedBytes), all: size(storing.totalBytes) })}
          </p>
        </div>
      )}
      {hasFailed && (
        <Notice tone="danger" role="alert">
          {t('models.failed')}
        </Notice>
      )}
      {!isAll && (
        <div>
          <Button
            variant="primary"
            icon={<CloudDownload aria-hidden />}
            disabled={storing !== null || !canStore()}
            onClick={() => void storeAll()}
          >
            {t('models.offlineButton')}
          </Button>
        </div>
      )}
    </Card>
  );
};

export const ModelsPage = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  const models = useModels();
  const offline = useOffline(models.changes, models.refresh);
  const sum = (list: readonly ModelAsset[]) =>
    formatBytes(
      list.reduce((total, { bytes }) => total + bytes, 0),
      language,
    );
  const stored = modelManifest.filter((model) => models.stateOf(model).kind === 'stored');
  return (
    <div className={pages['page']}>
      <header className={pages['head']}>
        <h1>{t('models.title')}</h1>
        <p className={pages['intro']}>{t('models.intro')}</p>
      </header>
      <Offline offline={offline} />
      <Card aria-labelledby="networks-title">
        <h2 id="networks-title">{t('licences.networks')}</h2>
        <p className={pages['muted']}>
          {t('models.total', { size: sum(modelManifest), stored: sum(stored) })}
        </p>
        <ul className={styles.list}>
          {modelManifest.map((model) => (
            <Row
              key={model.id}
              model={model}
              state={models.stateOf(model)}
              onStore={() => void models.store(model)}
              onDelete={() => void models.drop(model)}
            />
          ))}
        </ul>
      </Card>
    </div>
  );
};
