import { useTranslation } from 'react-i18next';
import { isInterrupted, type Job } from '../../jobs/job';
import type { ErrorDetails, WireError } from '../../core/errors';
import { findDefinition, type Definition } from '../../functions/definitions';
import { formatTook, formatWait } from '../format';
import type { Language } from '../i18n/function-text';
import { looseFunctionText } from '../i18n/function-texts';
import { useLanguage } from '../i18n/use-function-text';

export type ShownStatus = Job['state']['status'] | 'interrupted';

export const shownStatus = (job: Job): ShownStatus => (isInterrupted(job) ? 'interrupted' : job.state.status);

export const definitionOf = (job: Job): Definition => {
  const definition = findDefinition(job.functionName);
  if (!definition) throw new Error(`Unknown function: ${job.functionName}`);
  return definition;
};

export const fileNamesOf = (job: Job): readonly string[] =>
  Object.values(job.inputs)
    .flat()
    .map(({ name }) => name);

/** What a person calls the job: its own name, else its first file. */
export const jobTitle = (job: Job): string => job.name || (fileNamesOf(job)[0] ?? job.functionName);

/** `holiday.mp4 +2`: the title and how many other files there are. */
export const jobTitleWithCount = (job: Job): string => {
  const others = fileNamesOf(job).length - 1;
  return job.name || others < 1 ? jobTitle(job) : `${jobTitle(job)} +${others}`;
};

const stageWords = (job: Job, language: Language): string | undefined => {
  if (job.state.status !== 'running' || !job.state.stage) return undefined;
  const stages: Readonly<Record<string, string>> = looseFunctionText(definitionOf(job).id, language).stages;
  return stages[job.state.stage];
};

const tookSeconds = (job: Job): number | null =>
  job.startedAtMs !== null && job.endedAtMs !== null ? (job.endedAtMs - job.startedAtMs) / 1000 : null;

/** `about 10 sec left`; `''` while there is nothing honest to say. */
export const useTimeLeft = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  return ({ state }: Job): string =>
    state.status === 'running' && state.etaSeconds !== null
      ? t('jobs.left', { time: formatWait(state.etaSeconds, language) })
      : '';
};

/** One line that says where a job stands. */
export const useStatusLine = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  return (job: Job): string => {
    if (job.state.status === 'running') return stageWords(job, language) ?? t('jobs.starting');
    const took = tookSeconds(job);
    const status = t(`jobs.status.${shownStatus(job)}`);
    if (job.state.status !== 'done' || took === null) return status;
    return `${status} · ${t('jobs.took', { time: formatTook(took, language) })}`;
  };
};

export interface ErrorWords {
  readonly title: string;
  readonly remedy: string;
}

const fieldLabel = (job: Job, field: string, language: Language): string => {
  const text = looseFunctionText(definitionOf(job).id, language);
  const params: Readonly<Record<string, { readonly label: string } | undefined>> = text.params;
  return params[field.split('.')[0] ?? '']?.label ?? field;
};

const hasFieldDetails = (details: ErrorDetails): boolean =>
  ['field', 'value', 'range'].every((key) => details[key] !== undefined && details[key] !== '');

/** The function's own words for `details.reason`, where it has some: they say more than the code's. */
const reasonWords = (job: Job, { details }: WireError, language: Language): string | undefined =>
  looseFunctionText(definitionOf(job).id, language).reasons[String(details['reason'])];

/** What happened and what to do next, chosen from the code and the reason alone. */
export const useErrorWords = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  return (job: Job, error: WireError): ErrorWords => {
    const { code, details } = error;
    if (code !== 'invalid-params')
      return {
        title: t(`error.${code}.title`),
        remedy: reasonWords(job, error, language) ?? t(`error.${code}.remedy`, details),
      };
    const title = t('error.invalid-params.title');
    if (!hasFieldDetails(details)) return { title, remedy: t('error.invalid-params.plainRemedy') };
    const field = fieldLabel(job, String(details['field']), language);
    return { title, remedy: t('error.invalid-params.remedy', { ...details, field }) };
  };
};
