import { Pipette, RotateCcw, WandSparkles } from 'lucide-react';
import { useState, type KeyboardEvent, type MouseEvent } from 'react';
import type { KeyPreviewSettings } from '../../../core/key-preview';
import { fill } from '../../i18n/function-text';
import { useFunctionText } from '../../i18n/use-function-text';
import { BeforeAfter } from '../../media/before-after';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { FieldFrame } from '../../ui/form-controls';
import { ColorField, Slider } from '../../ui/number-controls';
import backdrops from '../backdrop.module.css';
import styles from './key-bench.module.css';
import { meanColorAt, readPixels } from './pick-color';
import { useKeyPreview, type PreviewSource } from './use-key-preview';

export interface KeyValues {
  readonly KeyColor: string;
  readonly Similarity: number;
  readonly Smoothness: number;
  readonly Spill: number;
}

const SLIDERS = ['Similarity', 'Smoothness', 'Spill'] as const;
const STEP = 0.01;

interface KeyBenchProps {
  readonly source: PreviewSource;
  /** What the result was made with. */
  readonly made: KeyValues;
  readonly garbage: KeyPreviewSettings['garbage'];
  readonly backdrop: string;
  /** `null`: the picture can be tried but not made again. */
  readonly onMake: ((values: KeyValues) => Promise<void>) | null;
}

const isColor = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

/** The frame as a button while a colour is being picked from it: click, or Enter for its corner. */
const Picker = ({
  source,
  onColor,
}: {
  readonly source: PreviewSource;
  readonly onColor: (hex: string) => void;
}) => {
  const { result } = useFunctionText('green-screen');
  // Before the picture is there, a click has no place in it.
  const [isLoaded, setLoaded] = useState(false);
  const pick = (at: readonly [number, number]) =>
    void readPixels(source.frameBlob).then((image) => onColor(meanColorAt(image, at)));
  const byPointer = (event: MouseEvent<HTMLButtonElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    pick([(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]);
  };
  const byKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    pick([0.02, 0.02]);
  };
  return (
    <button
      type="button"
      className={styles.picker}
      aria-label={result.pickFrom}
      disabled={!isLoaded}
      onClick={byPointer}
      onKeyDown={byKey}
    >
      <img
        // It may be loaded before it is in place, and then tells nothing any more.
        ref={(image) => setLoaded((was) => was || (image?.naturalWidth ?? 0) > 0)}
        src={source.frameUrl}
        alt=""
        className={styles.picture}
        onLoad={() => setLoaded(true)}
      />
    </button>
  );
};

const Stage = (
  props: Pick<KeyBenchProps, 'source' | 'backdrop' | 'garbage' | 'made'> & {
    readonly values: KeyValues;
  },
) => {
  const { source, backdrop, garbage, made, values } = props;
  const { result } = useFunctionText('green-screen');
  const isOther = values.KeyColor !== made.KeyColor && isColor(values.KeyColor);
  const { canvas, milliseconds } = useKeyPreview(source, {
    similarity: values.Similarity,
    smoothness: values.Smoothness,
    spill: values.Spill,
    keyColor: isOther ? values.KeyColor : null,
    garbage,
  });
  return (
    <div>
      <BeforeAfter
        before={<img src={source.frameUrl} alt={result.before} className={styles.picture} />}
        after={
          <span className={`${styles.after} ${backdrops.backdrop}`} data-backdrop={backdrop}>
            <canvas ref={canvas} className={styles.picture} aria-label={result.after} />
          </span>
        }
      />
      <p className={styles.help} aria-live="off">
        {isOther && `${result.oneFrame} `}
        {milliseconds !== null && fill(result.took, { milliseconds: Math.round(milliseconds) })}
      </p>
    </div>
  );
};

interface FieldsProps {
  readonly source: PreviewSource;
  readonly values: KeyValues;
  readonly isPicking: boolean;
  readonly onChange: (part: Partial<KeyValues>) => void;
  readonly onPick: () => void;
}

const Fields = ({ source, values, isPicking, onChange, onPick }: FieldsProps) => {
  const { result, params } = useFunctionText('green-screen');
  return (
    <div className={styles.fields}>
      {SLIDERS.map((name) => (
        <FieldFrame key={name} label={params[name].label} aside={values[name].toFixed(2)}>
          {(ids) => (
            <Slider
              ids={ids}
              value={values[name]}
              min={0}
              max={1}
              step={STEP}
              onChange={(value) => onChange({ [name]: value })}
            />
          )}
        </FieldFrame>
      ))}
      <FieldFrame label={params.KeyColor.label}>
        {(ids) => (
          <span className={styles.color}>
            <ColorField
              ids={ids}
              value={isColor(values.KeyColor) ? values.KeyColor : source.keyColor}
              onChange={(KeyColor) => onChange({ KeyColor })}
            />
            <Button icon={<Pipette aria-hidden />} aria-pressed={isPicking} onClick={onPick}>
              {result.pick}
            </Button>
          </span>
        )}
      </FieldFrame>
    </div>
  );
};

interface FootProps {
  readonly isChanged: boolean;
  readonly onMake: (() => Promise<void>) | null;
  readonly onReset: () => void;
}

const Foot = ({ isChanged, onMake, onReset }: FootProps) => {
  const { result } = useFunctionText('green-screen');
  const [isBusy, setBusy] = useState(false);
  const make = () => {
    setBusy(true);
    void onMake?.().finally(() => setBusy(false));
  };
  return (
    <div className={styles.foot}>
      {onMake && (
        <Button
          variant="primary"
          icon={<WandSparkles aria-hidden />}
          disabled={isBusy || !isChanged}
          onClick={make}
        >
          {result.make}
        </Button>
      )}
      <Button variant="quiet" icon={<RotateCcw aria-hidden />} disabled={!isChanged} onClick={onReset}>
        {result.reset}
      </Button>
    </div>
  );
};

/** One frame keyed live: sliders, backdrop colour with an eyedropper, and the whole made again with them. */
export const KeyBench = ({ source, made, garbage, backdrop, onMake }: KeyBenchProps) => {
  const { result } = useFunctionText('green-screen');
  const [values, setValues] = useState(made);
  const [isPicking, setPicking] = useState(false);
  const change = (part: Partial<KeyValues>) => setValues((old) => ({ ...old, ...part }));
  const picked = (KeyColor: string) => {
    change({ KeyColor });
    setPicking(false);
  };
  return (
    <Card className={styles.bench} aria-labelledby="bench-title">
      <div>
        <h2 id="bench-title">{result.bench}</h2>
        <p className={styles.help}>{isPicking ? result.pickHelp : result.benchHelp}</p>
      </div>
      {isPicking ? (
        <Picker source={source} onColor={picked} />
      ) : (
        <Stage source={source} made={made} values={values} garbage={garbage} backdrop={backdrop} />
      )}
      <Fields
        source={source}
        values={values}
        isPicking={isPicking}
        onChange={change}
        onPick={() => setPicking(!isPicking)}
      />
      <Foot
        isChanged={JSON.stringify(values) !== JSON.stringify(made)}
        onMake={onMake && (() => onMake(values))}
        onReset={() => setValues(made)}
      />
    </Card>
  );
};
