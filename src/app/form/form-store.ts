import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { FunctionId } from '../../functions/definitions';
import type { ParamValues } from './field-spec';

type Forms = Readonly<Partial<Record<FunctionId, ParamValues>>>;

/** What is set in each function's form; lives as long as the page. */
const forms = createStore<Forms>(() => ({}));

export const useForm = (id: FunctionId): ParamValues | undefined => useStore(forms, (state) => state[id]);
export const setForm = (id: FunctionId, values: ParamValues): void => forms.setState({ [id]: values });
