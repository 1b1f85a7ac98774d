import { baseNameOf, outputName } from '../../core/file-name';
import type { OutputFile, RunFunction } from '../../core/media-function';
import type { MediaSource } from '../../media/media-source';
import { openMedia } from '../../media/open-media';
import type { beatDetection } from './definition';
import { describeBeats, describeWaveform } from './describe-beats';
import { hearMusic } from './hear-music';
import { planBeats } from './plan-beats';
import { planLevels } from './plan-levels';
import { renderClicks } from './render-clicks';
import { writeTextOutputs } from './write-outputs';

const DEFAULT_MARKER_FPS = 30;

const markerFps = (asked: string, source: MediaSource): number =>
  asked === 'auto'
    ? Math.round(source.video?.frameRate ?? DEFAULT_MARKER_FPS) || DEFAULT_MARKER_FPS
    : Number(asked);

export const run: RunFunction<typeof beatDetection> = async (inputs, params, ctx) => {
  const file = inputs.source[0]!;
  using source = await openMedia(file, {
    signal: ctx.signal,
    scratch: ctx.scratch,
    log: ctx.log,
    need: 'audio',
    onPrepare: (fraction) => ctx.progress('open', fraction),
  });
  const features = await hearMusic(source, ctx);

  ctx.progress('decode', 0);
  const map = planBeats(features, {
    meter: params.Meter,
    minBpm: params.MinBpm,
    maxBpm: params.MaxBpm,
    tempoFactor: params.TempoFactor,
    shift: params.Shift,
  });
  const levels = planLevels(params.Levels, map, features);
  const result = describeBeats(map, levels, features, params.Meter);
  ctx.progress('decode', 1);

  const timeline = {
    title: baseNameOf(file.name),
    durationSeconds: features.durationSeconds,
    framesPerSecond: markerFps(params.MarkerFps, source),
  };
  const outputs: OutputFile[] = writeTextOutputs(file.name, map, timeline, {
    result,
    waveform: describeWaveform(features),
  });
  if (params.ClickTrack && !map.reason) {
    const { signal, scratch, log } = ctx;
    const onProgress = (fraction: number): void => ctx.progress('write', fraction);
    const blob = await renderClicks(source, map, { signal, scratch, log, onProgress });
    outputs.unshift({
      role: 'result',
      fileName: outputName(file.name, 'clicks', 'wav'),
      mimeType: 'audio/wav',
      blob,
    });
  }
  return { outputs, result };
};
