"""Log-mel front end; the same numbers as `src/models/beat-network.ts` computes with `src/dsp/mel.ts`."""

import numpy as np

SAMPLE_RATE = 22050
FFT = 1024
HOP = 441  # 50 frames a second
BANDS = 80
MIN_HZ, MAX_HZ = 30.0, 10000.0


def hz_to_mel(hz):
    return 2595 * np.log10(1 + np.asarray(hz) / 700)


def filterbank():
    edges = 700 * (10 ** (np.linspace(hz_to_mel(MIN_HZ), hz_to_mel(MAX_HZ), BANDS + 2) / 2595) - 1)
    bins = np.arange(FFT // 2 + 1) * SAMPLE_RATE / FFT
    bank = np.zeros((BANDS, len(bins)), np.float32)
    for b in range(BANDS):
        low, centre, high = edges[b: b + 3]
        inside = (bins >= low) & (bins <= high)
        row = np.where(bins <= centre, (bins - low) / (centre - low), (high - bins) / (high - centre)) * inside
        bank[b] = np.maximum(row, 0)
        if not bank[b].any():
            bank[b, int(round(centre / (SAMPLE_RATE / FFT)))] = 1
    return bank


BANK = filterbank().T
WINDOW = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FFT) / FFT)).astype(np.float32)


def mel(audio):
    """Linear mel magnitudes, `[frames, BANDS]`; frame i is centred on sample i * HOP."""
    count = int(np.ceil(len(audio) / HOP))
    padded = np.pad(audio, (FFT // 2, FFT + HOP))
    frames = np.lib.stride_tricks.sliding_window_view(padded, FFT)[:: HOP][:count]
    return (np.abs(np.fft.rfft(frames * WINDOW, axis=1)) * (4 / FFT)).astype(np.float32) @ BANK


def log_mel(magnitudes):
    return np.log1p(1000 * magnitudes)
