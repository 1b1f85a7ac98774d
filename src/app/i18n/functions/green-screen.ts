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
  result: {
    keyed: 'Keyed result',
    backdrop: 'Shown over',
    over_checker: 'Checks',
    over_black: 'Black',
    over_white: 'White',
    over_busy: 'Pattern',
    bench: 'Try other settings',
    benchHelp: 'One frame follows the sliders at once; draw the line across to compare.',
    before: 'Before',
    after: 'Keyed',
    took: 'Keyed in {milliseconds} ms.',
    oneFrame: 'The backdrop is judged from this one frame here; the whole file judges it from many.',
    pick: 'Pick from the picture',
    pickHelp: 'Click on the backdrop in the picture. Enter takes the colour of its top left corner.',
    pickFrom: 'Pick the backdrop colour from the picture',
    make: 'Key again with these settings',
    reset: 'Undo changes',
  },
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
  result: {
    keyed: '抠像结果',
    backdrop: '衬底',
    over_checker: '棋盘格',
    over_black: '黑色',
    over_white: '白色',
    over_busy: '花纹',
    bench: '尝试其他设置',
    benchHelp: '单帧画面随滑块即时更新；拖动分界线可对比前后。',
    before: '原画面',
    after: '抠像后',
    took: '用时 {milliseconds} 毫秒。',
    oneFrame: '此处仅凭这一帧判断背景；处理整个文件时会参考多帧。',
    pick: '从画面取色',
    pickHelp: '在画面中点击背景。按回车键取左上角的颜色。',
    pickFrom: '从画面中选取背景颜色',
    make: '按此设置重新抠像',
    reset: '撤销更改',
  },
};
