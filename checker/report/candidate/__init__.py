"""The report that a candidate may see while an exam is open.

It is a value of its own, which has no field for a missed defect, a clean text, a model comment or
a hidden test: no format can print what is not in it.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from checker.report.candidate import as_json, as_junit, as_markdown
from checker.report.candidate.reducing import reduced
from checker.report.candidate.values import AttemptLine, CandidateReport

FORMATS: Final[Mapping[str, Callable[[CandidateReport], str]]] = MappingProxyType(
    {"json": as_json.dump, "junit": as_junit.dump, "markdown": as_markdown.dump}
)

__all__ = ["FORMATS", "AttemptLine", "CandidateReport", "reduced"]
