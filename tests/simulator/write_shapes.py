"""Writes the shapes that ``test_shapes`` compares with: run it when the simulator follows suit."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

from .shapes import shapes

if __name__ == "__main__":
    text = json.dumps(shapes(), indent=1) + "\n"
    Path(__file__).with_name(f"shapes-{version('mistralai')}.json").write_text(text, "utf-8")
