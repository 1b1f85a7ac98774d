import { useTranslation } from 'react-i18next';
import type { FunctionId } from '../../functions/definitions';
import { functionTexts, type FunctionTextOf, looseFunctionText } from './function-texts';
import type { FunctionText, Language } from './function-text';

/** The language on screen. Re-renders the caller when it changes. */
export const useLanguage = (): Language => (useTranslation().i18n.resolvedLanguage === 'zh' ? 'zh' : 'en');

/** The words of one function in the language on screen, with its exact keys. */
export const useFunctionText = <Id extends FunctionId>(id: Id): FunctionTextOf<Id> =>
  functionTexts[id][useLanguage()];

export const useLooseFunctionText = (id: FunctionId): FunctionText => looseFunctionText(id, useLanguage());
