from __future__ import annotations

from typing import Any

from checker.review.formats import Format
from checker.rules.rule import Severity
from tests.review.samples.sample import DRAFTING, At, Sample, as_json, json_lines


def diagnostic(message: str, line: int | None = 71, **fields: Any) -> dict[str, Any]:
    ranged = {"range": {"start": {"line": line, "column": 1}}} if line else {}
    return {"message": message, "location": {"path": f"./{DRAFTING}", **ranged}} | fields


def result(line: int = 71, **fields: Any) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": DRAFTING}, "region": {"startLine": line}}
    return {"message": {"text": "limit=0"}, "locations": [{"physicalLocation": place}]} | fields


def runs(*results: dict[str, Any], **fields: Any) -> str:
    run = {"tool": {"driver": {"name": "a linter"}}, "results": [*results]} | fields
    return as_json({"version": "2.1.0", "runs": [run]})


CODEQL = {
    "driver": {"name": "CodeQL", "rules": []},
    "extensions": [
        {"name": "other", "rules": [{"id": "py/other"}]},
        {
            "name": "codeql/python-queries",
            "rules": [
                {
                    "id": "py/loop",
                    "defaultConfiguration": {"level": "error"},
                    "messageStrings": {
                        "default": {"text": "{0} is never {{awaited}}, see [{1}](1)."}
                    },
                }
            ],
        },
    ],
}
LINTERS = (
    Sample(
        name="rdjsonl whose first line has no place",
        form=Format.RDJSONL,
        text=json_lines(
            {"message": "3 files were looked at", "severity": "INFO"},
            diagnostic("limit=0", severity=3),
            diagnostic("and worse", 72, severity=1),
            diagnostic("the whole file", None, severity="WARNING"),
        ),
        at=(
            At(line=71, severity=Severity.NIT),
            At(line=72, severity=Severity.MAJOR),
            At(line=None, severity=Severity.MINOR, says="the whole file"),
        ),
        left_out=("it names no file",),
    ),
    Sample(
        name="rdjson with a severity for all",
        form=Format.RDJSON,
        text=as_json({"severity": "WARNING", "diagnostics": [diagnostic("limit=0")]}),
        at=(At(line=71, severity=Severity.MINOR),),
    ),
    Sample(
        name="SARIF of CodeQL",
        form=Format.SARIF,
        text=runs(
            result(
                ruleId="py/loop",
                rule={"id": "py/loop", "index": 0, "toolComponent": {"index": 1}},
                message={"id": "default", "arguments": ["x", "this value"]},
            ),
            tool=CODEQL,
        ),
        at=(At(line=71, severity=Severity.MAJOR, says="x is never {awaited}, see this value."),),
    ),
    Sample(
        name="SARIF with runs of nothing, suppressed and passed results",
        form=Format.SARIF,
        text=as_json(
            {
                "version": "2.1.0",
                "runs": [
                    {"tool": {"driver": {"name": "x"}}, "results": None},
                    {
                        "tool": {"driver": {"name": "y"}},
                        "properties": {"event": 5, "id": ["foreign"]},
                        "results": [
                            result(properties={"id": 7, "severity": 9.1}),
                            result(72, suppressions=[{"kind": "inSource"}]),
                            result(73, kind="pass"),
                            result(74, baselineState="absent"),
                            result(
                                75,
                                suppressions=[{"kind": "external", "status": "rejected"}],
                                level="note",
                            ),
                        ],
                    },
                ],
            }
        ),
        at=(At(line=71, severity=Severity.MINOR), At(line=75, severity=Severity.NIT)),
        left_out=("it is suppressed", "it reports no fault", "it is no longer there"),
    ),
    Sample(
        name="SARIF by offset, index and base",
        form=Format.SARIF,
        text=runs(
            result(
                locations=[
                    {
                        "physicalLocation": {
                            "artifactLocation": {"index": 0},
                            "region": {"charOffset": 3, "charLength": 2},
                        }
                    }
                ]
            ),
            result(
                locations=[
                    {
                        "physicalLocation": {
                            "artifactLocation": {"uri": DRAFTING, "uriBaseId": "ROOT"},
                            "region": {"startLine": 72},
                        }
                    }
                ]
            ),
            artifacts=[{"location": {"uri": f"file:///build/desk/{DRAFTING}"}}],
            originalUriBaseIds={"ROOT": {"uri": "file:///build/desk/"}},
        ),
        at=(At(line=1, severity=Severity.MINOR), At(line=72, severity=Severity.MINOR)),
    ),
    Sample(
        name="Code Climate",
        form=Format.CODECLIMATE,
        text=as_json(
            [
                {
                    "check_name": "F401",
                    "description": "F401: unused",
                    "severity": "minor",
                    "fingerprint": "3c",
                    "location": {
                        "path": DRAFTING,
                        "positions": {"begin": {"line": 3, "column": 1}, "end": {"line": 4}},
                    },
                },
                {
                    "check_name": "B",
                    "description": "b",
                    "severity": "critical",
                    "location": {"path": DRAFTING, "lines": {"begin": 9}},
                },
            ]
        ),
        at=(
            At(line=4, start=3, severity=Severity.MINOR, says="F401"),
            At(line=9, severity=Severity.BLOCKER),
        ),
    ),
)
