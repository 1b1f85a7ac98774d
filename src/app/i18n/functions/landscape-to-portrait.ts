import type { ReframeStrategy } from '../../../core/reframe-path';
import type { landscapeToPortrait } from '../../../functions/landscape-to-portrait/definition';
import type { FunctionText, SameWords } from '../function-text';

type ReframeText = FunctionText<typeof landscapeToPortrait> & {
  readonly result: Readonly<Record<ReframeStrategy, string>>;
};

export const en = {
  title: 'Landscape to portrait',
  summary: 'Brings wide video or photos into an upright shape that follows what matters.',
  inputs: {
    source: { label: 'Wide video or photo' },
    background: { label: 'Fill picture', help: 'Only for filling bars with a picture.' },
  },
  params: {
    AspectRatio: {
      label: 'Shape',
      options: {
        '9:16': '9:16 phone',
        '4:5': '4:5 feed',
        '1:1': '1:1 square',
        '3:4': '3:4 upright',
        '2:3': '2:3 photo',
        custom: 'Other',
      },
    },
    CustomWidth: { label: 'Width share', help: 'The shape is width to height, e.g. 9 to 21.' },
    CustomHeight: { label: 'Height share' },
    CropType: {
      label: 'Way of fitting',
      help: 'Smart follows the subject and shows more, with filled bars, where the subjects do not fit.',
      options: { smart: 'Smart', fill: 'Whole picture', cut: 'Always crop' },
    },
    FillType: {
      label: 'Bars are filled with',
      options: { blur: 'Blurred picture', color: 'Colour', image: 'Own picture' },
    },
    FillColor: { label: 'Fill colour' },
    Tightness: {
      label: 'Closeness',
      help: 'In the middle the full height is kept; more closes in on the subject, less shows its surroundings.',
    },
    Motion: {
      label: 'Camera motion',
      help: 'How readily the crop moves with the subject.',
      options: { still: 'Still', gentle: 'Gentle', lively: 'Lively' },
    },
    Keyframes: { label: 'Path made by hand' },
  },
  stages: {
    open: 'Opening the video',
    model: 'Loading the networks',
    scan: 'Looking for the subject',
    plan: 'Planning the path',
    render: 'Rendering',
  },
  reasons: {
    'no-subject':
      'Nothing stood out that could be followed, so the middle of the picture was kept. Move the crop by hand below if something else matters.',
    'no-background': 'To fill the bars with a picture, add one as the fill picture.',
  },
  result: {
    preview: 'Result',
    editor: 'Adjust the crop',
    editorHelp:
      'Play or step through the video and drag the bright frame. Each drag sets a keyframe at that moment.',
    crop: 'Crop',
    track: 'Following',
    pan: 'Panning',
    still: 'Still',
    fit: 'Shown whole',
    shots: 'Shots',
    shot: 'Shot {number}, {start} to {end}: {strategy}',
    path: 'Path of the crop over time',
    keyframe: 'Keyframe at {time}',
    addKeyframe: 'Set keyframe here',
    removeKeyframe: 'Remove keyframe at {time}',
    holdShot: 'Hold this position for the whole shot',
    undo: 'Back to the automatic path',
    render: 'Render with this path',
    edited: 'Path changed: {count} keyframes by hand',
    size: '{width} × {height} from {sourceWidth} × {sourceHeight}',
    noInput: 'The original file is no longer at hand, so the path can not be changed here.',
    subjects: 'Follows: {kinds}',
    speaker: 'who speaks',
    person: 'person',
    face: 'face',
    moving: 'what moves',
    salient: 'what stands out',
    other: '{kind}',
  },
} satisfies ReframeText;

export const zh: SameWords<typeof en> = {
  title: '横转竖',
  summary: '把横版视频或照片变成竖版，并始终跟随画面主体。',
  inputs: {
    source: { label: '横版视频或照片' },
    background: { label: '填充图片', help: '仅在用图片填充空白区域时需要。' },
  },
  params: {
    AspectRatio: {
      label: '画面比例',
      options: {
        '9:16': '9:16 手机',
        '4:5': '4:5 信息流',
        '1:1': '1:1 方形',
        '3:4': '3:4 竖图',
        '2:3': '2:3 照片',
        custom: '其他',
      },
    },
    CustomWidth: { label: '宽度份数', help: '比例为宽比高，例如 9 比 21。' },
    CustomHeight: { label: '高度份数' },
    CropType: {
      label: '适配方式',
      help: '智能：跟随主体；主体放不下时完整显示并填充空白。',
      options: { smart: '智能', fill: '完整画面', cut: '始终裁切' },
    },
    FillType: {
      label: '空白填充',
      options: { blur: '模糊画面', color: '纯色', image: '图片' },
    },
    FillColor: { label: '填充颜色' },
    Tightness: { label: '远近', help: '居中时保留完整高度；越大越贴近主体，越小周围越多。' },
    Motion: {
      label: '镜头运动',
      help: '裁切框跟随主体移动的积极程度。',
      options: { still: '静止', gentle: '平稳', lively: '灵活' },
    },
    Keyframes: { label: '手动路径' },
  },
  stages: {
    open: '正在打开视频',
    model: '正在加载模型',
    scan: '正在寻找主体',
    plan: '正在规划路径',
    render: '正在渲染',
  },
  reasons: {
    'no-subject': '没有发现可跟随的主体，因此保留了画面中部。如有需要，可在下方手动移动裁切框。',
    'no-background': '要用图片填充空白，请先添加填充图片。',
  },
  result: {
    preview: '结果',
    editor: '调整裁切',
    editorHelp: '播放或逐帧查看视频，拖动亮框即可。每次拖动都会在该时刻设置一个关键帧。',
    crop: '裁切框',
    track: '跟随',
    pan: '平移',
    still: '静止',
    fit: '完整显示',
    shots: '镜头',
    shot: '镜头 {number}，{start} 至 {end}：{strategy}',
    path: '裁切框随时间的路径',
    keyframe: '{time} 处的关键帧',
    addKeyframe: '在此设置关键帧',
    removeKeyframe: '移除 {time} 处的关键帧',
    holdShot: '整个镜头保持此位置',
    undo: '恢复自动路径',
    render: '按此路径渲染',
    edited: '路径已修改：{count} 个手动关键帧',
    size: '{width} × {height}，原画面 {sourceWidth} × {sourceHeight}',
    noInput: '原文件已不可用，无法在此修改路径。',
    subjects: '跟随：{kinds}',
    speaker: '说话者',
    person: '人物',
    face: '人脸',
    moving: '运动主体',
    salient: '醒目主体',
    other: '{kind}',
  },
};
