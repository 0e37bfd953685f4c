from __future__ import annotations

from checker.review.formats import Format
from checker.rules.rule import Severity
from tests.review.samples.sample import CLI, DRAFTING, At, Sample, as_json

TUICR = f"""\
I reviewed your code and have the following comments. Please address them.

Comment types: ISSUE (problems to fix), NOTE (observations)

1. **[SUGGESTION]** `{DRAFTING}` - More tests, please
2. **[ISSUE]** `{DRAFTING}:71` - limit=0
   drafts every ticket
3. **[NOTE]** `{CLI}:~12` - this went
"""
DIFIT_TEXT = f"""\

\U0001f4dd Comments from review session:
{"=" * 50}
{DRAFTING}:L71
limit=0
=====
{DRAFTING}:L71-L73
and a range
{"=" * 50}
Total comments: 2
"""
ANSWER = f"""\
Here is my review:

```json
{{"summary": "Not yet.", "verdict": "request_changes", "issues": [
  {{"id": 1, "file": "/{DRAFTING}", "line": "71", "start_line": null, "severity": "High",
    "title": "limit=0", "description": "It drafts every ticket.", "suggestion": "Test for None."}},
  {{"id": 2, "filename": "drafting.py", "lines": "72-73", "comment": "and a range"}},
  {{"id": 3, "path": "{DRAFTING}:75", "message": "by its path"}}
]}}
```
"""
BY_FILE = {DRAFTING: [{"line": [72, 73], "comment": "a pair"}], CLI: [{"line": 3, "text": "b"}]}
ASSISTANTS = (
    Sample(
        name="tuicr",
        form=Format.MARKDOWN,
        text=TUICR,
        at=(
            At(line=None, severity=Severity.MINOR, says="suggestion: More tests"),
            At(line=71, severity=None, says="limit=0\ndrafts every ticket"),
            At(path=CLI, line=12, side="LEFT", says="note: this went"),
        ),
        summary="I reviewed your code",
    ),
    Sample(
        name="difit's text",
        form=Format.MARKDOWN,
        text=DIFIT_TEXT,
        at=(At(line=71, says="limit=0"), At(line=73, start=71, says="and a range")),
        summary="Total comments: 2",
    ),
    Sample(
        name="difit's comments",
        form=Format.DIFIT,
        text=as_json(
            [
                {
                    "id": "t1",
                    "filePath": DRAFTING,
                    "position": {"side": "new", "line": {"start": 71, "end": 73}},
                    "messages": [{"body": "limit=0", "author": "User"}, {"body": "yes"}],
                },
                {
                    "type": "thread",
                    "filePath": CLI,
                    "position": {"side": "old", "line": 12},
                    "body": "gone",
                },
            ]
        ),
        at=(At(line=73, start=71, says="limit=0"), At(path=CLI, line=12, side="LEFT")),
        left_out=("it is a reply",),
    ),
    Sample(
        name="JSON in a code fence",
        form=Format.JSON,
        text=ANSWER,
        at=(
            At(line=71, severity=Severity.MAJOR, says="limit=0\n\nIt drafts every ticket.\n\nTest"),
            At(line=73, start=72, says="and a range"),
            At(line=75, says="by its path"),
        ),
        summary="Not yet.",
        event="REQUEST_CHANGES",
    ),
    Sample(
        name="JSON by file",
        form=Format.JSON,
        text=as_json(BY_FILE),
        at=(At(line=73, start=72, says="a pair"), At(path=CLI, line=3)),
    ),
)
