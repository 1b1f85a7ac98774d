"""make_corpus.py OUT COUNT [SEED]: renders COUNT clips of about 34 s into OUT/NNNNN.npz (mel float16, beats)."""

import os
import sys

import numpy as np

from features import mel
from render import SAMPLE_RATE, master, render, soundfonts, speech
from score import mma_grooves, mma_score, pattern_score

SECONDS = 34


def beatless(rng):
    """Speech, noise or a held drone: things the tracker must stay silent on."""
    count = SECONDS * SAMPLE_RATE
    kind = str(rng.choice(["speech", "speech", "noise", "drone"]))
    if kind == "speech":
        audio = speech(rng, SECONDS)
    elif kind == "noise":
        spectrum = np.fft.rfft(rng.normal(0, 1, count))
        spectrum *= np.arange(1, len(spectrum) + 1) ** -rng.uniform(0, 1)
        audio = np.fft.irfft(spectrum, count) * (1 + 0.5 * np.interp(np.arange(count), np.linspace(0, count, 40), rng.normal(0, 1, 40)))
    else:
        t = np.arange(count) / SAMPLE_RATE
        audio = sum(np.sin(2 * np.pi * t * hz * (1 + 0.001 * np.sin(t * rng.uniform(0.3, 5)))) for hz in rng.uniform(60, 900, 5))
    return master(rng, audio[:count]), kind


def make_clip(seed, fonts, grooves):
    rng = np.random.default_rng(seed)
    if rng.random() < 0.06:
        audio, kind = beatless(rng)
        return dict(mel=mel(audio).astype(np.float16), beats=np.zeros(0, np.float32), numbers=np.zeros(0, np.int8),
                    per_bar=0, bpm=0, style=kind, kind="beatless"), audio
    score = mma_score(rng, grooves, SECONDS) if rng.random() < 0.4 else pattern_score(rng, SECONDS)
    audio, beats, numbers, kind = render(rng, score, fonts)
    return dict(mel=mel(audio).astype(np.float16), beats=beats.astype(np.float32), numbers=numbers.astype(np.int8),
                per_bar=score.beats_per_bar, bpm=score.bpm, style=score.style, kind=kind), audio


def main(out, count, seed=0):
    os.makedirs(out, exist_ok=True)
    fonts, grooves = soundfonts(), mma_grooves()
    done = 0
    for k in range(count):
        path = f"{out}/{seed + k:05d}.npz"
        if os.path.exists(path):
            continue
        try:
            clip, _ = make_clip(seed + k, fonts, grooves)
        except Exception as error:  # a style that does not compile is skipped
            print(seed + k, type(error).__name__, error, flush=True)
            continue
        np.savez(path, **clip)
        done += 1
    print("made", done, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)
