import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useJobs } from '../studio-context';
import { ProgressBar } from '../ui/progress-bar';
import { JobPanel } from './job-panel';
import styles from './jobs-dock.module.css';
import { totalProgress } from './total-progress';

/** Narrow screens: one line at the bottom while something is going on; it leads to the list. */
const JobsBar = () => {
  const { t } = useTranslation();
  const total = useJobs((jobs) => totalProgress(jobs));
  if (!total) return null;
  const text = t('jobs.totalText', { done: total.done, all: total.all });
  return (
    <aside className={styles.bar} aria-label={t('jobs.total')}>
      <Link to="/jobs">{t('jobs.title')}</Link>
      <span>{text}</span>
      <ProgressBar label={t('jobs.total')} value={total.overall} valueText={text} />
    </aside>
  );
};

/** The job panel beside every page but its own. */
export const JobsDock = () => {
  const { pathname } = useLocation();
  if (pathname === '/jobs') return null;
  return (
    <>
      <aside className={styles.aside} aria-labelledby="job-panel-title">
        <JobPanel headingLevel={2} />
      </aside>
      <JobsBar />
    </>
  );
};
