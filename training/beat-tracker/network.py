"""Beat and downbeat activations from log-mel frames: a small convolutional front end and a dilated stack.

After M. E. P. Davies and S. Böck, "Temporal convolutional networks for musical audio beat tracking" (2019);
deviations: mel bands at 50 frames a second, a second head for downbeats, wider dilations instead of a bar model.
"""

import torch
from torch import nn

from features import BANDS

CHANNELS = 40
DILATIONS = [1, 2, 4, 8, 16, 32, 64, 128, 256]
RECEPTIVE_FRAMES = 2 * sum(DILATIONS) + 2  # either side


class Block(nn.Module):
    def __init__(self, dilation):
        super().__init__()
        self.norm = nn.BatchNorm1d(CHANNELS)
        self.wide = nn.Conv1d(CHANNELS, CHANNELS, 5, dilation=dilation, padding=2 * dilation)
        self.mix = nn.Conv1d(CHANNELS, CHANNELS, 1)
        self.drop = nn.Dropout(0.1)

    def forward(self, x):
        return x + self.mix(self.drop(nn.functional.elu(self.wide(self.norm(x)))))


class BeatNetwork(nn.Module):
    """`[batch, frames, BANDS]` log-mel -> logits `[batch, frames, 2]` (beat, downbeat; a downbeat is a beat too)."""

    def __init__(self):
        super().__init__()
        self.front = nn.Sequential(
            nn.BatchNorm2d(1),
            nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ELU(), nn.MaxPool2d((1, 4)), nn.Dropout(0.1),
            nn.Conv2d(16, 24, 3, padding=1), nn.BatchNorm2d(24), nn.ELU(), nn.MaxPool2d((1, 4)), nn.Dropout(0.1),
            nn.Conv2d(24, CHANNELS, (1, BANDS // 16)), nn.ELU(),
        )
        self.stack = nn.Sequential(*[Block(d) for d in DILATIONS])
        self.heads = nn.Conv1d(CHANNELS, 2, 1)

    def forward(self, mel):
        x = self.front(mel[:, None]).squeeze(3)
        return self.heads(nn.functional.elu(self.stack(x))).transpose(1, 2)
