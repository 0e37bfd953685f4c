"""Import the answer key of a pack; what an author got wrong is named with its file and line."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import traceback
from collections import defaultdict
from dataclasses import fields, is_dataclass
from pathlib import Path

from checker.errors import PackError, did_you_mean
from checker.model import key as model
from checker.model import mess
from checker.model.key import AnswerKey

NO_SUCH_NAME = re.compile(r"cannot import name '(\w+)'")
NO_SUCH_FIELD = re.compile(r"(\w+)\.__init__\(\) got an unexpected keyword argument '(\w+)'")


def load(slug: str) -> AnswerKey:
    """Return the answer key of a pack.

    Raises:
        PackError: it is not installed, cannot be imported, or has a mistake; the message names
            the file and what to do.
    """
    package = f"solutions.{slug}"
    try:
        module = importlib.import_module(package)
    except ModuleNotFoundError as error:
        if error.name in {package, "solutions"}:
            raise PackError(f"the answer key of {slug} is not installed here") from error
        raise _broken(slug, error) from error
    except Exception as error:  # an author's slip can raise anything
        raise _broken(slug, error) from error
    key = getattr(module, "KEY", None)
    if not isinstance(key, AnswerKey):
        found = "has no KEY" if key is None else f"has a KEY that is {type(key).__name__}"
        raise PackError(f"solutions/{slug}/__init__.py {found}: write KEY = AnswerKey(...)")
    _look_at(key, slug)
    return key


def _look_at(key: AnswerKey, slug: str) -> None:
    """Refuse a key that does not fit its pack or that has two defects of one name."""
    label = f"solutions/{slug}/__init__.py"
    if key.slug != slug:
        raise PackError(f"{label}: KEY says slug={key.slug!r}: write {slug!r}")
    for name in ("feature", "tests"):
        folder: Path = getattr(key, name)
        if not folder.is_dir():
            raise PackError(f"{label}: {name} must be a folder, and there is no {folder}")
    files = defaultdict(list)
    for defect in key.defects:
        files[defect.slug].append(_file_of(defect, slug))
    for name, mine in files.items():
        if len(mine) > 1:
            where = " and ".join(dict.fromkeys(mine))
            raise PackError(f"{label}: two defects are called {name!r} ({where}): rename one")


def _file_of(defect: object, slug: str) -> str:
    """Return the file that a defect is written in."""
    package = f"solutions.{slug}.defects."
    for name, module in [*sys.modules.items()]:
        if name.startswith(package) and getattr(module, "DEFECT", None) is defect:
            return f"defects/{name.removeprefix(package)}.py"
    return "one is listed twice in DEFECTS"


def _broken(slug: str, error: Exception) -> PackError:
    """Return where the import of a key ended, why, and what may have been meant."""
    where = f"solutions/{slug}"
    for frame in traceback.extract_tb(error.__traceback__):
        where = _place(slug, frame.filename, frame.lineno) or where
    if isinstance(error, SyntaxError):
        where = _place(slug, error.filename or "", error.lineno) or where
    reason = f"{type(error).__name__}: {error}"
    if isinstance(error, ImportError) and error.path:
        reason = reason.removesuffix(f" ({error.path})")
    if isinstance(error, SyntaxError):
        reason = f"{type(error).__name__}: {error.msg}"
    return PackError(f"{where}: {reason}{_meant(error)}")


def _place(slug: str, file: str, line: int | None) -> str:
    """Return a file of the key as ``solutions/helpdesk/mess.py:7``, "" for any other file."""
    parts = Path(file).parts
    for at in range(len(parts) - 1):
        if parts[at : at + 2] == ("solutions", slug):
            return f"{'/'.join(parts[at:])}:{line}"
    return ""


def _meant(error: Exception) -> str:
    """Return the names that an author may have meant where Python knew none."""
    if isinstance(error, ModuleNotFoundError) and error.name:
        parent, _, wanted = error.name.rpartition(".")
        paths = getattr(sys.modules.get(parent), "__path__", [])
        return did_you_mean(wanted, [each.name for each in pkgutil.iter_modules(paths)])
    if (found := NO_SUCH_NAME.match(str(error))) and isinstance(error, ImportError):
        return did_you_mean(found[1], dir(sys.modules.get(error.name or "")))
    if found := NO_SUCH_FIELD.match(str(error)):
        kind = getattr(model, found[1], None) or getattr(mess, found[1], None)
        known = [each.name for each in fields(kind)] if is_dataclass(kind) else []
        return did_you_mean(found[2], known)
    return ""
