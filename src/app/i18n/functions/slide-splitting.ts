import type { slideSplitting } from '../../../functions/slide-splitting/definition';
import type { FunctionText, SameWords } from '../function-text';

const formats = { png: 'PNG', jpg: 'JPEG', webp: 'WebP' };

export const en = {
  title: 'Slide splitting',
  summary: 'Splits a lecture at its slides: titled clips, chapters, a PDF handout and an outline.',
  inputs: { source: { label: 'Lecture' } },
  params: {
    Outputs: {
      label: 'What to make',
      options: {
        clips: 'Clips',
        json: 'Data (JSON)',
        pdf: 'PDF handout',
        images: 'Slide images',
        chapters: 'Chapters',
        markdown: 'Outline (Markdown)',
      },
    },
    MinSeconds: { label: 'Shortest segment', help: 'A slide shown for less is joined to the next.' },
    MergeBuilds: {
      label: 'Keep builds together',
      help: 'A slide whose points appear one by one stays one segment.',
    },
    Sensitivity: { label: 'Sensitivity', help: 'Higher finds smaller changes.' },
    Region: { label: 'Slide area', help: 'Set it when the slide fills only a part of the picture.' },
    lang: {
      label: 'Language of titles',
      help: 'For slides with a title in two languages.',
      options: { auto: 'Automatic', zh: 'Chinese', en: 'English' },
    },
    Cut: {
      label: 'Cutting',
      help: 'Fast copies the picture untouched; a few editors show the seconds before a cut that players hide.',
      options: { fast: 'Fast, lossless', exact: 'Encode where needed' },
    },
    ImageFormat: { label: 'Format of images', options: formats },
    Edited: { label: 'Segments set by hand' },
  },
  stages: {
    open: 'Opening the video',
    scan: 'Looking through the slides',
    refine: 'Finding the exact cuts',
    model: 'Loading the text reader',
    read: 'Reading titles',
    write: 'Writing files',
  },
  reasons: {
    'no-slides': 'No slides were found: this looks like a film, or the picture never holds still.',
    'one-slide': 'The same slide stays all the time, so there is nothing to split.',
  },
  result: {
    slides: 'Slides',
    help: 'Rename, join or split segments, then make the files again.',
    slide: 'Slide {number}',
    noSlide: 'No slide',
    titleOf: 'Title of segment {number}',
    play: 'Play from {time}',
    mergeOf: 'Join segment {number} with the one before',
    split: 'Split at {time}',
    splitHint: 'Play or seek the video to where the split should be.',
    save: 'Make the files again',
    reset: 'Undo changes',
    again: 'again',
    uncertain: 'Title uncertain',
  },
} satisfies FunctionText<typeof slideSplitting>;

export const zh: SameWords<typeof en> = {
  title: '课件拆分',
  summary: '按幻灯片拆分课程视频：带标题的片段、章节、PDF 讲义和大纲。',
  inputs: { source: { label: '课程视频' } },
  params: {
    Outputs: {
      label: '生成内容',
      options: {
        clips: '视频片段',
        json: '数据（JSON）',
        pdf: 'PDF 讲义',
        images: '幻灯片图片',
        chapters: '章节',
        markdown: '大纲（Markdown）',
      },
    },
    MinSeconds: { label: '最短片段', help: '停留时间更短的幻灯片并入下一段。' },
    MergeBuilds: { label: '合并动画步骤', help: '要点逐条出现的幻灯片仍算一段。' },
    Sensitivity: { label: '灵敏度', help: '越高越能发现细小变化。' },
    Region: { label: '幻灯片区域', help: '幻灯片只占画面一部分时可以设定。' },
    lang: {
      label: '标题语言',
      help: '用于标题有两种语言的幻灯片。',
      options: { auto: '自动', zh: '中文', en: '英文' },
    },
    Cut: {
      label: '切割方式',
      help: '快速切割不改动画面；播放器会隐藏切点之前的几秒，个别剪辑软件会显示出来。',
      options: { fast: '快速无损', exact: '必要时重新编码' },
    },
    ImageFormat: { label: '图片格式', options: formats },
    Edited: { label: '手动设置的片段' },
  },
  stages: {
    open: '打开视频',
    scan: '浏览幻灯片',
    refine: '确定精确切点',
    model: '加载文字识别',
    read: '读取标题',
    write: '写入文件',
  },
  reasons: {
    'no-slides': '没有找到幻灯片：这看起来是一段影片，或者画面一直在变化。',
    'one-slide': '自始至终是同一张幻灯片，无需拆分。',
  },
  result: {
    slides: '幻灯片',
    help: '可以改名、合并或拆分片段，然后重新生成文件。',
    slide: '幻灯片 {number}',
    noSlide: '无幻灯片',
    titleOf: '第 {number} 段的标题',
    play: '从 {time} 播放',
    mergeOf: '将第 {number} 段与上一段合并',
    split: '在 {time} 处拆分',
    splitHint: '把视频播放或拖动到要拆分的位置。',
    save: '重新生成文件',
    reset: '撤销修改',
    again: '再次出现',
    uncertain: '标题不确定',
  },
};
