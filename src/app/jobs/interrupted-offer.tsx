import { History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../jobs/job';
import { Button } from '../ui/button';
import { Notice } from '../ui/card';
import styles from './interrupted-offer.module.css';
import { useJobActions } from './use-job-actions';

/** After a reload: jobs that were cut short, to be started again with one click where the file can be had. */
export const InterruptedOffer = ({ jobs }: { readonly jobs: readonly Job[] }) => {
  const { t } = useTranslation();
  const actions = useJobActions();
  if (jobs.length === 0) return null;
  const resumeAll = async () => {
    for (const job of jobs) await actions.retry(job);
  };
  return (
    <div className={styles.offer}>
      <Notice
        tone="warn"
        icon={<History aria-hidden />}
        title={t('jobs.interruptedTitle', { count: jobs.length })}
      >
        <p>{t('jobs.interruptedText')}</p>
        <div className={styles.buttons}>
          <Button size="small" onClick={() => void resumeAll()}>
            {t('jobs.resumeAll')}
          </Button>
        </div>
      </Notice>
    </div>
  );
};
