import type { captionExtraction } from '../../../functions/caption-extraction/definition';
import type { FunctionText, SameWords } from '../function-text';

export const en = {
  title: 'Caption extraction',
  summary: 'Reads subtitles that are part of the picture and gives them as subtitle files.',
  inputs: { source: { label: 'Video', help: 'A video with subtitles in its picture.' } },
  params: {
    lang: {
      label: 'Language',
      help: 'Other languages are read one at a time; most load 1 to 5 MB the first time.',
      options: {
        ch_ml: 'Chinese and English',
        ch: 'Chinese',
        en: 'English',
        latin: 'French, German, Spanish and others in Latin letters',
        ja: 'Japanese',
        ko: 'Korean',
        'zh-Hant': 'Chinese, traditional',
        ru: 'Russian',
        uk: 'Ukrainian',
        ar: 'Arabic',
        vi: 'Vietnamese',
        tr: 'Turkish',
      },
    },
    Formats: {
      label: 'Files',
      options: { srt: 'SRT', vtt: 'WebVTT', ass: 'ASS', json: 'JSON', txt: 'Text' },
    },
    sep: {
      label: 'Separate languages',
      help: 'Chinese and English lines go into files of their own.',
    },
    fps: {
      label: 'Looks a second',
      help: 'How often new text is looked for. Starts and ends are exact to the frame all the same.',
    },
    formatter: { label: 'Before each text', help: 'For SRT and ASS, such as {\\an8} for the top.' },
    track: { label: 'Name of the track' },
    roi: { label: 'Region of the captions' },
    Cues: { label: 'Captions corrected by hand' },
  },
  stages: {
    open: 'Opening the video',
    model: 'Loading the reading networks',
    scan: 'Reading captions',
    write: 'Writing the files',
  },
  reasons: {
    'no-text': 'No text that stands still was found in the picture.',
    'no-captions':
      'There is text in the picture, but none that comes and goes as captions do: signs, marks and moving text are left out. If these are captions all the same, draw a box round them below and read that part again.',
    'page-of-text':
      'The picture is full of text, many rows at a time, such as credits or a page: none of it was taken for captions. To read it all the same, draw a box below.',
  },
  result: {
    cues: 'Captions',
    count: '{count} captions',
    apply: 'Save my changes to the files',
    discard: 'Undo my changes',
    applied: 'These captions were corrected by hand.',
    hint: 'Correct words and times here, add or remove captions, then save: the files are written again.',
    gone: 'The video itself is no longer at hand; add it again to see it here.',
    preview: 'Video with captions',
    unsure: 'Please check',
    invalid: 'A caption must end after it begins.',
    thumbnail: 'Picture of caption {number}',
    region: 'Read again in one part of the picture',
    regionHint: 'Draw a box round the captions: all text that stands still in it is taken for a caption.',
    regionBox: 'Part of the picture to read',
    readRegion: 'Read this part',
    readWhole: 'Find the captions again',
  },
} satisfies FunctionText<typeof captionExtraction>;

export const zh: SameWords<typeof en> = {
  title: '字幕提取',
  summary: '读取画面中的硬字幕，导出为字幕文件。',
  inputs: { source: { label: '视频', help: '画面中带有字幕的视频。' } },
  params: {
    lang: {
      label: '语言',
      help: '其他语言每次读取一种，多数在首次使用时加载 1 至 5 MB 数据。',
      options: {
        ch_ml: '中文和英文',
        ch: '中文',
        en: '英文',
        latin: '法语、德语、西班牙语等拉丁字母语言',
        ja: '日语',
        ko: '韩语',
        'zh-Hant': '繁体中文',
        ru: '俄语',
        uk: '乌克兰语',
        ar: '阿拉伯语',
        vi: '越南语',
        tr: '土耳其语',
      },
    },
    Formats: {
      label: '导出文件',
      options: { srt: 'SRT', vtt: 'WebVTT', ass: 'ASS', json: 'JSON', txt: '纯文本' },
    },
    sep: { label: '分开两种语言', help: '中文行与英文行分别写入各自的文件。' },
    fps: { label: '每秒查找次数', help: '多久查找一次新文字；起止时间始终精确到帧。' },
    formatter: { label: '每条字幕前缀', help: '用于 SRT 和 ASS，例如 {\\an8} 表示置顶。' },
    track: { label: '轨道名称' },
    roi: { label: '字幕区域' },
    Cues: { label: '手动修改的字幕' },
  },
  stages: {
    open: '正在打开视频',
    model: '正在加载识别模型',
    scan: '正在读取字幕',
    write: '正在写入文件',
  },
  reasons: {
    'no-text': '画面中没有找到静止的文字。',
    'no-captions':
      '画面中有文字，但没有像字幕那样出现又消失的文字；招牌、台标和滚动文字不计入。如果确实是字幕，请在下方用方框圈出后重新读取。',
    'page-of-text':
      '画面中同时有许多行文字，像是片尾名单或整页文字，因此都没有当作字幕。如仍要读取，请在下方画框圈出。',
  },
  result: {
    cues: '字幕',
    count: '共 {count} 条字幕',
    apply: '将修改写入文件',
    discard: '撤销修改',
    applied: '这些字幕经过手动修改。',
    hint: '可在此修改文字和时间、添加或删除字幕，然后保存，文件会重新生成。',
    gone: '原视频已不在手边，重新添加后即可在此查看。',
    preview: '带字幕的视频',
    unsure: '请核对',
    invalid: '字幕的结束时间必须晚于开始时间。',
    thumbnail: '第 {number} 条字幕的画面',
    region: '只在画面的一部分重新读取',
    regionHint: '在字幕周围画一个框：框内静止的文字都会当作字幕。',
    regionBox: '要读取的部分',
    readRegion: '读取这一部分',
    readWhole: '重新查找字幕',
  },
};
