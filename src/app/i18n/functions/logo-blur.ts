import type { logoBlur } from '../../../functions/logo-blur/definition';
import type { FunctionText, SameWords } from '../function-text';

export const en = {
  title: 'Logo blur',
  summary: 'Finds channel logos and watermarks and blurs them, or takes them away.',
  inputs: {
    source: { label: 'Video or photo with a logo' },
  },
  params: {
    Mode: {
      label: 'What to do',
      options: { blur: 'Blur', mosaic: 'Mosaic', restore: 'Take away' },
    },
    LogoModel: {
      label: 'Look for',
      options: { tv: 'Channel logos in a corner', internet: 'Watermarks anywhere' },
    },
    Boxes: { label: 'Places', help: 'Leave it empty to have the marks found.' },
    Time: { label: 'Only at these times', help: 'Leave it empty to work on the whole video.' },
    Marks: { label: 'Edited marks' },
  },
  stages: {
    open: 'Opening the file',
    look: 'Looking through the video',
    find: 'Finding marks',
    model: 'Studying the marks',
    render: 'Working on the picture',
  },
  reasons: {
    'no-logo':
      'No mark was found that stays while the picture moves. Draw a box over it below, or give its place in the settings.',
    'still-picture':
      'The picture does not move, so a mark can not be told from what was filmed. Choose from the places below, or draw a box.',
  },
  result: {
    editor: 'Marks',
    editorHelp: 'Drag the boxes, or draw new ones. The bar below says when each is on the picture.',
    mark: 'Mark {number}',
    from: 'From',
    to: 'To',
    remove: 'Remove this mark',
    add: 'Add a mark',
    make: 'Make it again',
    candidates: 'Not sure about these',
    candidatesHelp: 'They were left alone. Add those that are marks.',
    take: 'Add',
    sure: '{percent} % sure',
    static: 'Stays in one place',
    fading: 'Fades in or out',
    moving: 'Changes its place',
    tiled: 'One of many',
    text: 'Text',
    given: 'Given by you',
    result: 'Result',
  },
} satisfies FunctionText<typeof logoBlur>;

export const zh: SameWords<typeof en> = {
  title: '去台标水印',
  summary: '自动找出台标和水印，打码模糊或还原画面。',
  inputs: {
    source: { label: '带有标志的视频或照片' },
  },
  params: {
    Mode: {
      label: '处理方式',
      options: { blur: '模糊', mosaic: '马赛克', restore: '去除' },
    },
    LogoModel: {
      label: '查找对象',
      options: { tv: '角落里的台标', internet: '任意位置的水印' },
    },
    Boxes: { label: '位置', help: '留空则自动查找。' },
    Time: { label: '仅处理这些时间', help: '留空则处理整段视频。' },
    Marks: { label: '修改后的标志' },
  },
  stages: {
    open: '正在打开文件',
    look: '正在浏览视频',
    find: '正在查找标志',
    model: '正在分析标志',
    render: '正在处理画面',
  },
  reasons: {
    'no-logo': '没有找到画面移动时保持不动的标志。请在下方画框标出，或在设置中填写位置。',
    'still-picture': '画面是静止的，无法区分标志和拍摄内容。请从下面的位置中选择，或自己画框。',
  },
  result: {
    editor: '标志',
    editorHelp: '拖动方框，或画出新的方框。下方的时间条表示每个标志出现的时间。',
    mark: '标志 {number}',
    from: '从',
    to: '到',
    remove: '删除此标志',
    add: '添加标志',
    make: '重新生成',
    candidates: '不确定的位置',
    candidatesHelp: '这些位置没有处理，请添加其中的标志。',
    take: '添加',
    sure: '把握 {percent}%',
    static: '固定不动',
    fading: '淡入或淡出',
    moving: '会移动位置',
    tiled: '平铺水印',
    text: '文字',
    given: '手动指定',
    result: '结果',
  },
};
