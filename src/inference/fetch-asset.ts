import type { ModelAsset } from '../core/model-asset';
import { downloadBytes } from './download-bytes';
import { modelUrl } from './model-url';
import type { OpenNetworkOptions } from './network';

/**
 * The bytes of a staged file that is not a network (dictionaries, language data), checked like one.
 * Throws `model-load-failed`, or the signal's reason.
 */
export const fetchAsset = (
  asset: ModelAsset,
  options: Pick<OpenNetworkOptions, 'signal' | 'onDownload'>,
): Promise<Uint8Array<ArrayBuffer>> => {
  const { signal, onDownload } = options;
  const request = { url: modelUrl(asset.file), bytes: asset.bytes, sha256: asset.sha256, signal };
  return downloadBytes(onDownload ? { ...request, onDownload } : request);
};
