import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { Job } from '../../jobs/job';
import styles from './job-list.module.css';
import { JobRow } from './job-row';

/** A row without a progress bar; real heights are measured. */
const ROW_PX = 92;
const OVERSCAN_ROWS = 6;
/** Up to here every row is in the document, where search and screen readers find it. */
const SHORT_LIST = 50;

interface JobListProps {
  readonly jobs: readonly Job[];
  readonly label: string;
}

/** Only the rows on screen are in the document, so a thousand jobs stay light. */
const LongList = ({ jobs, label }: JobListProps) => {
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- its functions are only called in this render, never passed on
  const virtual = useVirtualizer({
    count: jobs.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => jobs[index]?.id ?? index,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN_ROWS,
  });
  return (
    <div ref={scroller} className={styles.scroller}>
      <ul className={styles.rows} style={{ height: virtual.getTotalSize() }} aria-label={label}>
        {virtual.getVirtualItems().map(({ key, index, start }) => {
          const job = jobs[index];
          return (
            job && (
              <li
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                className={styles.row}
                style={{ transform: `translateY(${start}px)` }}
                aria-setsize={jobs.length}
                aria-posinset={index + 1}
              >
                <JobRow job={job} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
};

const ShortList = ({ jobs, label }: JobListProps) => (
  <ul className={styles.scroller} aria-label={label}>
    {jobs.map((job) => (
      <li key={job.id}>
        <JobRow job={job} />
      </li>
    ))}
  </ul>
);

export const JobList = (props: JobListProps) =>
  props.jobs.length > SHORT_LIST ? <LongList {...props} /> : <ShortList {...props} />;
