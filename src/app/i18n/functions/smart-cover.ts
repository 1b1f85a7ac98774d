import type { smartCover } from '../../../functions/smart-cover/definition';
import type { FunctionText, SameWords } from '../function-text';

export const en = {
  title: 'Smart cover',
  summary: 'Finds the best still pictures of a video, or makes a looping GIF of its best moments.',
  inputs: { source: { label: 'Video' } },
  params: {
    Model: { label: 'Kind of cover', options: { '': 'Stills', gif: 'Animated GIF' } },
    Count: { label: 'How many', help: 'From different scenes where there are several.' },
    AspectRatio: {
      label: 'Shape',
      help: 'Other shapes are cut round the subject.',
      options: {
        source: 'As the video',
        '16:9': '16:9 wide',
        '4:3': '4:3 classic',
        '1:1': '1:1 square',
        '3:4': '3:4 upright',
        '9:16': '9:16 phone',
      },
    },
    Format: { label: 'Picture format', options: { jpg: 'JPEG', png: 'PNG', webp: 'WebP' } },
    Width: { label: 'Width', help: '0 keeps the size of the video.' },
    Height: { label: 'Height', help: '0 keeps the size of the video.' },
    GifSeconds: { label: 'Length' },
    GifFps: { label: 'Frames per second' },
    GifWidth: { label: 'Width' },
    MaxBytes: {
      label: 'Largest file size',
      help: 'Colours and frames are given up, in that order, to stay under it.',
    },
    Times: { label: 'Frames picked by hand' },
    Crops: { label: 'Crops made by hand' },
  },
  stages: {
    open: 'Opening the video',
    model: 'Loading the networks',
    scan: 'Looking through the video',
    refine: 'Comparing the best frames',
    render: 'Writing the pictures',
  },
  reasons: {},
  result: {},
} satisfies FunctionText<typeof smartCover>;

export const zh: SameWords<typeof en> = {
  title: '智能封面',
  summary: '从视频中挑出最适合做封面的画面，或把精彩瞬间做成循环动图。',
  inputs: { source: { label: '视频' } },
  params: {
    Model: { label: '封面类型', options: { '': '静态图片', gif: '动图 GIF' } },
    Count: { label: '数量', help: '有多个场景时，取自不同的场景。' },
    AspectRatio: {
      label: '画面比例',
      help: '其他比例会围绕主体裁切。',
      options: {
        source: '与视频相同',
        '16:9': '16:9 宽屏',
        '4:3': '4:3 传统',
        '1:1': '1:1 方形',
        '3:4': '3:4 竖图',
        '9:16': '9:16 手机',
      },
    },
    Format: { label: '图片格式', options: { jpg: 'JPEG', png: 'PNG', webp: 'WebP' } },
    Width: { label: '宽度', help: '填 0 则与视频相同。' },
    Height: { label: '高度', help: '填 0 则与视频相同。' },
    GifSeconds: { label: '时长' },
    GifFps: { label: '每秒帧数' },
    GifWidth: { label: '宽度' },
    MaxBytes: { label: '文件大小上限', help: '超出时先减少颜色，再减少帧数。' },
    Times: { label: '手动选取的画面' },
    Crops: { label: '手动裁切' },
  },
  stages: {
    open: '正在打开视频',
    model: '正在加载模型',
    scan: '正在浏览视频',
    refine: '正在比较候选画面',
    render: '正在生成图片',
  },
  reasons: {},
  result: {},
};
