import { z } from 'zod';

const rational = z.string().transform((text) => {
  const [numerator = 0, denominator = 1] = text.split(/[/:]/).map(Number);
  return denominator > 0 ? numerator / denominator : 0;
});
const numeric = z.coerce.number().catch(0);

const stream = z.object({
  index: z.number(),
  codec_type: z.string().catch('unknown'),
  codec_name: z.string().catch('unknown'),
  pix_fmt: z.string().catch('unknown'),
  width: numeric,
  height: numeric,
  field_order: z.string().catch('unknown'),
  color_transfer: z.string().catch('unknown'),
  avg_frame_rate: rational.catch(0),
  bit_rate: numeric,
  sample_rate: numeric,
  channels: numeric,
  disposition: z.object({ attached_pic: numeric }).catch({ attached_pic: 0 }),
});

const report = z.object({
  streams: z.array(stream).catch([]),
  format: z
    .object({
      format_name: z.string().catch('unknown'),
      start_time: numeric,
      duration: numeric,
      bit_rate: numeric,
    })
    .catch({ format_name: 'unknown', start_time: 0, duration: 0, bit_rate: 0 }),
});

export type ProbedStream = z.output<typeof stream>;
/** What ffprobe says of a file; fields it leaves out are 0 or `unknown`. */
export type ProbeReport = z.output<typeof report>;

export const parseProbeReport = (json: string): ProbeReport => {
  try {
    return report.parse(JSON.parse(json));
  } catch {
    return report.parse({});
  }
};

export const PROBE_ARGS = ['-v', 'error', '-show_streams', '-show_format', '-of', 'json'] as const;
