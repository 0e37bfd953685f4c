"""Recorded answers: read from JSON lines or VCR cassettes, replayed, and recorded."""

from checker.simulator.cassettes.reading import read
from checker.simulator.cassettes.recorded import Recorded, line
from checker.simulator.cassettes.recorder import Recorder
from checker.simulator.cassettes.replaying import replay

__all__ = ["Recorded", "Recorder", "line", "read", "replay"]
