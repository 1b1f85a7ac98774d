const STORAGE_KEY = 'cutroom.api';

export interface ApiSettings {
  /** Origins that may drive the studio by `postMessage`. Empty = off. */
  readonly allowedOrigins: readonly string[];
  /** Tell the person by a system notification when a job ends while the tab is hidden. */
  readonly notifications: boolean;
}

const OFF: ApiSettings = { allowedOrigins: [], notifications: false };

/** What is stored may be old or edited by hand: every field is checked. */
const checked = (stored: unknown): ApiSettings => {
  const { allowedOrigins, notifications } = Object(stored) as Partial<Record<keyof ApiSettings, unknown>>;
  const list: readonly unknown[] = Array.isArray(allowedOrigins) ? allowedOrigins : [];
  return {
    allowedOrigins: list.filter((origin) => typeof origin === 'string'),
    notifications: notifications === true,
  };
};

/** What the person chose; off when nothing or nothing readable is stored. */
export const loadApiSettings = (storage: Storage): ApiSettings => {
  try {
    return checked(JSON.parse(storage.getItem(STORAGE_KEY) ?? '{}'));
  } catch {
    return OFF;
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
