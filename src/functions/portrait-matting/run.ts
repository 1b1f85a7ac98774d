import { MediaError } from '../../core/errors';
import type { RunFunction } from '../../core/media-function';
import { openBackground } from '../../media/open-background';
import { openMedia } from '../../media/open-media';
import type { portraitMatting } from './definition';
import { openMatteNetworks } from './open-networks';
import { renderStill, renderVideo } from './render';

export const run: RunFunction<typeof portraitMatting> = async (inputs, params, ctx) => {
  const { signal, scratch, log, backend } = ctx;
  const backgroundFile = params.Output === 'image' ? inputs.background[0] : undefined;
  if (params.Output === 'image' && !backgroundFile) {
    throw new MediaError('invalid-input', 'The background slot is empty', {
      details: { reason: 'no-background' },
    });
  }
  const options = { signal, scratch, log };
  const onPrepare = (fraction: number) => ctx.progress('open', fraction);
  using source = await openMedia(inputs.source[0]!, { ...options, onPrepare, need: 'video' });
  await using background = backgroundFile ? await openBackground(backgroundFile, params.Fit, options) : null;
  ctx.progress('open', 1);

  const onDownload = (fraction: number) => ctx.progress('model', fraction);
  await using networks = await openMatteNetworks(params.Subject, { signal, log, backend, onDownload });
  ctx.progress('model', 1);

  const job = { source, background, networks, params, ctx };
  const { output, report } = await (source.kind === 'image' ? renderStill(job) : renderVideo(job));
  return { outputs: [output], result: { output: params.Output, ...report } };
};
