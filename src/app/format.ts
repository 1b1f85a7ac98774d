import type { Language } from './i18n/function-text';

const localeOf = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en');

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Decimal units, as operating systems show them: `8.0 MB`. */
export const formatBytes = (bytes: number, language: Language): string => {
  const power = bytes < 1 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return new Intl.NumberFormat(localeOf(language), {
    style: 'unit',
    unit: BYTE_UNITS[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power === 0 || value >= 100 ? 0 : 1,
  }).format(value);
};

const unitText = (value: number, unit: string, language: Language): string =>
  new Intl.NumberFormat(localeOf(language), { style: 'unit', unit, unitDisplay: 'short' }).format(value);

/** For waiting: coarse on purpose. `8 sec`, `2 min`, `2 min 30 sec` (tens of seconds), `1 hr 5 min`. */
export const formatWait = (seconds: number, language: Language): string => {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return unitText(whole < 10 ? whole : Math.round(whole / 5) * 5 || 5, 'second', language);
  const minutes = Math.floor(whole / 60);
  if (minutes < 5) {
    const tens = Math.floor((whole % 60) / 10) * 10;
    const head = unitText(minutes, 'minute', language);
    return tens > 0 ? `${head} ${unitText(tens, 'second', language)}` : head;
  }
  if (minutes < 60) return unitText(Math.round(whole / 60), 'minute', language);
  const rest = minutes % 60;
  const hours = unitText(Math.floor(minutes / 60), 'hour', language);
  return rest > 0 ? `${hours} ${unitText(rest, 'minute', language)}` : hours;
};

/** For what is over: `0.8 s` precision below ten seconds. */
export const formatTook = (seconds: number, language: Language): string =>
  seconds < 10 ? unitText(Math.round(seconds * 10) / 10, 'second', language) : formatWait(seconds, language);

const pad = (value: number): string => String(value).padStart(2, '0');

/** A place on a timeline: `1:05.240`, `1:02:03.000`; without milliseconds `1:05`. */
export const formatTimecode = (seconds: number, withMilliseconds = false): string => {
  const totalMs = Math.max(0, Math.round(seconds * 1000));
  const whole = Math.floor(totalMs / 1000);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const head = hours > 0 ? `${hours}:${pad(minutes)}` : String(minutes);
  const tail = withMilliseconds ? `.${String(totalMs % 1000).padStart(3, '0')}` : '';
  return `${head}:${pad(whole % 60)}${tail}`;
};

export const formatNumber = (value: number, language: Language, digits = 0): string =>
  new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: digits }).format(value);

export const formatDate = (timeMs: number, language: Language): string =>
  new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'medium', timeStyle: 'short' }).format(timeMs);
