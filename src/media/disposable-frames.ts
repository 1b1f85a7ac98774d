import type { InputVideoTrack } from 'mediabunny';

/** Type numbers of coded slices in H.264 (ITU-T H.264, table 7-1). */
const FIRST_SLICE_TYPE = 1;
const LAST_SLICE_TYPE = 5;

/** Says whether no other frame refers to a packet's frame, so that it may be left undecoded. */
export type IsDisposable = (data: Uint8Array) => boolean;

/** `nal_ref_idc` of the first slice is 0: the frame is never referred to (ITU-T H.264, 7.4.1). */
const isUnreferred = (header: number): boolean | null => {
  const type = header & 0x1f;
  return type >= FIRST_SLICE_TYPE && type <= LAST_SLICE_TYPE ? ((header >> 5) & 3) === 0 : null;
};

/** NAL units behind length fields (MP4, Matroska). */
export const isDisposableAvc = (data: Uint8Array, lengthBytes: number): boolean => {
  for (let at = 0; at + lengthBytes < data.length;) {
    let length = 0;
    for (let i = 0; i < lengthBytes; i++) length = length * 256 + data[at + i]!;
    const unreferred = isUnreferred(data[at + lengthBytes]!);
    if (unreferred !== null) return unreferred;
    at += lengthBytes + length;
  }
  return false;
};

/** Null where the codec or its framing does not tell. */
export const planDisposable = async (track: InputVideoTrack): Promise<IsDisposable | null> => {
  if ((await track.getCodec()) !== 'avc') return null;
  const { description } = (await track.getDecoderConfig()) ?? {};
  if (!description) return null;
  const bytes = ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
    : new Uint8Array(description);
  // avcC: the low bits of byte 4 hold the size of the length fields, less one (ISO/IEC 14496-15, 5.3.3.1).
  const lengthBytes = ((bytes[4] ?? 3) & 3) + 1;
  return (data) => isDisposableAvc(data, lengthBytes);
};
