import { useState } from 'react';
import { z } from 'zod';
import { fill } from '../i18n/function-text';
import { useFunctionText } from '../i18n/use-function-text';
import { Card, Notice } from '../ui/card';
import { GenericResult } from './generic-result';
import styles from './portrait-matting-result.module.css';
import { BrushPad } from './portrait-matting/brush-pad';
import { BackdropPicker, MatteStage, type Backdrop } from './portrait-matting/matte-stage';
import { strokesOf } from './portrait-matting/strokes';
import type { ResultViewProps } from './result-view';

const matteSchema = z.object({
  output: z.string(),
  people: z.number(),
  confidence: z.number(),
  coverage: z.number(),
  reasons: z.array(z.string()),
});

const PERCENT = 100;

/** The cut-out over a backdrop of choice, against the source, and a brush to mend it. */
export const PortraitMattingResult = (props: ResultViewProps) => {
  const { job, outputs, inputs, result, rerun } = props;
  const text = useFunctionText('portrait-matting');
  const [backdrop, setBackdrop] = useState<Backdrop>('checker');
  const matte = matteSchema.safeParse(result).data;
  const output = outputs.find(({ role }) => role === 'result');
  if (!matte || !output) return <GenericResult {...props} />;
  const [source] = inputs['source'] ?? [];
  const facts = fill(text.result.facts, {
    people: matte.people,
    confidence: Math.round(matte.confidence * PERCENT),
    coverage: Math.round(matte.coverage * PERCENT),
  });
  return (
    <div className={styles.page}>
      {matte.reasons.includes('unsure') && <Notice>{text.reasons.unsure}</Notice>}
      <Card aria-label={text.title} className={styles.stage}>
        {matte.output === 'transparent' && <BackdropPicker value={backdrop} onChange={setBackdrop} />}
        <MatteStage output={output} source={source} backdrop={backdrop} />
        <p className={styles.facts}>{facts}</p>
      </Card>
      {rerun && (
        <BrushPad
          output={output}
          backdrop={backdrop}
          strokes={strokesOf(job.params)}
          onApply={(Strokes) => rerun({ Strokes })}
        />
      )}
    </div>
  );
};
