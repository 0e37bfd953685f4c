"""The export is written in the machine's own encoding."""

from __future__ import annotations

import codecs

import libcst as cst
import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, StructureCheck
from checker.rules.conventions import UNSPECIFIED_ENCODING
from checker.rules.rule import Severity
from solutions.helpdesk.places import EXPORT, STORE

FLAWED = '        with partial.open("w") as lines:\n'

# Where mode and encoding stand among the arguments of what opens a file, None where there is no mode.
PATH_OPEN = (0, 2)
OPENERS = {
    "open": (1, 3),
    "fdopen": (1, 3),
    "NamedTemporaryFile": (0, 2),
    "TemporaryFile": (0, 2),
    "read_text": (None, 0),
    "write_text": (None, 1),
    "TextIOWrapper": (None, 1),
}
MODULES = {"io", "os", "builtins", "tempfile"}


def every_text_file_has_an_encoding(modules: Modules) -> bool:
    """Return whether each file that the package opens as text is opened as UTF-8."""
    name = m.OneOf(*map(m.Name, OPENERS))
    opening = m.Call(func=name | m.Attribute(attr=name))
    return all(
        _as_utf_8(node, module)
        for path, module in modules.items()
        if path.parts[0] == STORE.parts[0]
        for node in m.findall(module, opening)
        if isinstance(node, cst.Call)
    )


def _as_utf_8(call: cst.Call, module: cst.Module) -> bool:
    """Return whether a call opens a file as UTF-8, or as bytes."""
    func = call.func
    opener = (
        func.attr.value
        if isinstance(func, cst.Attribute)
        else cst.ensure_type(func, cst.Name).value
    )
    mode_at, encoding_at = OPENERS[opener]
    if opener == "open" and isinstance(func, cst.Attribute):
        owner = func.value.value if isinstance(func.value, cst.Name) else ""
        mode_at, encoding_at = (1, 3) if owner in MODULES else PATH_OPEN
    mode = _argument(call, "mode", mode_at)
    if isinstance(mode, cst.SimpleString) and "b" in mode.raw_value:
        return True
    return _is_utf_8(_argument(call, "encoding", encoding_at), module)


def _argument(call: cst.Call, keyword: str, position: int | None) -> cst.BaseExpression | None:
    for each in call.args:
        if each.keyword is not None and each.keyword.value == keyword:
            return each.value
    plain = [each.value for each in call.args if each.keyword is None]
    return plain[position] if position is not None and position < len(plain) else None


def _is_utf_8(encoding: cst.BaseExpression | None, module: cst.Module) -> bool:
    """Return whether an expression is UTF-8: a text, or a name that is assigned one."""
    match encoding:
        case cst.SimpleString():
            try:
                return codecs.lookup(str(encoding.evaluated_value)).name == "utf-8"
            except LookupError:
                return False
        case cst.Name(value=name) if name != "None":
            assigned = m.Assign(targets=[m.AssignTarget(m.Name(name))])
            values = [
                node.value for node in m.findall(module, assigned) if isinstance(node, cst.Assign)
            ]
            return all(isinstance(v, cst.SimpleString) and _is_utf_8(v, module) for v in values)
        case _:
            return False


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
            asks="every text file is opened as UTF-8",
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
