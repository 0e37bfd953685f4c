"""A report in the formats in which it is shown and stored.

``to_scorecard`` copies what matters of a report into a scorecard, a value without secrets that no
longer needs the pack; every format is a pure function of a scorecard.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from checker.report import as_json, as_junit, as_markdown
from checker.report.scorecard import Scorecard
from checker.report.scorecard_from_report import parse
from checker.report.to_scorecard import to_scorecard

FORMATS: Final[Mapping[str, Callable[[Scorecard], str]]] = MappingProxyType(
    {"json": as_json.dump, "junit": as_junit.dump, "markdown": as_markdown.dump}
)

__all__ = ["FORMATS", "Scorecard", "parse", "to_scorecard"]
