import type { portraitMatting } from '../../../functions/portrait-matting/definition';
import type { FunctionText, SameWords } from '../function-text';

export const en = {
  title: 'Portrait matting',
  summary: 'Cuts people out of a photo or video down to the hair, or puts something else behind them.',
  inputs: {
    source: { label: 'Photo or video of a person' },
    background: { label: 'New background', help: 'Used when the output is “Other background”.' },
  },
  params: {
    Output: {
      label: 'Output',
      help: 'What is behind the person in the result.',
      options: {
        transparent: 'Transparent',
        color: 'Plain colour',
        image: 'Other background',
        blur: 'Blurred background',
        alpha: 'Matte only',
      },
    },
    Color: { label: 'Background colour' },
    Fit: {
      label: 'Background fit',
      options: { cover: 'Fill', contain: 'Show all', stretch: 'Stretch' },
    },
    Blur: { label: 'Blur', help: 'Higher blurs more.' },
    Subject: {
      label: 'Subject',
      help: '“Anything” takes whatever stands out: animals, plants, products.',
      options: { person: 'People', any: 'Anything' },
    },
    EdgeDetail: {
      label: 'Edges',
      help: 'Fine looks closer and, in videos, at every frame: slower.',
      options: { standard: 'Standard', fine: 'Fine' },
    },
    Format: { label: 'Photo format', options: { png: 'PNG', webp: 'WebP' } },
    Keep: { label: 'Areas to keep', help: 'Always part of the subject.' },
    Remove: { label: 'Areas to remove', help: 'Never part of the subject.' },
    Strokes: { label: 'Brush strokes' },
  },
  stages: {
    open: 'Opening the files',
    model: 'Loading the networks',
    people: 'Finding people',
    matte: 'Cutting out',
  },
  reasons: {
    'no-person': 'No person was found. For animals, plants or things choose Subject: Anything.',
    'no-background':
      'The output “Other background” needs a picture or video in the background slot. Add one, or choose another output.',
    unsure:
      'The edges are a guess here: the subject fills the picture or melts into it. Check the result, and mend it with the brush.',
  },
  result: {
    over: 'Show over',
    checker: 'Checks',
    black: 'Black',
    white: 'White',
    busy: 'Busy picture',
    original: 'Original',
    play: 'Play',
    pause: 'Pause',
    facts:
      'People found: {people}. Confidence {confidence} %. The subject covers {coverage} % of the picture.',
    mend: 'Mend by hand',
    mendHelp: 'Paint what belongs to the subject, or what does not, then make it again.',
    keep: 'Keep',
    remove: 'Remove',
    size: 'Brush size',
    undo: 'Undo',
    clear: 'Clear',
    moment: 'Moment',
    brief: 'Only around this moment',
    apply: 'Make again with the strokes',
  },
} satisfies FunctionText<typeof portraitMatting>;

export const zh: SameWords<typeof en> = {
  title: '人像抠图',
  summary: '把照片或视频中的人物抠出来，细到发丝，也可以换上别的背景。',
  inputs: {
    source: { label: '有人物的照片或视频' },
    background: { label: '新背景', help: '输出选“更换背景”时使用。' },
  },
  params: {
    Output: {
      label: '输出',
      help: '结果中人物背后是什么。',
      options: {
        transparent: '透明',
        color: '纯色',
        image: '更换背景',
        blur: '背景虚化',
        alpha: '仅遮罩',
      },
    },
    Color: { label: '背景颜色' },
    Fit: {
      label: '背景适配',
      options: { cover: '填满', contain: '完整显示', stretch: '拉伸' },
    },
    Blur: { label: '虚化程度', help: '越大越模糊。' },
    Subject: {
      label: '主体',
      help: '“任意主体”会抠出画面中最突出的东西：动物、植物、商品。',
      options: { person: '人物', any: '任意主体' },
    },
    EdgeDetail: {
      label: '边缘',
      help: '“精细”看得更近，视频会逐帧分析，更慢。',
      options: { standard: '标准', fine: '精细' },
    },
    Format: { label: '图片格式', options: { png: 'PNG', webp: 'WebP' } },
    Keep: { label: '保留区域', help: '始终属于主体。' },
    Remove: { label: '去除区域', help: '始终不属于主体。' },
    Strokes: { label: '画笔笔迹' },
  },
  stages: {
    open: '正在打开文件',
    model: '正在加载模型',
    people: '正在查找人物',
    matte: '正在抠图',
  },
  reasons: {
    'no-person': '没有找到人物。如果主体是动物、植物或物品，请将“主体”设为“任意主体”。',
    'no-background': '输出“更换背景”需要在背景栏放入图片或视频。请添加背景，或选择其他输出。',
    unsure: '这里的边缘只是估计：主体占满画面，或与背景难以区分。请检查结果，并用画笔修补。',
  },
  result: {
    over: '背景显示为',
    checker: '棋盘格',
    black: '黑色',
    white: '白色',
    busy: '杂乱图案',
    original: '原图',
    play: '播放',
    pause: '暂停',
    facts: '找到人物：{people}。可信度 {confidence}%。主体占画面 {coverage}%。',
    mend: '手动修补',
    mendHelp: '涂出属于或不属于主体的部分，然后重新生成。',
    keep: '保留',
    remove: '去除',
    size: '画笔大小',
    undo: '撤销',
    clear: '清空',
    moment: '时刻',
    brief: '仅在此刻前后',
    apply: '按笔迹重新生成',
  },
};
