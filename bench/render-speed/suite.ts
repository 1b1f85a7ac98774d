import type { BenchContext, BenchReport, BenchSuite } from '../bench-suite';
import { measureSpeed as measureReframing } from '../landscape-to-portrait/speed';
import { measureSpeed as measureLogos } from '../logo-blur/speed';
import { timeJobs as timeMatting } from '../portrait-matting/speed';
import { measureKeying } from './green-screen';

/** The renderers that have to stay near the decode and encode bound, without their long quality suites. */
const run = async (context: BenchContext): Promise<BenchReport> => {
  if (!context.ffmpeg) {
    const notes = ['Needs native ffmpeg.'];
    return { tables: [{ title: 'Render speed', columns: ['note'], rows: [], notes }], bars: [] };
  }
  const parts = [await measureReframing(context), await measureLogos(context), await measureKeying(context)];
  const matting = context.mediaRoot ? [await timeMatting(context)] : [];
  return {
    tables: [...parts.map(({ table }) => table), ...matting],
    bars: parts.flatMap(({ bars }) => bars),
  };
};

export const suite: BenchSuite = {
  id: 'render-speed',
  title: 'Render speed beside decoding and encoding',
  run,
};
