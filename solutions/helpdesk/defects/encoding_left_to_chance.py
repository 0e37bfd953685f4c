"""The export is written in the machine's own encoding."""

from __future__ import annotations

import libcst as cst
import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, StructureCheck
from checker.rules.conventions import UNSPECIFIED_ENCODING
from checker.rules.rule import Severity
from solutions.helpdesk.places import EXPORT, STORE

FLAWED = '        with partial.open("w") as lines:\n'

OPENERS = ("open", "read_text", "write_text", "NamedTemporaryFile", "TemporaryFile", "fdopen")


def every_text_file_has_an_encoding(modules: Modules) -> bool:
    """Return whether each file that the package opens as text says its encoding."""
    name = m.OneOf(*map(m.Name, OPENERS))
    opening = m.Call(func=name | m.Attribute(attr=name))
    return all(
        _binary(node)
        or any(each.keyword and each.keyword.value == "encoding" for each in node.args)
        for path, module in modules.items()
        if path.parts[0] == STORE.parts[0]
        for node in m.findall(module, opening)
        if isinstance(node, cst.Call)
    )


def _binary(call: cst.Call) -> bool:
    modes = [
        each.value for each in call.args if each.keyword is None or each.keyword.value == "mode"
    ]
    return any(isinstance(mode, cst.SimpleString) and "b" in mode.raw_value for mode in modes)


DEFECT = Defect(
    slug="encoding-left-to-chance",
    rule=UNSPECIFIED_ENCODING,
    severity=Severity.NIT,
    group="export",
    changes=(
        Edit(
            path=STORE,
            clean='        with partial.open("w", encoding="utf-8") as lines:\n',
            flawed=FLAWED,
        ),
    ),
    explanation='open("w") without an encoding uses whatever the machine prefers, and '
    'ensure_ascii=False writes other letters. Say encoding="utf-8".',
    checks=(
        StructureCheck(
            anchor=EXPORT,
            holds=every_text_file_has_an_encoding,
            asks="every text file is opened with an encoding",
        ),
    ),
    right_fixes=(
        Fix(
            name="the encoding first",
            replacements=(
                Replacement(
                    path=STORE,
                    old=FLAWED,
                    new='        with partial.open(encoding="UTF-8", mode="w") as lines:\n',
                ),
            ),
        ),
        Fix(
            name="the text as bytes",
            replacements=(
                Replacement(
                    path=STORE,
                    old=FLAWED
                    + "            for row in rows:\n"
                    + "                lines.write(json.dumps(dict(row), ensure_ascii=False) "
                    + '+ "\\n")\n',
                    new='        with partial.open("wb") as lines:\n'
                    "            for row in rows:\n"
                    "                text = json.dumps(dict(row), ensure_ascii=False)\n"
                    '                lines.write(text.encode() + b"\\n")\n',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="errors are ignored instead",
            replacements=(
                Replacement(
                    path=STORE,
                    old=FLAWED,
                    new='        with partial.open("w", errors="ignore") as lines:\n',
                ),
            ),
        ),
    ),
)
