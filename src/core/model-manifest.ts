import type { ModelAsset } from './model-asset';
import manifest from './model-manifest.json' with { type: 'json' };

/** Every network the product can load; `scripts/stage-models.mjs` reads the same JSON. */
export const modelManifest = manifest as readonly ModelAsset[];

export const modelAsset = (id: string): ModelAsset => {
  const asset = modelManifest.find((entry) => entry.id === id);
  if (!asset) throw new Error(`Unknown model: ${id}`);
  return asset;
};
