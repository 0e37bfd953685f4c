"""Name what an author has not written yet, place by place, and the files of a defect."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.model.key import Defect, Fix, Pack
from checker.operators.operator import Operator
from checker.packs import repairs, wordings
from checker.parsing import parse

TODO = "TODO(author)"
"""What ``messypr new-defect`` and ``new-operator`` write where an author has to write something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorsFile:
    """A file that an author writes: its name in messages, and where it is."""

    name: str
    path: Path


def unfinished_defect(pack: Pack, defect: Defect) -> str:
    """Return each place of a defect's files that says TODO, "" for none."""
    name = file_of(pack, defect)
    rest = (_beside(pack, defect, folder) for folder in (wordings.FOLDER, repairs.FOLDER))
    return _unfinished([_solution_file(pack, name), *rest])


def unfinished_code(pack: Pack, defect: Defect) -> str:
    """Return each place of a defect's files that says TODO where its code or checks do.

    Without them nothing of it can be tried; without explanation, fixes, wordings or repairs the
    rest can.
    """
    return unfinished_defect(pack, defect) if TODO in _code(defect) else ""


def unfinished_file(pack: Pack, defect: Defect, folder: str) -> str:
    """Return each place that says TODO in a defect's file of a folder, "" for none."""
    return _unfinished([_beside(pack, defect, folder)])


def finished(fix: Fix) -> bool:
    """Return whether a fix or repair is written wholly."""
    return TODO not in repr(fix)


def unfinished_operator(operator: Operator) -> str:
    """Return each place of an operator's file that says TODO, "" for none."""
    code = operator.sites.__code__
    name = operator.sites.__module__.replace(".", "/")
    return _unfinished([AuthorsFile(name=f"{name}.py", path=Path(code.co_filename))])


def file_of(pack: Pack, defect: Defect) -> str:
    """Return the file in which a hand-made defect is written."""
    return f"solutions/{pack.pr.slug}/defects/{defect.slug.replace('-', '_')}.py"


def places_in_python(source: str) -> Iterator[str]:
    """Yield the places of a Python file that say TODO, such as ``changes.clean (line 18)``."""
    tree = parse(source)
    named: dict[int, str] = {}
    for label, node in _labelled(tree, ""):
        if isinstance(node, ast.Constant) and TODO in str(node.value):
            for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                named.setdefault(line, label)
    for number, text in enumerate(source.splitlines(), 1):
        if TODO in text:
            yield f"{named.get(number, 'comment')} (line {number})"


def places_in_toml(source: str) -> Iterator[str]:
    """Yield the keys of a TOML file whose values say TODO, such as ``found.terse``."""
    yield from dict.fromkeys(_keys(tomllib.loads(source), ""))


def _code(defect: Defect) -> str:
    return repr((defect.planting, defect.checks, defect.misnomer))


def _beside(pack: Pack, defect: Defect, folder: str) -> AuthorsFile:
    return _solution_file(pack, f"solutions/{pack.pr.slug}/{folder}/{defect.slug}.toml")


def _solution_file(pack: Pack, name: str) -> AuthorsFile:
    inside = Path(name).relative_to("solutions", pack.pr.slug)
    return AuthorsFile(name=name, path=pack.key.feature.parent / inside)


def _unfinished(files: Iterable[AuthorsFile]) -> str:
    found = []
    for file in files:
        if not file.path.is_file():
            continue
        text = file.path.read_text("utf-8")
        if TODO not in text:
            continue
        places = places_in_python if file.path.suffix == ".py" else places_in_toml
        found.append(f"{file.name} still says {TODO} in {', '.join(places(text))}")
    return "; ".join(found)


def _labelled(node: ast.AST, label: str) -> Iterator[tuple[str, ast.AST]]:
    """Yield every node with a label of its place: keywords, a function, the constant it makes."""
    yield label, node
    for child in ast.iter_child_nodes(node):
        yield from _labelled(child, _label(node, child, label))


def _label(parent: ast.AST, child: ast.AST, label: str) -> str:
    match parent, child:
        case ast.Module() | ast.FunctionDef(), ast.Expr(value=ast.Constant()):
            return f"docstring of {label}" if label else "docstring"
        case ast.Module(), ast.FunctionDef(name=name):
            return name
        case ast.Module(), ast.Assign(targets=[ast.Name(id=name)], value=value):
            return "" if isinstance(value, ast.Call) else name
        case ast.Call(func=ast.Name(id=name)), ast.expr() if child is not parent.func and label:
            return label if name[0].isupper() else f"{name}(...) in {label}"
        case _, ast.keyword(arg=str(name)):
            return f"{label}.{name}" if label else name
    return label


def _keys(value: object, where: str) -> Iterator[str]:
    match value:
        case str():
            if TODO in value:
                yield where
        case list():
            for each in value:
                yield from _keys(each, where)
        case dict():
            for name, each in value.items():
                yield from _keys(each, f"{where}.{name}" if where else name)
