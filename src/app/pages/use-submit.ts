import { useNavigate } from 'react-router';
import { DEFAULT_PRIORITY, toJobInput, type Job } from '../../jobs/job';
import type { Definition } from '../../functions/definitions';
import type { ParamValues } from '../form/field-spec';
import type { PickedFile } from '../intake/picked-file';
import { settingsStore } from '../settings/settings-store';
import { useStudio } from '../studio-context';

type JobFiles = Readonly<Record<string, readonly PickedFile[]>>;

const toInputs = (files: JobFiles): Job['inputs'] =>
  Object.fromEntries(
    Object.entries(files).map(([slot, list]) => [
      slot,
      list.map(({ file, handle }) => toJobInput(file, handle)),
    ]),
  );

/** Submits jobs with one setting and shows them: the job itself, or the list when there are several. */
export const useSubmit = (definition: Definition) => {
  const studio = useStudio();
  const navigate = useNavigate();

  const submitOne = (inputs: Job['inputs'], values: ParamValues): Promise<Job> =>
    studio.submit({
      functionName: definition.functionName,
      inputs,
      params: definition.params.parse(values),
      backend: settingsStore.getState().backend,
      priority: DEFAULT_PRIORITY,
      name: '',
      userData: '',
      clientToken: '',
      outputTemplate: '',
    });

  const submitAll = async (jobs: readonly JobFiles[], values: ParamValues): Promise<void> => {
    const submitted: Job[] = [];
    for (const files of jobs) submitted.push(await submitOne(toInputs(files), values));
    const [first] = submitted;
    await navigate(submitted.length === 1 && first ? `/jobs/${first.id}` : '/jobs');
  };

  const submitAgain = async (job: Job, values: ParamValues): Promise<void> => {
    const again = await submitOne(job.inputs, { ...job.params, ...values });
    await navigate(`/jobs/${again.id}`);
  };

  return { submitAll, submitAgain };
};
