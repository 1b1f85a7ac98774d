import { isEnded, type Job } from '../jobs/job';
import type { JobStore } from '../jobs/job-store';

export interface NotificationParts {
  readonly store: JobStore;
  /** Only the tab that ran the job tells about it. */
  readonly tab: string;
  isHidden(): boolean;
  /** The person switched it on and the browser's permission was given. */
  isWanted(): boolean;
  /** Title and text in the person's language. */
  describe(job: Job): { readonly title: string; readonly body: string };
  show(title: string, options: { readonly body: string; readonly tag: string }): void;
}

/** A system notification for every job that ends while nobody looks. Returns the unsubscribe function. */
export const notifyWhenHidden = (parts: NotificationParts): (() => void) =>
  parts.store.subscribe(({ jobs }, { jobs: jobsBefore }) => {
    const running = new Set(jobsBefore.filter((job) => !isEnded(job)).map(({ id }) => id));
    const ended = jobs.filter((job) => isEnded(job) && running.has(job.id) && job.ownerTab === parts.tab);
    // A person who cancelled knows.
    for (const job of ended.filter(({ state }) => state.status !== 'cancelled')) {
      if (!parts.isHidden() || !parts.isWanted()) continue;
      const { title, body } = parts.describe(job);
      parts.show(title, { body, tag: job.id });
    }
  });
