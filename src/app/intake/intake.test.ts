import { afterEach, describe, expect, test } from 'vitest';
import { definitions } from '../../functions/definitions';
import { mainKinds, matchingFunctions } from '../gallery/matching';
import { addFiles, intakeStore, MAIN_SLOT, moveFile, removeFile, setFiles } from './intake-store';
import { acceptOf, fitsKinds, kindOfFile } from './media-kind';
import { toPickedFile, type PickedFile } from './picked-file';

const picked = (name: string, type = ''): PickedFile =>
  toPickedFile(new File(['x'], name, { type, lastModified: 1 }))!;
const names = () => intakeStore.getState().files.map(({ file }) => file.name);

afterEach(() => setFiles(MAIN_SLOT, []));

describe('what a file looks like from outside', () => {
  test('the type decides, then the extension, and a stranger is unknown', () => {
    expect(kindOfFile({ name: 'a.bin', type: 'video/mp4' })).toBe('video');
    expect(kindOfFile({ name: 'HOLIDAY.AVI', type: '' })).toBe('video');
    expect(kindOfFile({ name: 'song.flac', type: 'application/octet-stream' })).toBe('audio');
    expect(kindOfFile({ name: 'notes', type: '' })).toBe('unknown');
  });

  test('a video may stand in for sound, a photo may not, and a stranger may try', () => {
    expect(fitsKinds('video', ['audio'])).toBe(true);
    expect(fitsKinds('image', ['audio'])).toBe(false);
    expect(fitsKinds('unknown', ['video'])).toBe(true);
  });

  test('a picker asks for types and for extensions browsers do not know', () => {
    expect(acceptOf(['video'])).toContain('video/*');
    expect(acceptOf(['video'])).toContain('.avi');
  });

  test('what systems leave in folders is not taken', () => {
    expect(toPickedFile(new File([], '.DS_Store'))).toBeNull();
    expect(toPickedFile(new File([], 'Thumbs.db'))).toBeNull();
  });

  test('a photo never leads to a function for videos only', () => {
    for (const definition of matchingFunctions(definitions, new Set(['image']))) {
      expect(mainKinds(definition)).toContain('image');
    }
  });
});

describe('files on the table', () => {
  test('the same file dropped twice is there once', () => {
    addFiles(MAIN_SLOT, [picked('a.mp4')]);
    addFiles(MAIN_SLOT, [picked('a.mp4'), picked('b.mp4')]);
    expect(names()).toEqual(['a.mp4', 'b.mp4']);
  });

  test('moving stops at the ends and keeps the rest in order', () => {
    const files = ['a.wav', 'b.wav', 'c.wav'].map((name) => picked(name));
    setFiles(MAIN_SLOT, files);
    moveFile(MAIN_SLOT, files[2]!.key, -1);
    expect(names()).toEqual(['a.wav', 'c.wav', 'b.wav']);
    moveFile(MAIN_SLOT, files[0]!.key, -1);
    expect(names()).toEqual(['a.wav', 'c.wav', 'b.wav']);
  });

  test('a slot for one file keeps the last one put in', () => {
    addFiles('x/background', [picked('one.png')], 1);
    addFiles('x/background', [picked('two.png')], 1);
    expect(intakeStore.getState().slots['x/background']?.map(({ file }) => file.name)).toEqual(['two.png']);
  });

  test('removing takes just that file', () => {
    const files = [picked('a.mp4'), picked('b.mp4')];
    setFiles(MAIN_SLOT, files);
    removeFile(MAIN_SLOT, files[0]!.key);
    expect(names()).toEqual(['b.mp4']);
  });
});
