import { reframeResultSchema, type ReframeResult, type ReframeShot } from '../../core/reframe-path';
import { formatTimecode } from '../format';
import { fill } from '../i18n/function-text';
import { useFunctionText } from '../i18n/use-function-text';
import { Badge, Card, Notice } from '../ui/card';
import { GenericResult, reasonOf } from './generic-result';
import styles from './landscape-to-portrait-result.module.css';
import { CropEditor } from './landscape-to-portrait/crop-editor';
import { OutputPreview } from './output-preview';
import type { ResultViewProps } from './result-view';

const NAMED = ['speaker', 'person', 'face', 'moving', 'salient'] as const;

const useKindWords = () => {
  const { result } = useFunctionText('landscape-to-portrait');
  return (kind: string): string => {
    const named = NAMED.find((name) => name === kind);
    return named ? result[named] : fill(result.other, { kind });
  };
};

const ShotList = ({ shots }: { readonly shots: readonly ReframeShot[] }) => {
  const { result } = useFunctionText('landscape-to-portrait');
  const words = useKindWords();
  return (
    <Card aria-labelledby="shots-title">
      <h2 id="shots-title">{result.shots}</h2>
      <ol className={styles.shots}>
        {shots.map(({ start, end, strategy, subjects }, index) => (
          <li key={start}>
            <span className={styles.time}>
              {fill(result.shot, {
                number: index + 1,
                start: formatTimecode(start, true),
                end: formatTimecode(end, true),
                strategy: result[strategy],
              })}
            </span>
            {subjects.length > 0 && (
              <Badge>
                {fill(result.subjects, { kinds: subjects.map(({ kind }) => words(kind)).join(', ') })}
              </Badge>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
};

const Facts = ({ result }: { readonly result: ReframeResult }) => {
  const text = useFunctionText('landscape-to-portrait');
  return (
    <p className={styles.facts}>
      {fill(text.result.size, {
        width: result.Width,
        height: result.Height,
        sourceWidth: result.SourceWidth,
        sourceHeight: result.SourceHeight,
      })}
    </p>
  );
};

/** The upright picture, and its path over the original, which can be changed by hand and rendered again. */
export const LandscapeToPortraitResult = (props: ResultViewProps) => {
  const { outputs, inputs, result, rerun } = props;
  const text = useFunctionText('landscape-to-portrait');
  const reframed = reframeResultSchema.safeParse(result).data;
  const output = outputs.find(({ role }) => role === 'result');
  if (!reframed || !output) return <GenericResult {...props} />;
  const [source] = inputs['source'] ?? [];
  const isImage = output.mimeType.startsWith('image/');
  const render = (keyframes: readonly unknown[]) => rerun?.({ Keyframes: keyframes }) ?? Promise.resolve();
  return (
    <div className={styles.page}>
      {reasonOf(result) === 'no-subject' && <Notice>{text.reasons['no-subject']}</Notice>}
      <div className={styles.columns}>
        <section className={styles.preview} aria-label={text.result.preview}>
          <OutputPreview output={output} />
          <Facts result={reframed} />
        </section>
        {source && rerun ? (
          <CropEditor
            key={output.url}
            source={source}
            isImage={isImage}
            result={reframed}
            onRender={render}
          />
        ) : (
          <Notice>{text.result.noInput}</Notice>
        )}
      </div>
      {!isImage && <ShotList shots={reframed.Shots} />}
    </div>
  );
};
