"""CandidateReport -> JSON, for programs."""

from __future__ import annotations

from checker.report import as_json
from checker.report.candidate.values import CandidateReport

SCHEMA = "messypr/candidate-report/1"


def dump(report: CandidateReport) -> str:
    """Return the JSON document, in ASCII, without anything that a CI runner reads as a command."""
    return as_json.write({"schema": SCHEMA, **as_json.plain(report)})
