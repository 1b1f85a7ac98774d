/** Written for this bench; long, short, with figures and with marks. Each pair says the same in both languages. */
export const SENTENCES: readonly { readonly zh: string; readonly en: string }[] = [
  { zh: '我们明天早上六点出发', en: 'We leave tomorrow at six' },
  { zh: '别担心，路上不会太久', en: "Don't worry, it won't take long" },
  { zh: '你看见那只鸟了吗？', en: 'Did you see that bird?' },
  { zh: '它每天都会飞回来', en: 'It comes back every day' },
  { zh: '今天的风比昨天大得多', en: 'The wind is much stronger than yesterday' },
  { zh: '走吧', en: 'Come on' },
  { zh: '这座桥建于1987年', en: 'This bridge was built in 1987' },
  { zh: '听起来像是远处的火车', en: 'That sounds like a train far away' },
  { zh: '一个人也没有', en: 'There is nobody here' },
  { zh: '把灯关上，慢慢数到十', en: 'Turn off the light and count to ten' },
  { zh: '我想他已经知道答案了', en: 'I think he already knows the answer' },
  { zh: '等一下！', en: 'Wait a moment!' },
  { zh: '那封信一直放在抽屉里', en: 'The letter was in the drawer all along' },
  { zh: '两个小时以后再给我打电话', en: 'Call me again in two hours' },
  { zh: '谢谢你陪我走到这里', en: 'Thank you for walking here with me' },
  { zh: '再见，我的老朋友', en: 'Goodbye, my old friend' },
];
