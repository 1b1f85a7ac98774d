import type { ParamValues } from './field-spec';

export interface Preset {
  readonly name: string;
  readonly values: ParamValues;
}

const keyOf = (functionId: string): string => `cutroom-presets/${functionId}`;

const isPreset = (value: unknown): value is Preset =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  typeof value.name === 'string' &&
  'values' in value &&
  typeof value.values === 'object' &&
  value.values !== null;

/** Storage may be off or edited by hand. */
export const readPresets = (functionId: string): readonly Preset[] => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(functionId)) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isPreset) : [];
  } catch {
    return [];
  }
};

export const withPreset = (presets: readonly Preset[], preset: Preset): readonly Preset[] =>
  [...presets.filter(({ name }) => name !== preset.name), preset].toSorted((a, b) =>
    a.name.localeCompare(b.name),
  );

export const writePresets = (functionId: string, presets: readonly Preset[]): void => {
  try {
    localStorage.setItem(keyOf(functionId), JSON.stringify(presets));
  } catch {
    // Storage is off: the preset lasts as long as the page.
  }
};
