"""Rasa's process and the action server, each with its own Python and onnxruntime, give a text the same vector."""

import json
import subprocess

import numpy as np

from vardlots.onnx import OnnxEncoder
from vardlots.settings import ROOT, settings

TEXTS = ["Kan jag få ett läkarintyg?", "hur lang ar vantetiden", "Can I borrow my wife's BankID?", "🤒", "Ja"]
SAY = """
import json, sys
from vardlots.onnx import OnnxEncoder
from pathlib import Path
print(json.dumps(OnnxEncoder(Path(sys.argv[1])).encode(json.loads(sys.argv[2])).tolist()))
"""


def test_both_processes_give_a_text_the_same_vector() -> None:
    folder = settings().models / "encoder-onnx"
    command = [ROOT / ".venv-rasa/bin/python", "-c", SAY, folder, json.dumps(TEXTS)]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert np.allclose(np.array(json.loads(said)), OnnxEncoder(folder).encode(TEXTS), atol=1e-4)
