"""The transcript of a real conversation is committed."""

from __future__ import annotations

from pathlib import PurePosixPath

from checker.model.key import AddFile, Defect, FileCheck, Fix, Replacement, Site
from checker.rules.hygiene import PERSONAL_DATA_COMMITTED
from checker.rules.rule import Severity
from solutions.agent_desk.places import CONTRIBUTING, STREAM

SESSION = PurePosixPath("demo-session.jsonl")
IBAN = "DE75512108001245126199"
TEXT = (
    '{"role": "user", "text": "Mrs Hartwig asks about C-4471, please pay to DE75512108001245126199"}\n'
    '{"role": "assistant", "text": "C-4471 is open. I will write to m.hartwig@posteo.example."}\n'
)


DEFECT = Defect(
    slug="real-session-committed",
    rule=PERSONAL_DATA_COMMITTED,
    severity=Severity.BLOCKER,
    group="beside-the-code",
    changes=(AddFile(path=SESSION, text=TEXT),),
    sites=(
        Site(path=CONTRIBUTING, text="e-mail addresses and phone numbers leave the house only as"),
    ),
    explanation="demo-session.jsonl is the transcript of a real conversation, with the name, bank "
    "account and e-mail address of a policy holder. Personal data must not be in the "
    "repository: remove the file and purge it from the history.",
    checks=(
        FileCheck(
            anchor=STREAM,
            lacks=(IBAN.encode(), b"m.hartwig@"),
            asks="no file of the repository holds the data of a policy holder",
        ),
    ),
    right_fixes=(
        Fix(
            name="deleted",
            replacements=(Replacement(path=SESSION, old=TEXT, new=""),),
        ),
        Fix(
            name="made-up data",
            replacements=(
                Replacement(path=SESSION, old=TEXT, new=""),
                Replacement(
                    path=SESSION.with_name("example.jsonl"),
                    old="",
                    new='{"role": "user", "text": "What about C-1?"}\n',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="kept for the tests",
            replacements=(
                Replacement(path=SESSION, old=TEXT, new=""),
                Replacement(path=SESSION.with_name("sample.jsonl"), old="", new=TEXT),
            ),
        ),
    ),
)
