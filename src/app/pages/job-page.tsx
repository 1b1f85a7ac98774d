import { FilePlus2, RotateCcw, SlidersHorizontal, Trash2, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { isEnded, type Job } from '../../jobs/job';
import { missingFiles, recoverInputs } from '../../jobs/recover-inputs';
import { setForm } from '../form/form-store';
import { FunctionIcon } from '../gallery/function-icon';
import { useLooseFunctionText } from '../i18n/use-function-text';
import { MAIN_SLOT, setFiles, slotKey } from '../intake/intake-store';
import { pickFiles } from '../intake/pick-files';
import { toPickedFile } from '../intake/picked-file';
import { JobLog } from '../jobs/job-log';
import { JobProgress } from '../jobs/job-progress';
import {
  definitionOf,
  jobTitleWithCount,
  shownStatus,
  useErrorWords,
  useStatusLine,
} from '../jobs/job-words';
import { useJobActions } from '../jobs/use-job-actions';
import { withPicked } from '../jobs/with-picked';
import { ResultFrame } from '../results/result-frame';
import { useJob } from '../studio-context';
import { Button, IconButton } from '../ui/button';
import { Notice } from '../ui/card';
import styles from './job-page.module.css';
import { useSubmit } from './use-submit';

interface JobProps {
  readonly job: Job;
}

/** Puts the job's files and settings back into the function's form. */
const useReopen = (job: Job) => {
  const navigate = useNavigate();
  const { id, inputs } = definitionOf(job);
  return () => {
    setForm(id, job.params);
    Object.keys(inputs).forEach((slot, index) => {
      const picked = (job.inputs[slot] ?? []).flatMap(({ file, handle }) =>
        file ? [toPickedFile(file, handle)] : [],
      );
      const kept = picked.filter((file) => file !== null);
      if (kept.length > 0) setFiles(index === 0 ? MAIN_SLOT : slotKey(id, slot), kept);
    });
    void navigate(`/${id}`);
  };
};

const Header = ({ job }: JobProps) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const actions = useJobActions();
  const { id } = definitionOf(job);
  const text = useLooseFunctionText(id);
  const line = useStatusLine()(job);
  const reopen = useReopen(job);
  const name = jobTitleWithCount(job);
  const remove = async () => {
    await navigate('/');
    await actions.remove(job);
  };
  return (
    <header className={styles.head}>
      <span className={styles.icon}>
        <FunctionIcon id={id} />
      </span>
      <div className={styles.title}>
        <h1>{name}</h1>
        <p>
          <Link to={`/${id}`}>{text.title}</Link> ·{' '}
          {isEnded(job) ? line : t(`jobs.status.${shownStatus(job)}`)}
        </p>
      </div>
      <div className={styles.actions}>
        <Button size="small" icon={<SlidersHorizontal aria-hidden />} onClick={reopen}>
          {t('result.again')}
        </Button>
        <IconButton label={t('jobs.removeJob', { name })} onClick={() => void remove()}>
          <Trash2 aria-hidden />
        </IconButton>
      </div>
    </header>
  );
};

const Failed = ({ job }: JobProps) => {
  const { t } = useTranslation();
  const words = useErrorWords();
  const actions = useJobActions();
  const { state } = job;
  const wire =
    state.status === 'failed' ? state.error : { code: 'cancelled' as const, message: '', details: {} };
  const { title, remedy } = words(job, wire);
  const tone = wire.code === 'cancelled' ? 'info' : 'danger';
  const mayNeedFile = wire.code === 'interrupted' || wire.code === 'input-unreadable';
  return (
    <Notice tone={tone} icon={<TriangleAlert aria-hidden />} title={title}>
      <p>{remedy}</p>
      <div className={styles.buttons}>
        <Button icon={<RotateCcw aria-hidden />} onClick={() => void actions.retry(job)}>
          {t(wire.code === 'interrupted' ? 'jobs.resume' : 'jobs.retry')}
        </Button>
        {mayNeedFile && (
          <Button icon={<FilePlus2 aria-hidden />} onClick={() => void actions.chooseAgain(job)}>
            {t('jobs.chooseAgain')}
          </Button>
        )}
      </div>
    </Notice>
  );
};

/** After a reload the original may have to be asked for before a result can be changed. */
const Done = ({ job }: JobProps) => {
  const { t } = useTranslation();
  const [inputs, setInputs] = useState(job.inputs);
  const { submitAgain } = useSubmit(definitionOf(job));
  if (job.state.status !== 'done') return null;
  const { outputs, result } = job.state;
  const isComplete = missingFiles(inputs).length === 0;
  const open = async () => {
    const recovered = await recoverInputs(inputs, null);
    if (missingFiles(recovered).length === 0) return setInputs(recovered);
    setInputs(withPicked(recovered, await pickFiles(true)));
    return undefined;
  };
  return (
    <>
      <ResultFrame
        key={`${job.id}-${isComplete}`}
        job={job}
        outputs={outputs}
        result={result}
        inputs={inputs}
        rerun={isComplete ? (values) => submitAgain({ ...job, inputs }, values) : null}
      />
      {!isComplete && (
        <Notice>
          <p>{t('result.inputsGone')}</p>
          <div className={styles.buttons}>
            <Button size="small" icon={<FilePlus2 aria-hidden />} onClick={() => void open()}>
              {t('jobs.chooseAgain')}
            </Button>
          </div>
        </Notice>
      )}
    </>
  );
};

const Body = ({ job }: JobProps) => {
  if (!isEnded(job)) return <JobProgress job={job} />;
  return job.state.status === 'done' ? <Done key={job.id} job={job} /> : <Failed job={job} />;
};

export const JobPage = () => {
  const { t } = useTranslation();
  const { jobId = '' } = useParams();
  const job = useJob(jobId);
  if (!job)
    return (
      <div className={styles.page}>
        <h1>{t('jobs.gone')}</h1>
        <p>
          <Link to="/">{t('shell.toStudio')}</Link>
        </p>
      </div>
    );
  return (
    <div className={styles.page}>
      <Header job={job} />
      <Body job={job} />
      <JobLog job={job} />
    </div>
  );
};
