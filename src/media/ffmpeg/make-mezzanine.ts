import { MediaError } from '../../core/errors';
import type { ScratchFile } from '../../core/scratch';
import type { OpenMediaOptions } from '../media-source';
import type { OutputChunk } from './ffmpeg-wire';
import { openFfmpeg, type Ffmpeg, type RunResult } from './open-ffmpeg';
import { planMezzanine, type EngineOneFindings, type MezzaninePlan } from './plan-mezzanine';
import { parseProbeReport, PROBE_ARGS, type ProbeReport } from './probe-report';

/** A file that engine 1 reads, made from one that it does not. */
export interface Mezzanine {
  readonly file: File;
  readonly report: ProbeReport;
  readonly plan: MezzaninePlan;
  remove(): Promise<void>;
}

/** Demuxers of raw streams look at the name; everything else of the person's name is left out. */
const inputName = (file: File): string =>
  `input${/\.[a-z0-9]{1,5}$/i.exec(file.name)?.[0].toLowerCase() ?? ''}`;

const probe = async (ffmpeg: Ffmpeg, name: string): Promise<ProbeReport> => {
  const { stdout } = await ffmpeg.run('ffprobe', [...PROBE_ARGS, `/in/${name}`]);
  return parseProbeReport(stdout);
};

/** Runs ffmpeg with its output streamed to the disk. */
const runToFile = async (
  ffmpeg: Ffmpeg,
  args: readonly string[],
  target: ScratchFile,
  onTime: (seconds: number) => void,
): Promise<RunResult> => {
  const writer = (await target.openWritable()).getWriter();
  const onChunk = ({ position, data }: OutputChunk) => writer.write({ type: 'write', position, data });
  try {
    const result = await ffmpeg.run('ffmpeg', args, { onChunk, onTime });
    await writer.close();
    return result;
  } catch (error) {
    await writer.abort(error).catch(() => undefined);
    throw error;
  }
};

const describePlan = ({ video, audio, copiesVideo, copiesAudio }: MezzaninePlan): string => {
  const part = (name: string | undefined, copies: boolean, target: string) =>
    name ? `${name} ${copies ? 'copied' : `to ${target}`}` : 'none';
  return `video ${part(video?.codec_name, copiesVideo, 'H.264')}, audio ${part(audio?.codec_name, copiesAudio, 'FLAC')}`;
};

const planOrRefuse = (report: ProbeReport, findings: EngineOneFindings): MezzaninePlan => {
  const plan = planMezzanine(report, findings);
  if (plan) return plan;
  const isMedia = report.format.format_name !== 'unknown';
  const details = { container: report.format.format_name };
  if (isMedia && report.streams.length === 0)
    throw new MediaError('input-unreadable', 'No track can be read from the file', { details });
  throw new MediaError('unsupported-input', 'No engine knows the format or its codecs', { details });
};

/** Turns the file into a mezzanine on the job's disk area. Needs no memory for either file. */
export const makeMezzanine = async (
  file: File,
  findings: EngineOneFindings,
  { signal, scratch, log, onPrepare }: OpenMediaOptions,
): Promise<Mezzanine> => {
  const name = inputName(file);
  using ffmpeg = await openFfmpeg({ inputs: [{ name, blob: file }], signal });
  const report = await probe(ffmpeg, name);
  const plan = planOrRefuse(report, findings);
  log(`ffmpeg reads ${report.format.format_name}: ${describePlan(plan)}`);
  const target = await scratch.createFile(
    `mezzanine-${crypto.randomUUID()}.${plan.container === 'mp4' ? 'mp4' : 'mkv'}`,
  );
  try {
    const { duration } = report.format;
    const args = ['-fflags', '+genpts', '-i', `/in/${name}`, ...plan.args, '/out/mezzanine'];
    const { exitCode, tail } = await runToFile(ffmpeg, args, target, (seconds) => {
      if (duration > 0) onPrepare?.(Math.min(1, Math.max(0, seconds / duration)));
    });
    if (exitCode !== 0) {
      log(`ffmpeg gave up:\n${tail}`);
      throw new MediaError('decode-failed', 'ffmpeg could not convert the file', { details: { exitCode } });
    }
    return { file: await target.getFile(), report, plan, remove: () => target.remove() };
  } catch (error) {
    await target.remove().catch(() => undefined);
    throw error;
  }
};
