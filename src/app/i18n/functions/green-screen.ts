import type { greenScreen } from '../../../functions/green-screen/definition';
import type { FunctionText, SameWords } from '../function-text';

export const en = {
  title: 'Green screen',
  summary:
    'Takes a green, blue or other coloured backdrop away, or puts another background behind the subject.',
  inputs: {
    source: { label: 'Video or photo before a coloured backdrop' },
    background: { label: 'New background', help: 'Leave it empty for a transparent result.' },
  },
  params: {
    KeyColor: { label: 'Backdrop colour', help: 'Found by itself unless you choose one.' },
    Similarity: { label: 'Reach of the key', help: 'Higher takes away more that is close to the backdrop.' },
    Smoothness: { label: 'Soft edges', help: 'Higher keeps finer wisps, lower cleans more grain.' },
    Spill: { label: 'Spill removal', help: 'Takes the backdrop’s reflected light off the subject.' },
    LightWrap: { label: 'Light wrap', help: 'Lets the new background glow over the edges.' },
    Fit: {
      label: 'Background fit',
      options: { cover: 'Fill', contain: 'Show all', stretch: 'Stretch' },
    },
    GarbageMatte: { label: 'Areas to remove', help: 'Lamps, stands, or the rim of the cloth.' },
  },
  stages: {
    open: 'Opening the files',
    screen: 'Finding the backdrop',
    key: 'Keying',
  },
  reasons: {
    'no-screen':
      'No even, strongly coloured backdrop was found. Choose its colour by hand, or use footage shot before a green or blue screen.',
  },
  result: {},
} satisfies FunctionText<typeof greenScreen>;

export const zh: SameWords<typeof en> = {
  title: '绿幕抠像',
  summary: '去掉绿色、蓝色或其他纯色背景，也可以换上新的背景。',
  inputs: {
    source: { label: '在纯色背景前拍摄的视频或照片' },
    background: { label: '新背景', help: '留空则输出透明背景。' },
  },
  params: {
    KeyColor: { label: '背景颜色', help: '不选则自动识别。' },
    Similarity: { label: '抠像范围', help: '越大，去掉的相近颜色越多。' },
    Smoothness: { label: '柔和边缘', help: '越大，保留的细节越多；越小，噪点清理得越干净。' },
    Spill: { label: '去除溢色', help: '去掉背景反射到主体上的颜色。' },
    LightWrap: { label: '环境光包裹', help: '让新背景的光线映到主体边缘。' },
    Fit: {
      label: '背景适配',
      options: { cover: '填满', contain: '完整显示', stretch: '拉伸' },
    },
    GarbageMatte: { label: '要去掉的区域', help: '灯具、支架或幕布边缘等。' },
  },
  stages: {
    open: '正在打开文件',
    screen: '正在识别背景',
    key: '正在抠像',
  },
  reasons: {
    'no-screen': '没有找到均匀的纯色背景。请手动选择背景颜色，或使用在绿幕、蓝幕前拍摄的素材。',
  },
  result: {},
};
