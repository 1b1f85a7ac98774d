import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Job, LogLine } from '../../jobs/job';
import { formatDate, formatTook } from '../format';
import { useLanguage } from '../i18n/use-function-text';
import pages from '../pages/pages.module.css';
import { toast } from '../shell/announcer';
import { Button } from '../ui/button';
import styles from './job-log.module.css';

const clockOf = (timeMs: number): string => new Date(timeMs).toISOString().slice(11, 23);

const lineText = ({ timeMs, message, data }: LogLine): string =>
  `${clockOf(timeMs)}  ${message}${data === undefined ? '' : `  ${JSON.stringify(data)}`}`;

const Facts = ({ job }: { readonly job: Job }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { state, startedAtMs, endedAtMs } = job;
  const took = startedAtMs && endedAtMs ? formatTook((endedAtMs - startedAtMs) / 1000, language) : '';
  const facts = [
    [t('jobs.detail.created'), formatDate(job.createdAtMs, language)],
    [t('jobs.detail.duration'), took],
    [t('jobs.detail.backend'), job.usedBackend],
    [t('jobs.detail.code'), state.status === 'failed' ? state.error.code : ''],
    [t('jobs.technical'), state.status === 'failed' ? state.error.message : ''],
    [t('jobs.detail.id'), job.id],
    [t('jobs.detail.settings'), JSON.stringify(job.params)],
  ].filter(([, value]) => value);
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
};

/** What the job did, for the curious and for reports. */
export const JobLog = ({ job }: { readonly job: Job }) => {
  const { t } = useTranslation();
  const text = job.log.map(lineText).join('\n');
  const copy = async () => {
    await navigator.clipboard.writeText(
      `${JSON.stringify({ ...job, inputs: undefined, log: undefined })}\n${text}`,
    );
    toast(t('common.copied'));
  };
  return (
    <details className={pages['details']}>
      <summary>{t('jobs.log')}</summary>
      <Facts job={job} />
      <pre className={pages['pre']}>{text || t('jobs.logEmpty')}</pre>
      <Button size="small" variant="quiet" icon={<Copy aria-hidden />} onClick={() => void copy()}>
        {t('jobs.copyLog')}
      </Button>
    </details>
  );
};
