import type { subtitleRemoval } from '../../../functions/subtitle-removal/definition';
import type { FunctionText, SameWords } from '../function-text';

export const en = {
  title: 'Subtitle removal',
  summary: 'Takes burned-in subtitles out of a video or picture and brings back what lies behind them.',
  inputs: { source: { label: 'Video or picture with subtitles' } },
  params: {
    Quality: {
      label: 'Quality',
      help: 'Best paints what no frame shows with a network. It takes longer.',
      options: { fast: 'Fast', best: 'Best' },
    },
    LimitRegion: {
      label: 'Where',
      help: 'All text that stands still in these boxes goes. Without boxes, subtitles are found by themselves.',
    },
    Time: { label: 'When', help: 'Leave it empty for the whole video.' },
    Texts: { label: 'Texts to remove' },
  },
  stages: {
    open: 'Opening the file',
    model: 'Loading the text networks',
    find: 'Finding the subtitles',
    remove: 'Bringing back the background',
    check: 'Checking for remains',
  },
  reasons: {
    'no-text':
      'No subtitles were found, so the file came back as it was. Draw a box round the text to have it removed anyway.',
  },
  result: {
    removed: '{count} lines of text removed',
    clean: 'A check of the finished picture found no legible remains.',
    residual: 'Still legible after removal: {text}',
    texts: 'Removed text',
    line: 'Line {number}',
    from: 'From (s)',
    to: 'To (s)',
    goTo: 'Show line {number}',
    add: 'Add a box here',
    drop: 'Leave line {number} in the picture',
    noWords: 'Drawn by hand',
    again: 'Remove again',
    better: 'Remove again in best quality',
    changed: 'Boxes or times have changed.',
    original: 'The original is no longer readable, so it can not be compared or changed.',
    boxHelp: 'Drag a box or its corners. Arrow keys move it.',
  },
} satisfies FunctionText<typeof subtitleRemoval>;

export const zh: SameWords<typeof en> = {
  title: '字幕擦除',
  summary: '擦除视频或图片中的硬字幕，并还原字幕背后的画面。',
  inputs: { source: { label: '带字幕的视频或图片' } },
  params: {
    Quality: {
      label: '质量',
      help: '“最佳”会用网络补画任何一帧都没有露出的部分，耗时更长。',
      options: { fast: '快速', best: '最佳' },
    },
    LimitRegion: {
      label: '区域',
      help: '框内所有静止的文字都会被擦除。不画框则自动查找字幕。',
    },
    Time: { label: '时间段', help: '留空则处理整段视频。' },
    Texts: { label: '要擦除的文字' },
  },
  stages: {
    open: '正在打开文件',
    model: '正在加载文字网络',
    find: '正在查找字幕',
    remove: '正在还原背景',
    check: '正在检查残留',
  },
  reasons: {
    'no-text': '没有找到字幕，文件原样返回。如果仍要擦除某处文字，请画框选中它。',
  },
  result: {
    removed: '已擦除 {count} 行文字',
    clean: '对成品的检查没有发现可辨认的残留文字。',
    residual: '擦除后仍可辨认：{text}',
    texts: '已擦除的文字',
    line: '第 {number} 行',
    from: '开始（秒）',
    to: '结束（秒）',
    goTo: '查看第 {number} 行',
    add: '在此处加框',
    drop: '保留第 {number} 行',
    noWords: '手动框选',
    again: '重新擦除',
    better: '用最佳质量重新擦除',
    changed: '框或时间已修改。',
    original: '原文件已无法读取，不能对比或修改。',
    boxHelp: '拖动方框或四角，也可以用方向键移动。',
  },
};
