"""export_onnx.py NET.pt OUT.onnx: one input `mel` [1, frames, 80], one output `logits` [1, frames, 2]."""

import sys

import torch

from features import BANDS
from network import BeatNetwork

model = BeatNetwork()
model.load_state_dict(torch.load(sys.argv[1])["model"])
model.eval()
torch.onnx.export(
    model, torch.zeros(1, 1000, BANDS), sys.argv[2], input_names=["mel"], output_names=["logits"], opset_version=13,
    dynamic_axes={"mel": {1: "frames"}, "logits": {1: "frames"}})
