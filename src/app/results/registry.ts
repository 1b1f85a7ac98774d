import type { ComponentType, LazyExoticComponent } from 'react';
import type { FunctionId } from '../../functions/definitions';
import type { ResultViewProps } from './result-view';

type LazyView = LazyExoticComponent<ComponentType<ResultViewProps>>;

/** One line per function with a page of its own; the others get the generic list of outputs. */
export const resultViews: { readonly [Id in FunctionId]?: LazyView } = {
  // 'some-id': lazy(() => import('./some-id-result').then((m) => ({ default: m.SomeResult }))),
};
