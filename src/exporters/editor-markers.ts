/** A moment to mark on an editor's timeline. */
export interface EditorMarker {
  readonly timeSeconds: number;
  readonly name: string;
  /** Shown in another colour where the format has colours. */
  readonly isStrong: boolean;
}

export interface MarkerTimeline {
  readonly title: string;
  readonly durationSeconds: number;
  readonly framesPerSecond: number;
}

const pad = (value: number): string => String(value).padStart(2, '0');

/** `hh:mm:ss:ff`, non-drop. */
export const timecode = (frame: number, framesPerSecond: number): string => {
  const seconds = Math.floor(frame / framesPerSecond);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, frame % framesPerSecond]
    .map(pad)
    .join(':');
};

const singleLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Audacity label track: start, end, label, tab-separated; a point has equal start and end. */
export const writeAudacityLabels = (markers: readonly EditorMarker[]): string =>
  markers
    .map(
      ({ timeSeconds, name }) =>
        `${timeSeconds.toFixed(6)}\t${timeSeconds.toFixed(6)}\t${singleLine(name)}\n`,
    )
    .join('');

/**
 * CMX 3600 EDL with one locator per marker, in the form editors import as timeline markers (`|C: |M: |D:`); the
 * timeline starts at 01:00:00:00 as theirs do. Frame rates are whole numbers, non-drop.
 */
export const writeMarkerEdl = (markers: readonly EditorMarker[], timeline: MarkerTimeline): string => {
  const { framesPerSecond } = timeline;
  const origin = 3600 * framesPerSecond;
  const events = markers.map(({ timeSeconds, name, isStrong }, n) => {
    const at = origin + Math.round(timeSeconds * framesPerSecond);
    const span = `${timecode(at, framesPerSecond)} ${timecode(at + 1, framesPerSecond)}`;
    const color = isStrong ? 'ResolveColorRed' : 'ResolveColorBlue';
    const number = String(n + 1).padStart(3, '0');
    return `${number}  001      V     C        ${span} ${span}\n |C:${color} |M:${singleLine(name)} |D:1\n\n`;
  });
  return `TITLE: ${singleLine(timeline.title)}\nFCM: NON-DROP FRAME\n\n${events.join('')}`;
};

const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Final Cut Pro XML 1.9: a gap as long as the sound that carries the markers, ready to paste or to import. */
export const writeFcpXml = (markers: readonly EditorMarker[], timeline: MarkerTimeline): string => {
  const { framesPerSecond, durationSeconds } = timeline;
  const rational = (frames: number): string => `${frames}/${framesPerSecond}s`;
  const length = rational(Math.max(1, Math.ceil(durationSeconds * framesPerSecond)));
  const title = escapeXml(singleLine(timeline.title));
  const rows = markers.map(({ timeSeconds, name }) => {
    const start = rational(Math.round(timeSeconds * framesPerSecond));
    const words = escapeXml(singleLine(name));
    return `            <marker start="${start}" duration="${rational(1)}" value="${words}"/>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE fcpxml>
<fcpxml version="1.9">
  <resources>
    <format id="r1" frameDuration="1/${framesPerSecond}s" width="1920" height="1080"/>
  </resources>
  <library>
    <event name="${title}">
      <project name="${title}">
        <sequence format="r1" duration="${length}" tcStart="0s" tcFormat="NDF">
          <spine>
            <gap name="${title}" offset="0s" start="0s" duration="${length}">
${rows.join('')}            </gap>
          </spine>
        </sequence>
      </project>
    </event>
  </library>
</fcpxml>
`;
};
