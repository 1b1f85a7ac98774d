import { toJobInput, type JobInput, type JobInputs } from '../../jobs/job';
import type { PickedFile } from '../intake/picked-file';

const isTheFile = ({ file }: PickedFile, input: JobInput): boolean =>
  file.name === input.name && file.size === input.size;

/** Puts picked files in the places of the inputs they are; the rest stays as it is. */
export const withPicked = (inputs: JobInputs, picked: readonly PickedFile[]): JobInputs =>
  Object.fromEntries(
    Object.entries(inputs).map(([slot, list]) => [
      slot,
      list.map((input) => {
        const found = input.file ? undefined : picked.find((file) => isTheFile(file, input));
        return found ? toJobInput(found.file, found.handle) : input;
      }),
    ]),
  );
