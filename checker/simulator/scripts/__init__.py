"""Scripts in files: the answers of a simulator, written in TOML or JSON."""

from checker.simulator.scripts.control import Controlling
from checker.simulator.scripts.plan import Plan, apply
from checker.simulator.scripts.reading import InvalidScriptError, read

__all__ = ["Controlling", "InvalidScriptError", "Plan", "apply", "read"]
