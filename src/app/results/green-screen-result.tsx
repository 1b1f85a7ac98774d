import { useState } from 'react';
import { useFunctionText } from '../i18n/use-function-text';
import { Card } from '../ui/card';
import { FieldFrame, Segmented } from '../ui/form-controls';
import { GenericResult } from './generic-result';
import backdrops from './backdrop.module.css';
import styles from './green-screen-result.module.css';
import { KeyBench, type KeyValues } from './green-screen/key-bench';
import { usePreviewSource } from './green-screen/use-key-preview';
import { OutputPreview } from './output-preview';
import type { ResultViewProps } from './result-view';

const BACKDROPS = ['checker', 'black', 'white', 'busy'] as const;

const valuesOf = (params: ResultViewProps['job']['params']): KeyValues => ({
  KeyColor: String(params['KeyColor'] ?? 'auto'),
  Similarity: Number(params['Similarity'] ?? 0.5),
  Smoothness: Number(params['Smoothness'] ?? 0.5),
  Spill: Number(params['Spill'] ?? 0.5),
});

type Garbage = readonly (readonly [number, number, number, number])[];

/** The keyed result over backdrops of choice, and one frame to try other settings on. */
export const GreenScreenResult = (props: ResultViewProps) => {
  const { job, outputs, inputs, rerun } = props;
  const { result } = useFunctionText('green-screen');
  const [backdrop, setBackdrop] = useState<string>('checker');
  const source = usePreviewSource(outputs);
  const output = outputs.find(({ role }) => role === 'result');
  if (!output || source === null) return <GenericResult {...props} />;
  const isTransparent = !output.mimeType.endsWith('mp4') && (inputs['background'] ?? []).length === 0;
  const canMake = rerun !== null && (inputs['source'] ?? []).length > 0;
  return (
    <div className={styles.page}>
      <Card className={styles.view} aria-label={result.keyed}>
        <FieldFrame label={result.backdrop} as="group">
          {(ids) => (
            <Segmented
              ids={ids}
              value={backdrop}
              options={BACKDROPS.map((value) => ({ value, label: result[`over_${value}`] }))}
              onChange={setBackdrop}
            />
          )}
        </FieldFrame>
        <div
          className={`${styles.output} ${backdrops.backdrop}`}
          data-backdrop={isTransparent ? backdrop : undefined}
        >
          <OutputPreview output={output} />
        </div>
      </Card>
      {source === undefined ? (
        <div className={styles.waiting} />
      ) : (
        <KeyBench
          source={source}
          made={valuesOf(job.params)}
          garbage={(job.params['GarbageMatte'] ?? []) as Garbage}
          backdrop={backdrop}
          onMake={canMake ? (values) => rerun({ ...values }) : null}
        />
      )}
    </div>
  );
};
