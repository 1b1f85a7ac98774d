import { expect, test } from 'vitest';
import { chooseAudioBitrate, chooseBitrate } from './choose-bitrate';
import { planMezzanine } from './ffmpeg/plan-mezzanine';
import { parseProbeReport } from './ffmpeg/probe-report';
import type { VideoTrackInfo } from './media-source';
import { planEncodedSize } from './write-video';

const sourceOf = (codec: string, bitsPerSecond: number): VideoTrackInfo => ({
  codec,
  bitsPerSecond,
  widthPx: 1920,
  heightPx: 1080,
  codedWidthPx: 1920,
  codedHeightPx: 1080,
  rotationDegrees: 0,
  pixelAspectRatio: 1,
  frameRate: 30,
  isVariableFrameRate: false,
  color: { primaries: null, transfer: null, matrix: null, fullRange: null, isHdr: false },
  hasAlpha: false,
  startSeconds: 0,
  durationSeconds: 10,
});

test('the bit rate grows with picture and rate, and follows a rich source', () => {
  const hd = { codec: 'avc', widthPx: 1920, heightPx: 1080, frameRate: 30 } as const;
  const base = chooseBitrate(hd);
  expect(base).toBeGreaterThan(8e6);
  expect(base).toBeLessThan(14e6);
  expect(chooseBitrate({ ...hd, frameRate: 60 })).toBeGreaterThan(base * 1.3);
  expect(chooseBitrate({ ...hd, widthPx: 640, heightPx: 360 })).toBeLessThan(base / 4);
  expect(chooseBitrate({ ...hd, source: sourceOf('avc1.640028', 20e6) })).toBeGreaterThan(20e6);
  expect(chooseBitrate({ ...hd, source: sourceOf('avc1.640028', 1e6) })).toBe(base);
  // A quarter of the picture needs a quarter of the source's bits.
  const quarter = { ...hd, widthPx: 960, heightPx: 540, source: sourceOf('avc1.640028', 20e6) };
  expect(chooseBitrate(quarter)).toBeLessThan(7e6);
  // An intermediate codec's rate is no guide.
  expect(chooseBitrate({ ...hd, source: sourceOf('prores', 200e6) })).toBeLessThan(40e6);
  expect(chooseBitrate({ ...hd, widthPx: 16, heightPx: 16 })).toBeGreaterThanOrEqual(150_000);
});

test('audio rates follow the channels up to a limit', () => {
  expect(chooseAudioBitrate('aac', 2)).toBe(192_000);
  expect(chooseAudioBitrate('opus', 1)).toBe(80_000);
  expect(chooseAudioBitrate('aac', 8)).toBe(512_000);
});

test('MP4 pictures get even sides, WebM keeps odd ones', () => {
  expect(planEncodedSize({ widthPx: 1921, heightPx: 1 }, 'mp4')).toEqual({ widthPx: 1920, heightPx: 2 });
  expect(planEncodedSize({ widthPx: 1921, heightPx: 1 }, 'webm')).toEqual({ widthPx: 1921, heightPx: 1 });
});

const UNREAD = { videoDecodes: null, audioDecodes: null };
const probe = (streams: readonly object[], format: object = { format_name: 'avi', duration: '5' }) =>
  parseProbeReport(JSON.stringify({ streams, format }));
const h264 = {
  index: 0,
  codec_type: 'video',
  codec_name: 'h264',
  pix_fmt: 'yuv420p',
  width: 640,
  height: 360,
};
const aac = { index: 1, codec_type: 'audio', codec_name: 'aac', sample_rate: '48000', channels: 2 };

test('what the browser decodes is copied, the rest converted', () => {
  expect(planMezzanine(probe([h264, aac]), UNREAD)).toMatchObject({ copiesVideo: true, copiesAudio: true });
  expect(planMezzanine(probe([{ ...h264, codec_name: 'mpeg4' }, aac]), UNREAD)).toMatchObject({
    copiesVideo: false,
    copiesAudio: true,
  });
  expect(planMezzanine(probe([h264, { ...aac, codec_name: 'ac3' }]), UNREAD)).toMatchObject({
    copiesAudio: false,
  });
  // The browser has tried and failed: nothing to gain from a copy.
  expect(planMezzanine(probe([h264]), { ...UNREAD, videoDecodes: false })).toMatchObject({
    copiesVideo: false,
  });
});

test('cover art, unknown codecs and empty reports are no tracks', () => {
  const art = { ...h264, disposition: { attached_pic: 1 } };
  expect(planMezzanine(probe([art, aac]), UNREAD)).toMatchObject({ video: null, container: 'matroska' });
  expect(planMezzanine(probe([{ index: 0, codec_type: 'video' }]), UNREAD)).toBeNull();
  expect(planMezzanine(parseProbeReport('nonsense'), UNREAD)).toBeNull();
});

test('interlaced, deep and odd pictures get their filters', () => {
  const argsOf = (change: object) =>
    planMezzanine(probe([{ ...h264, codec_name: 'hevc', ...change }]), UNREAD)!.args.join(' ');
  expect(argsOf({ field_order: 'tt' })).toContain('yadif');
  expect(argsOf({ color_transfer: 'smpte2084' })).toContain('tonemap');
  expect(argsOf({ width: 641 })).toContain('yuv444p');
  expect(argsOf({})).not.toMatch(/yadif|tonemap|yuv444p/);
});

test('a late start is kept where the container means it', () => {
  const argsOf = (format_name: string, start_time: string) =>
    planMezzanine(probe([h264], { format_name, start_time, duration: '5' }), UNREAD)!.args;
  expect(argsOf('mov,mp4,m4a', '1.5')).toContain('-copyts');
  expect(argsOf('mpeg', '1.5')).not.toContain('-copyts');
  expect(argsOf('matroska,webm', '95443')).not.toContain('-copyts');
});
