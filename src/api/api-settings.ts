import { z } from 'zod';

const STORAGE_KEY = 'cutroom.api';

const schema = z.object({
  /** Origins that may drive the studio by `postMessage`. Empty = off. */
  allowedOrigins: z.array(z.string()).default([]),
  /** Tell the person by a system notification when a job ends while the tab is hidden. */
  notifications: z.boolean().default(false),
});
export type ApiSettings = z.output<typeof schema>;

/** What the person chose; the defaults when nothing or nothing readable is stored. */
export const loadApiSettings = (storage: Storage): ApiSettings => {
  try {
    return schema.parse(JSON.parse(storage.getItem(STORAGE_KEY) ?? '{}'));
  } catch {
    return schema.parse({});
  }
};

export const saveApiSettings = (storage: Storage, settings: ApiSettings): void =>
  storage.setItem(STORAGE_KEY, JSON.stringify(settings));

/** `https://example.org/page` -> `https://example.org`; `null` when it is no web address. */
export const toOrigin = (text: string): string | null => {
  if (!URL.canParse(text)) return null;
  const { protocol, origin } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? origin : null;
};
