import type { errorsEn } from './errors-en';
import type { SameWords } from './function-text';

export const errorsZh: SameWords<typeof errorsEn> = {
  'invalid-params': {
    title: '有一项设置不符合要求',
    remedy: '请把 {{field}}（{{value}}）改到 {{range}} 之内，再重新开始。',
    plainRemedy: '请检查设置后重新开始。',
  },
  'invalid-input': {
    title: '这些文件不适合此功能',
    remedy: '请核对所需的文件数量和类型，再重新开始。',
  },
  'unsupported-input': {
    title: '无法打开这种文件',
    remedy:
      '请用其他软件转换为 MP4、WebM、MP3、WAV、JPEG 或 PNG，或换一份文件。受版权保护（加密）的文件无法打开。',
  },
  'input-unreadable': {
    title: '文件无法读取',
    remedy: '文件可能已损坏、不完整、被移动或改名。请确认播放器能打开它，再重新选择。',
  },
  'no-video-track': {
    title: '文件里没有画面',
    remedy: '此功能需要视频，请选择含有视频轨的文件。',
  },
  'no-audio-track': {
    title: '文件里没有声音',
    remedy: '此功能需要声音，请选择含有音频轨的文件。',
  },
  'decode-failed': {
    title: '文件解码失败',
    remedy: '文件可能已损坏。请换一份，或用其他软件转换为 MP4（H.264 与 AAC）。',
  },
  'encode-failed': {
    title: '结果写入失败',
    remedy: '请重试，或改用较小的尺寸、其他输出格式。',
  },
  'verify-failed': {
    title: '结果未通过检查',
    remedy: '有问题的结果已丢弃。请重试，或改用其他输出格式。',
  },
  'model-load-failed': {
    title: '模型加载失败',
    remedy: '请联网一次以便保存模型，或在“模型”页全部保存，然后重试。',
  },
  'inference-failed': {
    title: '模型运行中断',
    remedy: '请重试，或在“设置”里换一种计算方式。',
  },
  'gpu-lost': {
    title: '与图形处理器的连接中断',
    remedy: '请重试。若再次出现，请在“设置”里选择“仅处理器”。',
  },
  'out-of-memory': {
    title: '内存不足',
    remedy: '请关闭其他标签页和程序，或改用较小、较短的文件，然后重试。',
  },
  'storage-full': {
    title: '浏览器存储空间已满',
    remedy: '请在“设置 › 存储”里删除旧结果，或清理磁盘，然后重试。',
  },
  'worker-crashed': {
    title: '任务意外停止',
    remedy: '其他任务照常进行。请重试；若再次出现，请改用较小的文件。',
  },
  interrupted: {
    title: '任务被打断',
    remedy: '处理时页面被关闭或刷新了，请重新开始。',
  },
  cancelled: {
    title: '任务已取消',
    remedy: '没有留下任何文件，可随时重新开始。',
  },
  internal: {
    title: '内部出错',
    remedy: '请重试。若再次出现，请复制任务日志并反馈。',
  },
};
