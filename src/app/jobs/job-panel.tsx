import { ListX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isEnded, isInterrupted } from '../../jobs/job';
import { useJobs } from '../studio-context';
import { Button, IconButton } from '../ui/button';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { ProgressBar } from '../ui/progress-bar';
import { InterruptedOffer } from './interrupted-offer';
import { JobList } from './job-list';
import styles from './job-panel.module.css';
import { sortJobs } from './sort-jobs';
import { totalProgress } from './total-progress';
import { useJobActions } from './use-job-actions';

const Total = () => {
  const { t } = useTranslation();
  const jobs = useJobs((all) => all);
  const actions = useJobActions();
  const total = totalProgress(jobs);
  if (!total || total.all < 2) return null;
  const text = t('jobs.totalText', { done: total.done, all: total.all });
  return (
    <div className={styles.total}>
      <span>{text}</span>
      <Button size="small" variant="quiet" onClick={() => actions.cancelAll(jobs)}>
        {t('jobs.cancelAll')}
      </Button>
      <ProgressBar label={t('jobs.total')} value={total.overall} valueText={text} />
    </div>
  );
};

const ClearEnded = ({ count }: { readonly count: number }) => {
  const { t } = useTranslation();
  const [isAsking, ask] = useState(false);
  const actions = useJobActions();
  if (count === 0) return null;
  return (
    <>
      <IconButton label={t('jobs.clearEnded')} onClick={() => ask(true)}>
        <ListX aria-hidden />
      </IconButton>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={ask}
        title={t('jobs.clearEnded')}
        text={t('jobs.clearEndedConfirm', { count })}
        confirm={t('common.remove')}
        onConfirm={() => void actions.removeEnded()}
      />
    </>
  );
};

interface JobPanelProps {
  /** `2` beside other content, `1` on its own page. */
  readonly headingLevel: 1 | 2;
}

export const JobPanel = ({ headingLevel }: JobPanelProps) => {
  const { t } = useTranslation();
  const jobs = useJobs((all) => all);
  const Heading = headingLevel === 1 ? 'h1' : 'h2';
  return (
    <section className={styles.panel} aria-labelledby="job-panel-title">
      <header className={styles.header}>
        <Heading id="job-panel-title">{t('jobs.title')}</Heading>
        <ClearEnded count={jobs.filter(isEnded).length} />
      </header>
      <Total />
      <InterruptedOffer jobs={jobs.filter(isInterrupted)} />
      {jobs.length === 0 ? (
        <p className={styles.empty}>{t('jobs.empty')}</p>
      ) : (
        <JobList jobs={sortJobs(jobs)} label={t('jobs.title')} />
      )}
    </section>
  );
};
