import { outputName } from '../../core/file-name';
import type { Json, OutputFile, OutputRole } from '../../core/media-function';
import {
  writeAudacityLabels,
  writeFcpXml,
  writeMarkerEdl,
  type MarkerTimeline,
} from '../../exporters/editor-markers';
import type { BeatMap } from './beat-map';
import { planMarkers, writeBeatCsv } from './plan-markers';

const textFile = (role: OutputRole, fileName: string, mimeType: string, text: string): OutputFile => ({
  role,
  fileName,
  mimeType,
  blob: new Blob([text], { type: mimeType }),
});

/** Everything that is text: the Result as a file, tables and markers where there are beats, and peaks for the page. */
export const writeTextOutputs = (
  sourceName: string,
  map: BeatMap,
  timeline: MarkerTimeline,
  documents: { readonly result: Json; readonly waveform: Json },
): OutputFile[] => {
  const name = (label: string, extension: string): string => outputName(sourceName, label, extension);
  const json = textFile(
    'result',
    name('beats', 'json'),
    'application/json',
    JSON.stringify(documents.result),
  );
  const peaks = textFile(
    'data',
    name('waveform', 'json'),
    'application/json',
    JSON.stringify(documents.waveform),
  );
  if (map.reason) return [json, peaks];
  const markers = planMarkers(map);
  return [
    json,
    textFile('result', name('beats', 'csv'), 'text/csv', writeBeatCsv(map)),
    textFile('result', name('labels', 'txt'), 'text/plain', writeAudacityLabels(markers)),
    textFile('result', name('markers', 'edl'), 'text/plain', writeMarkerEdl(markers, timeline)),
    textFile('result', name('markers', 'fcpxml'), 'application/xml', writeFcpXml(markers, timeline)),
    peaks,
  ];
};
