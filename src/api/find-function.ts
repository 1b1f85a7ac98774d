import { MediaError } from '../core/errors';
import { definitions, type Definition } from '../functions/definitions';

/** Published names of the picture jobs, and the function that takes pictures. */
export const FUNCTION_ALIASES: Readonly<Record<string, string>> = {
  ImageMatting: 'PortraitMatting',
  ImageDelogo: 'VideoDelogo',
  ImageH2V: 'VideoH2V',
  ImageDetext: 'VideoDetext',
};

export const aliasesOf = (functionName: string): readonly string[] =>
  Object.keys(FUNCTION_ALIASES).filter((alias) => FUNCTION_ALIASES[alias] === functionName);

/** By name or alias. Throws `invalid-params` that lists the names. */
export const findFunction = (name: string, known: readonly Definition[] = definitions): Definition => {
  const functionName = Object.hasOwn(FUNCTION_ALIASES, name) ? FUNCTION_ALIASES[name] : name;
  const found = known.find((definition) => definition.functionName === functionName);
  if (found) return found;
  const range = known.map((definition) => definition.functionName).join(' | ');
  const details = { field: 'FunctionName', value: name, range };
  throw new MediaError('invalid-params', `There is no function ${name}; there is ${range}`, { details });
};
