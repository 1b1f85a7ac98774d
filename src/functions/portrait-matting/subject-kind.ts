import type { z } from 'zod';
import type { RunContext } from '../../core/media-function';
import type { portraitMatting } from './definition';

export type Params = z.output<typeof portraitMatting.params>;
export type SubjectKind = Params['Subject'];
export type StageId = (typeof portraitMatting.stages)[number]['id'];
export type Context = RunContext<StageId>;
