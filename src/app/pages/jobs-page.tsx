import { JobPanel } from '../jobs/job-panel';
import styles from './jobs-page.module.css';

export const JobsPage = () => (
  <div className={styles.page}>
    <JobPanel headingLevel={1} />
  </div>
);
