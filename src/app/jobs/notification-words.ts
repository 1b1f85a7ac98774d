import i18next from 'i18next';
import type { Job } from '../../jobs/job';
import { toast } from '../shell/announcer';
import { jobTitleWithCount, shownStatus } from './job-words';

/** Words of the system notification about an ended job. */
export const describeEnd = (job: Job): { readonly title: string; readonly body: string } => ({
  title: i18next.t(`jobs.status.${shownStatus(job)}`),
  body: jobTitleWithCount(job),
});

export const sayRefusedOrigin = (origin: string): void =>
  toast(i18next.t('settings.originRefused', { origin }));
