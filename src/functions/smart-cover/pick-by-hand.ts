import type { MediaSource } from '../../media/media-source';
import { takeSample } from '../../models/sample-frames';
import { ANALYSIS_PX } from '../../vision/frame-measures';
import type { Candidate, Scan } from './scan-video';
import type { RefineTools } from './refine-candidates';

/** Measures the frames at times picked by hand and adds them to what the scan found. Order of `timesSeconds`. */
export const sampleTimes = async (
  source: MediaSource,
  scan: Scan,
  timesSeconds: readonly number[],
  tools: RefineTools,
): Promise<readonly Candidate[]> => {
  const ascending = [...new Set(timesSeconds)].sort((a, b) => a - b);
  const found = new Map<number, Candidate>();
  const size = { maxWidthPx: ANALYSIS_PX, maxHeightPx: ANALYSIS_PX };
  let next = 0;
  for await (const frame of source.imagesAt(ascending, size)) {
    tools.signal.throwIfAborted();
    const sample = await takeSample(frame, null, tools.faces);
    const shot = scan.shots.findIndex((range) => frame.timeSeconds < range.endSeconds);
    found.set(ascending[next++]!, { ...sample, refined: true, shot: Math.max(0, shot) });
    tools.onProgress(next / ascending.length);
  }
  return timesSeconds.flatMap((time) => found.get(time) ?? []);
};
