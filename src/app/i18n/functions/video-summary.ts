import type { SummaryReason } from '../../../core/video-summary';
import type { videoSummary } from '../../../functions/video-summary/definition';
import type { FunctionText, SameWords } from '../function-text';

/** Every reason the function can give has its words. */
type SummaryText = FunctionText<typeof videoSummary> & {
  readonly reasons: Readonly<Record<SummaryReason, string>>;
};

export const en = {
  title: 'Video summary',
  summary: 'Cuts the best moments of a video into one short clip.',
  inputs: { source: { label: 'Video' } },
  params: {
    Duration: { label: 'Length' },
    Mode: {
      label: 'Told as',
      help: 'Highlights: the best moments. In order: from every part of the video. Trailer: short shots, the best one last.',
      options: { highlights: 'Highlights', chronological: 'In order', trailer: 'Trailer' },
    },
    Transition: { label: 'Between shots', options: { cut: 'Cut', crossfade: 'Crossfade' } },
    Audio: {
      label: 'Sound',
      help: 'On the music: one unbroken stretch of the sound track, with the cuts on its beats.',
      options: { keep: 'Of each shot', 'music-aligned': 'On the music', mute: 'None' },
    },
    Segments: { label: 'Shots chosen by hand' },
  },
  stages: {
    open: 'Opening the video',
    model: 'Loading the networks',
    scan: 'Looking through the video',
    listen: 'Listening',
    look: 'Looking closely at the best parts',
    render: 'Writing the summary',
  },
  reasons: {
    'shorter-than-asked': 'The video has less to show than was asked for, so the summary is shorter.',
    'nothing-clear': 'The video is black or white all the way; its start is shown.',
    'no-sound': 'The video has no sound that can be read.',
    'picked-by-hand': 'Shots chosen by you.',
  },
  result: {
    summary: 'Summary',
    shots: 'Shots',
    shotsHelp: 'Height is the score. Choose a shot to add it to the summary or to take it out.',
    shot: '{time} to {end}, score {score}',
    used: 'number {order} in the summary',
    list: 'In the summary',
    listHelp: 'Change the order or the length, swap a shot for the next best, then make the summary again.',
    segment: 'Shot {number}',
    from: 'From',
    to: 'To',
    up: 'Move shot {number} forward',
    down: 'Move shot {number} back',
    remove: 'Take shot {number} out',
    swap: 'Swap shot {number}',
    total: '{seconds} s of {wanted} s',
    make: 'Make this summary',
    reset: 'Undo changes',
    play: 'Show shot {number} in the video',
    source: 'In the video',
    startHere: 'Start shot {number} here',
    endHere: 'End shot {number} here',
    part_picture: 'Picture',
    part_motion: 'Movement',
    part_sound: 'Sound',
    part_faces: 'Faces',
    empty: 'Nothing is chosen. Choose a shot above.',
  },
} satisfies SummaryText;

export const zh: SameWords<typeof en> = {
  title: '视频摘要',
  summary: '把视频中最精彩的片段剪成一段短片。',
  inputs: { source: { label: '视频' } },
  params: {
    Duration: { label: '时长' },
    Mode: {
      label: '剪辑方式',
      help: '精彩集锦：最好的瞬间。按时间：从视频各处取材。预告片：镜头更短，最好的放在最后。',
      options: { highlights: '精彩集锦', chronological: '按时间', trailer: '预告片' },
    },
    Transition: { label: '镜头衔接', options: { cut: '直接切换', crossfade: '交叉淡化' } },
    Audio: {
      label: '声音',
      help: '配合音乐：使用一段连续的原声，在节拍处切换镜头。',
      options: { keep: '各镜头原声', 'music-aligned': '配合音乐', mute: '静音' },
    },
    Segments: { label: '手动选取的镜头' },
  },
  stages: {
    open: '正在打开视频',
    model: '正在加载模型',
    scan: '正在浏览视频',
    listen: '正在分析声音',
    look: '正在细看精彩部分',
    render: '正在生成摘要',
  },
  reasons: {
    'shorter-than-asked': '视频可用的内容不足所需时长，因此摘要较短。',
    'nothing-clear': '视频全程为黑场或白场，只能取其开头。',
    'no-sound': '视频没有可读取的声音。',
    'picked-by-hand': '镜头由您选取。',
  },
  result: {
    summary: '摘要',
    shots: '镜头',
    shotsHelp: '越高分数越好。点选镜头可加入或移出摘要。',
    shot: '{time} 至 {end}，{score} 分',
    used: '摘要中第 {order} 个',
    list: '摘要内容',
    listHelp: '可调整顺序和长度，或换成次优的镜头，然后重新生成。',
    segment: '镜头 {number}',
    from: '起点',
    to: '终点',
    up: '将镜头 {number} 前移',
    down: '将镜头 {number} 后移',
    remove: '移出镜头 {number}',
    swap: '更换镜头 {number}',
    total: '{seconds} 秒，目标 {wanted} 秒',
    make: '按此生成摘要',
    reset: '撤销更改',
    play: '在视频中查看镜头 {number}',
    source: '在视频中',
    startHere: '镜头 {number} 从此处开始',
    endHere: '镜头 {number} 到此处结束',
    part_picture: '画面',
    part_motion: '动感',
    part_sound: '声音',
    part_faces: '人脸',
    empty: '尚未选择镜头，请在上方点选。',
  },
};
