"""Scripts in files: what a simulator is told to answer, written in TOML or JSON."""

from checker.simulator.scripts.plan import Plan, apply
from checker.simulator.scripts.reading import InvalidScriptError, read

__all__ = ["InvalidScriptError", "Plan", "apply", "read"]
