import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchBar, BenchContext, BenchTable, JobReport } from '../bench-suite';
import { CLEAN_CLIPS, type CleanClipName } from '../burned-text/clean-clips';
import { STYLES } from '../burned-text/subtitle-styles';
import { writeAssScript } from '../burned-text/write-ass-script';
import { runFfmpeg } from '../native-ffmpeg';
import { requireSuccess } from '../require-success';
import { scoreCues, type CueScore, type TimedText } from './score-cues';

interface LanguageCase {
  /** Value of the parameter `lang`. */
  readonly lang: string;
  readonly name: string;
  readonly font: string;
  readonly clip: CleanClipName;
  readonly lines: readonly string[];
}

/** Written for this bench, one case for each language of the form; the two in Latin letters go through `latin`. */
const CASES: readonly LanguageCase[] = [
  {
    lang: 'ja',
    name: 'Japanese',
    font: 'Noto Sans CJK JP',
    clip: 'meadow',
    lines: ['明日の朝六時に出発します', '心配しないで、すぐに着くから', 'この橋は1987年に建てられました'],
  },
  {
    lang: 'ko',
    name: 'Korean',
    font: 'Noto Sans CJK KR',
    clip: 'leaf',
    lines: ['우리는 내일 아침 여섯 시에 출발합니다', '저 새를 봤어요?', '멀리서 기차 소리가 들려요'],
  },
  {
    lang: 'zh-Hant',
    name: 'Chinese, traditional',
    font: 'Noto Sans CJK TC',
    clip: 'bird',
    lines: ['我們明天早上六點出發', '聽起來像是遠處的火車', '謝謝你陪我走到這裡'],
  },
  {
    lang: 'ru',
    name: 'Russian',
    font: 'DejaVu Sans',
    clip: 'meadow',
    lines: ['Мы выезжаем завтра в шесть утра', 'Щука съела ещё одну рыбу', 'Этот мост построили в 1987 году'],
  },
  {
    lang: 'uk',
    name: 'Ukrainian',
    font: 'DejaVu Sans',
    clip: 'leaf',
    lines: ['Ми вирушаємо завтра о шостій ранку', 'Ти бачив того птаха?', 'Цей міст побудували у 1987 році'],
  },
  {
    lang: 'ar',
    name: 'Arabic',
    font: 'DejaVu Sans',
    clip: 'bird',
    lines: ['سنغادر غدا في السادسة صباحا', 'هل رأيت ذلك الطائر؟', 'شكرا لك على المشي معي'],
  },
  {
    lang: 'vi',
    name: 'Vietnamese',
    font: 'DejaVu Sans',
    clip: 'leaf',
    lines: [
      'Chúng ta khởi hành lúc sáu giờ sáng mai',
      'Bạn có thấy con chim đó không?',
      'Cảm ơn bạn đã đi cùng tôi',
    ],
  },
  {
    lang: 'tr',
    name: 'Turkish',
    font: 'DejaVu Sans',
    clip: 'meadow',
    lines: ['Yarın sabah altıda yola çıkıyoruz', 'Şu kuşu gördün mü?', 'Benimle yürüdüğün için teşekkürler'],
  },
  {
    lang: 'latin',
    name: 'French',
    font: 'DejaVu Sans',
    clip: 'bird',
    lines: ['Nous partons demain à six heures', 'As-tu vu cet oiseau là-bas ?', 'Ce pont a été bâti en 1987'],
  },
  {
    lang: 'latin',
    name: 'German',
    font: 'DejaVu Sans',
    clip: 'leaf',
    lines: [
      'Wir fahren morgen früh um sechs los',
      'Hast du den großen Vogel gesehen?',
      'Die Brücke wurde 1987 gebaut',
    ],
  },
];

const MAX_MEAN_CER = 3;

/** Cues of one length with a quarter of it between them. */
const cuesOf = ({ clip, lines }: LanguageCase) => {
  const { frames, frameRate } = CLEAN_CLIPS[clip];
  const step = Math.floor(frames / lines.length);
  return lines.map((text, i) => {
    const firstFrame = i * step + Math.floor(step / 8);
    const lastFrame = (i + 1) * step - Math.floor(step / 8) - 1;
    const times = { startSeconds: firstFrame / frameRate, endSeconds: (lastFrame + 1) / frameRate };
    return { lines: [{ text }], firstFrame, lastFrame, ...times };
  });
};

const burn = async ({ mediaRoot, workDir }: BenchContext, ffmpeg: string, one: LanguageCase) => {
  const clip = CLEAN_CLIPS[one.clip];
  const { widthPx, heightPx, frameRate, frames } = clip;
  const path = join(workDir, `language-${one.name.replaceAll(/\W+/g, '-')}.mp4`);
  const script = `${path}.ass`;
  if (existsSync(path)) return path;
  const style = { ...STYLES.outline, font: one.font };
  await writeFile(script, writeAssScript(cuesOf(one), { widthPx, heightPx, frameRate, place: 2, style }));
  const look = `setpts=N/(${frameRate}*TB),${clip.filter},scale=${widthPx}:${heightPx},setsar=1,ass=${script}`;
  const input = ['-ss', String(clip.fromSeconds), '-i', join(mediaRoot!, clip.file), '-vf', look];
  const codec = '-an -c:v libx264 -preset veryfast -crf 14 -pix_fmt yuv420p'.split(' ');
  await runFfmpeg(ffmpeg, [...input, '-frames:v', String(frames), '-r', String(frameRate), ...codec, path]);
  return path;
};

const score = (one: LanguageCase, report: JobReport): CueScore => {
  requireSuccess(report);
  const truth = cuesOf(one).map(({ startSeconds, endSeconds }, i) => ({
    start: startSeconds,
    end: endSeconds,
    text: one.lines[i]!,
  }));
  return scoreCues(truth, (report.Result as { readonly cues: TimedText[] }).cues);
};

/** Captions in languages other than Chinese and English, each read as the person chose it. */
export const judgeLanguages = async (
  context: BenchContext,
  ffmpeg: string,
): Promise<{ readonly table: BenchTable; readonly bars: readonly BenchBar[] }> => {
  const jobs = [];
  for (const one of CASES)
    jobs.push({
      Name: `language-${one.name.replaceAll(/\W+/g, '-')}`,
      FunctionName: 'CaptionExtraction',
      Input: { source: [await burn(context, ffmpeg, one)] },
      JobParams: { lang: one.lang, Formats: ['json'] },
    });
  const reports = await context.runJobs(jobs);
  const scores = CASES.map((one, i) => score(one, reports[i]!));
  const rows = CASES.map(({ name, lang }, i) => {
    const { cer, matched, found, wanted, edgeErrorsMs } = scores[i]!;
    const worst = Math.round(Math.max(0, ...edgeErrorsMs));
    return [name, lang, (100 * cer).toFixed(2), matched, found, wanted, worst];
  });
  const mean = (100 * scores.reduce((sum, { cer }) => sum + cer, 0)) / scores.length;
  const columns = ['language', '`lang`', 'CER %', 'cues right', 'found', 'wanted', 'worst edge ms'];
  return {
    table: { title: 'Other languages, three captions each', columns, rows },
    bars: [{ name: 'CER of other languages, %', value: mean, op: '<=', limit: MAX_MEAN_CER }],
  };
};
