import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../jobs/job';
import type { JobsState } from '../../jobs/job-store';
import { announce } from '../shell/announcer';
import { useStudio } from '../studio-context';
import { jobTitleWithCount, shownStatus, useErrorWords } from './job-words';

/** Reads out every change of state (not every step of progress). */
export const JobAnnouncer = () => {
  const { store } = useStudio();
  const { t } = useTranslation();
  const words = useErrorWords();

  const say = useEffectEvent((job: Job) => {
    const reason = job.state.status === 'failed' ? words(job, job.state.error).title : '';
    announce(t(`jobs.said.${shownStatus(job)}`, { name: jobTitleWithCount(job), reason }));
  });
  const onChange = useEffectEvent(({ jobs }: JobsState, before: JobsState) => {
    const old = new Map(before.jobs.map((job) => [job.id, job.state.status]));
    for (const job of jobs) {
      const was = old.get(job.id);
      if (was !== undefined && was !== job.state.status) say(job);
    }
  });
  useEffect(() => store.subscribe((state, before) => onChange(state, before)), [store]);
  return null;
};
