import { ArrowDown, ArrowUp, MoreHorizontal, RotateCcw, Trash2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isEnded, type Job } from '../../jobs/job';
import { FunctionIcon } from '../gallery/function-icon';
import { looseFunctionText } from '../i18n/function-texts';
import { useLanguage } from '../i18n/use-function-text';
import { IconButton } from '../ui/button';
import { Menu, type MenuAction } from '../ui/menu';
import { ProgressBar } from '../ui/progress-bar';
import {
  definitionOf,
  jobTitleWithCount,
  shownStatus,
  useErrorWords,
  useStatusLine,
  useTimeLeft,
} from './job-words';
import styles from './job-row.module.css';
import { useJobActions } from './use-job-actions';

const useMenu = (job: Job): readonly MenuAction[] => {
  const { t } = useTranslation();
  const actions = useJobActions();
  const { status } = job.state;
  const retry = {
    id: 'retry',
    label: t('jobs.retry'),
    icon: <RotateCcw />,
    onSelect: () => void actions.retry(job),
  };
  const remove = {
    id: 'remove',
    label: t('jobs.remove'),
    icon: <Trash2 />,
    danger: true,
    onSelect: () => void actions.remove(job),
  };
  if (status === 'queued') {
    const sooner = {
      id: 'sooner',
      label: t('jobs.sooner'),
      icon: <ArrowUp />,
      onSelect: () => actions.changePriority(job, -1),
    };
    const later = {
      id: 'later',
      label: t('jobs.later'),
      icon: <ArrowDown />,
      onSelect: () => actions.changePriority(job, 1),
    };
    return [sooner, later, remove];
  }
  return status === 'failed' || status === 'cancelled' ? [retry, remove] : [remove];
};

const StatusLine = ({ job }: { readonly job: Job }) => {
  const { t } = useTranslation();
  const line = useStatusLine()(job);
  const words = useErrorWords();
  if (job.state.status === 'failed')
    return <p className={styles.failed}>{words(job, job.state.error).title}</p>;
  const priority = job.state.status === 'queued' ? ` · ${t('jobs.priority', { value: job.priority })}` : '';
  return <p className={styles.line}>{line + priority}</p>;
};

/** One job in the list: what, where it stands, and what can be done. */
export const JobRow = ({ job }: { readonly job: Job }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const actions = useJobActions();
  const menu = useMenu(job);
  const { id } = definitionOf(job);
  const name = jobTitleWithCount(job);
  const { state } = job;
  const left = useTimeLeft()(job);
  return (
    <article className={styles.row} data-status={shownStatus(job)}>
      <span className={styles.icon}>
        <FunctionIcon id={id} />
      </span>
      <div className={styles.body}>
        <Link to={`/jobs/${job.id}`} className={styles.name} title={name}>
          {name}
        </Link>
        <p className={styles.what}>{looseFunctionText(id, language).title}</p>
        <StatusLine job={job} />
      </div>
      <div className={styles.actions}>
        {!isEnded(job) && (
          <IconButton label={t('jobs.cancelJob', { name })} onClick={() => actions.cancel(job)}>
            <X aria-hidden />
          </IconButton>
        )}
        <Menu
          trigger={
            <IconButton label={t('jobs.actions', { name })}>
              <MoreHorizontal aria-hidden />
            </IconButton>
          }
          actions={menu}
        />
      </div>
      {state.status === 'running' && (
        <div className={styles.progress}>
          <ProgressBar label={t('jobs.progressOf', { name })} value={state.overall} />
          <span>{Math.round(state.overall * 100)} %</span>
          <span>{left}</span>
        </div>
      )}
    </article>
  );
};
