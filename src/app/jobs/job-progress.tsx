import { Check, CircleDashed, LoaderCircle, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../jobs/job';
import { useLooseFunctionText } from '../i18n/use-function-text';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { ProgressBar } from '../ui/progress-bar';
import styles from './job-progress.module.css';
import { definitionOf, jobTitle, useTimeLeft } from './job-words';
import { useJobActions } from './use-job-actions';

type StageState = 'done' | 'now' | 'later';

const stageState = (index: number, current: number): StageState => {
  if (index < current) return 'done';
  return index === current ? 'now' : 'later';
};

const StageIcon = ({ state }: { readonly state: StageState }) => {
  if (state === 'done') return <Check aria-hidden />;
  return state === 'now' ? (
    <LoaderCircle aria-hidden className={styles.spin} />
  ) : (
    <CircleDashed aria-hidden />
  );
};

const Stages = ({ job, stage }: { readonly job: Job; readonly stage: string }) => {
  const definition = definitionOf(job);
  const text = useLooseFunctionText(definition.id);
  const words: Readonly<Record<string, string>> = text.stages;
  const current = definition.stages.findIndex(({ id }) => id === stage);
  return (
    <ol className={styles.stages}>
      {definition.stages.map(({ id }, index) => {
        const state = stageState(index, current);
        return (
          <li key={id} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
            <StageIcon state={state} />
            {words[id]}
          </li>
        );
      })}
    </ol>
  );
};

/** A job that waits or works. */
export const JobProgress = ({ job }: { readonly job: Job }) => {
  const { t } = useTranslation();
  const { cancel } = useJobActions();
  const { state } = job;
  const running = state.status === 'running' ? state : null;
  const percent = running ? `${Math.round(running.overall * 100)} %` : '';
  const left = useTimeLeft()(job);
  return (
    <Card className={styles.card}>
      <div className={styles.line}>
        <span className={styles.percent}>{running ? percent : t('jobs.status.queued')}</span>
        <span className={styles.left}>{running ? left : t('jobs.waitingText')}</span>
      </div>
      <ProgressBar label={t('jobs.progressOf', { name: jobTitle(job) })} value={running?.overall ?? 0} />
      <Stages job={job} stage={running?.stage ?? ''} />
      <div>
        <Button icon={<X aria-hidden />} onClick={() => cancel(job)}>
          {t('jobs.cancel')}
        </Button>
      </div>
    </Card>
  );
};
