"""train.py CORPUS OUT.pt MINUTES PART_MINUTES: trains on the rendered clips with feature-level augmentation."""

import glob
import os
import sys
import time

import numpy as np
import torch

from features import BANDS, log_mel
from network import BeatNetwork

FRAMES = 1024
BATCH = 8
FPS = 50
RATE = 3e-3


def stretch(mel, beats, factor):
    """Plays the clip `factor` times faster without moving its spectrum."""
    at = np.arange(0, len(mel) - 1, factor)
    low = at.astype(int)
    share = (at - low)[:, None]
    return mel[low] * (1 - share) + mel[low + 1] * share, beats / factor


def shift_bands(mel, bands):
    moved = np.zeros_like(mel)
    if bands > 0:
        moved[:, bands:] = mel[:, :-bands]
    else:
        moved[:, :bands] = mel[:, -bands:]
    return moved


def augment(rng, mel, beats):
    if rng.random() < 0.6:
        mel, beats = stretch(mel, beats, float(rng.uniform(0.82, 1.22)))
    if rng.random() < 0.4:
        shift = int(rng.integers(-3, 4))
        mel = shift_bands(mel, shift) if shift else mel
    knots = rng.normal(0, 6, 6)  # dB, tone of the room, the mix and the microphone
    curve = np.interp(np.linspace(0, 5, BANDS), np.arange(6), knots)
    if rng.random() < 0.2:
        curve[int(rng.integers(45, BANDS)):] -= 60
    if rng.random() < 0.15:
        curve[: int(rng.integers(1, 14))] -= 40
    mel = mel * 10 ** ((curve + rng.uniform(-14, 8)) / 20)
    if rng.random() < 0.25:  # smear, as a long room does
        keep, out = rng.uniform(0.3, 0.8), mel.copy()
        for k in range(1, 6):
            out[k:] = np.maximum(out[k:], mel[:-k] * keep ** k)
        mel = out
    if rng.random() < 0.4:
        mel = mel + rng.rayleigh(10 ** rng.uniform(-4, -2), mel.shape)
    if rng.random() < 0.2:
        begin = int(rng.integers(0, len(mel) - 50))
        mel = mel.copy()
        mel[begin: begin + int(rng.integers(5, 60))] *= rng.uniform(0, 0.2)
    return mel, beats


def targets(beats, numbers, first, count):
    """Soft bumps (sigma 0.7 frames) so that the place between frames can be read back."""
    out = np.zeros((count, 2), np.float32)
    frames = np.arange(count)
    for beat, number in zip(beats * FPS - first, numbers):
        if -3 < beat < count + 3:
            low = max(0, int(beat) - 3)
            bump = np.exp(-0.5 * ((frames[low: low + 8] - beat) / 0.7) ** 2)
            out[low: low + 8, 0] = np.maximum(out[low: low + 8, 0], bump)
            if number == 1:
                out[low: low + 8, 1] = np.maximum(out[low: low + 8, 1], bump)
    return out


def load(paths):
    clips = []
    for path in paths:
        data = np.load(path)
        clips.append((data["mel"], data["beats"].astype(np.float64), data["numbers"]))
    return clips


def crop(rng, clip, training):
    mel, beats, numbers = clip[0].astype(np.float32), clip[1], clip[2]
    if training:
        mel, beats = augment(rng, mel, beats)
    first = int(rng.integers(0, max(1, len(mel) - FRAMES))) if training else 0
    piece = mel[first: first + FRAMES]
    real = len(piece)
    piece = np.pad(piece, ((0, FRAMES - real), (0, 0)))
    mask = np.zeros(FRAMES, np.float32)
    mask[:real] = 1
    if len(beats):  # the last notes ring on after the last label
        mask[max(0, int(beats[-1] * FPS - first) + 3):] = 0
    return log_mel(np.maximum(piece, 0)).astype(np.float32), targets(beats, numbers, first, FRAMES), mask


def batch_of(rng, clips, training=True):
    parts = [crop(rng, clip, training) for clip in clips]
    return [torch.from_numpy(np.stack(column)) for column in zip(*parts)]


def loss_of(logits, wanted, mask):
    weight = torch.tensor([2.0, 5.0])
    each = torch.nn.functional.binary_cross_entropy_with_logits(logits, wanted, pos_weight=weight, reduction="none")
    return (each.sum(2) * mask).sum() / mask.sum()


def read_state(path, model, optimizer):
    """(step, seconds trained) of an earlier part of the same training, or zeros."""
    if not os.path.exists(path):
        return 0, 0.0
    state = torch.load(path)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    return state["step"], state["spent"]


def main(corpus, out, minutes, part_minutes):
    paths = sorted(glob.glob(f"{corpus}/*.npz"))
    held, used = load(paths[:750:25]), load([p for k, p in enumerate(paths) if k % 25 or k >= 750])
    model = BeatNetwork()
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=1e-3)
    step, before = read_state(out, model, optimizer)
    torch.manual_seed(step)
    rng = np.random.default_rng(step)
    begun, limit, losses = time.time(), minutes * 60, []
    while (spent := before + time.time() - begun) < limit and spent - before < part_minutes * 60:
        rate = RATE * min(1, (step + 1) / 100) * 0.5 * (1 + np.cos(np.pi * spent / limit))
        for group in optimizer.param_groups:
            group["lr"] = rate
        mel, wanted, mask = batch_of(rng, [used[i] for i in rng.integers(0, len(used), BATCH)])
        loss = loss_of(model(mel), wanted, mask)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
        step += 1
    torch.save(dict(model=model.state_dict(), optimizer=optimizer.state_dict(), step=step, spent=spent), out)
    model.eval()
    with torch.no_grad():
        kept = np.mean([loss_of(model(mel), wanted, mask).item() for mel, wanted, mask in
                        (batch_of(rng, held[k: k + 8], training=False) for k in range(0, len(held), 8))])
    print(f"{len(used)} clips, step {step}, {spent:.0f} s: train {np.mean(losses):.4f}, held {kept:.4f}", flush=True)
    return spent < limit


if __name__ == "__main__":
    # Exit status 3 while there is more to do, so that a shell loop can run the training in short parts.
    sys.exit(3 if main(sys.argv[1], sys.argv[2], float(sys.argv[3]), float(sys.argv[4])) else 0)
