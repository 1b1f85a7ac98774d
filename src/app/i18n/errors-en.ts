/** By error code: what happened, and what to do next. `{{...}}` are filled from the error's details. */
export const errorsEn = {
  'invalid-params': {
    title: 'A setting is not allowed',
    remedy: 'Change {{field}} ({{value}}) to something within {{range}} and start again.',
    plainRemedy: 'Check the settings and start again.',
  },
  'invalid-input': {
    title: 'These files do not fit this function',
    remedy: 'Check how many files it takes and of which kind, then start again.',
  },
  'unsupported-input': {
    title: 'This kind of file cannot be opened',
    remedy:
      'Convert it to MP4, WebM, MP3, WAV, JPEG or PNG in another program, or use another copy. Protected files cannot be opened at all.',
  },
  'input-unreadable': {
    title: 'The file cannot be read',
    remedy:
      'It may be damaged, incomplete, moved or renamed. Make sure that it opens in a player, then choose it again.',
  },
  'no-video-track': {
    title: 'There is no picture in this file',
    remedy: 'This function needs a video. Choose a file with a video track.',
  },
  'no-audio-track': {
    title: 'There is no sound in this file',
    remedy: 'This function needs sound. Choose a file with an audio track.',
  },
  'decode-failed': {
    title: 'The file could not be decoded',
    remedy: 'It may be damaged. Try another copy, or convert it to MP4 (H.264 and AAC) in another program.',
  },
  'encode-failed': {
    title: 'The result could not be written',
    remedy: 'Try again, with a smaller size or another output format.',
  },
  'verify-failed': {
    title: 'The result did not pass its check',
    remedy: 'It was thrown away rather than handed over broken. Try again, with another output format.',
  },
  'model-load-failed': {
    title: 'A network could not be loaded',
    remedy: 'Connect once so that it can be stored, or store all of them under Models, then try again.',
  },
  'inference-failed': {
    title: 'A network stopped while working',
    remedy: 'Try again, or choose another way of computing under Settings.',
  },
  'gpu-lost': {
    title: 'The graphics processor was lost',
    remedy: 'Try again. If it happens again, choose “Processor only” under Settings.',
  },
  'out-of-memory': {
    title: 'There was not enough memory',
    remedy: 'Close other tabs and programs, or use a smaller or shorter file, then try again.',
  },
  'storage-full': {
    title: 'This browser’s storage is full',
    remedy: 'Remove old results under Settings › Storage, or free space on the disk, then try again.',
  },
  'worker-crashed': {
    title: 'The job stopped unexpectedly',
    remedy: 'The other jobs go on. Try again; if it happens again, use a smaller file.',
  },
  interrupted: {
    title: 'The job was interrupted',
    remedy: 'The page was closed or reloaded while it was working. Start it again.',
  },
  cancelled: {
    title: 'The job was cancelled',
    remedy: 'No file was left behind. Start it again whenever you like.',
  },
  internal: {
    title: 'Something went wrong inside',
    remedy: 'Try again. If it happens again, copy the job log and report it.',
  },
};
