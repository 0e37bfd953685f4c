"""Write the files that a new defect or operator begins with, and say what is left to do."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from checker.authoring import skeletons, steps
from checker.authoring.listing import with_module
from checker.authoring.skeletons import Name
from checker.errors import PackError, UsageError, did_you_mean
from checker.model.key import Pack
from checker.operators.catalogue import BY_NAME, OPERATORS
from checker.packs import loading
from checker.rules.rule import Rule, Severity
from checker.system.files import write_whole

KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
CATALOGUE = "checker/operators/catalogue.py"
TODO_PATH = "TODO(author): the file that it changes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """The files that were written, by their paths in the checkout, and the steps that are left."""

    files: tuple[str, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a new module in a list of modules: the list's file, and what it lists."""

    file: str
    package: str
    module: str
    constant: str


def new_defect(
    pack: Pack,
    slug: str,
    rule: Rule,
    severity: Severity,
    path: str = "",
    *,
    root: Path | None = None,
) -> Begun:
    """Write the files of a new defect and list it in the pack's key.

    ``path`` is the file of the reference that it changes, and ``root`` the checkout to write in,
    by default the one that packs are loaded from.

    Raises:
        UsageError: the name is not in kebab-case or taken, or the reference has no such path.
        PackError: this is no checkout, or the key is not written as expected.
    """
    root, name = root or checkout(), pack.pr.slug
    if slug in {each.slug for each in pack.key.defects}:
        raise UsageError(f"{name} has a defect {slug!r} already")
    _check_path(pack, path)
    entry = entry_of_defect(name, slug)
    solution = f"solutions/{name}"
    python = skeletons.defect(
        slug=slug, rule=_name_of(rule), path=_place(name, path), severity=severity
    )
    new = {
        f"{solution}/defects/{entry.module}.py": python,
        f"{solution}/wordings/{slug}.toml": skeletons.wordings(slug),
        f"{solution}/repairs/{slug}.toml": skeletons.repairs(slug, path or TODO_PATH),
    }
    return Begun(files=_written(root, new, entry), steps=steps.of_defect(name, slug))


def entry_of_defect(pack: str, slug: str) -> Entry:
    """Return the entry of a defect in the key of its pack.

    Raises:
        UsageError: the name is not in kebab-case.
    """
    return Entry(
        file=f"solutions/{pack}/__init__.py",
        package=f"solutions.{pack}.defects",
        module=module_name(slug),
        constant="DEFECT",
    )


def new_operator(
    name: str, rule: Rule, severity: Severity, folder: str = "", *, root: Path | None = None
) -> Begun:
    """Write the file of a new operator and list it in the catalogue.

    ``folder`` is the folder of operators, by default that of most operators of the rule's
    category, and ``root`` the checkout to write in, by default the one that packs are loaded from.

    Raises:
        UsageError: the name is not in kebab-case or taken, or there is no such folder.
        PackError: this is no checkout, or the catalogue is not written as expected.
    """
    if name in BY_NAME:
        raise UsageError(f"there is an operator {name!r} already")
    module, folder = module_name(name), _operators_folder(rule, folder)
    file = f"checker/operators/{folder}/{module}.py"
    text = skeletons.operator(name=name, rule=_name_of(rule), severity=severity)
    entry = Entry(
        file=CATALOGUE, package=f"checker.operators.{folder}", module=module, constant="OPERATOR"
    )
    files = _written(root or checkout(), {file: text}, entry)
    return Begun(files=files, steps=steps.of_operator(name, file))


def checkout() -> Path:
    """Return the folder of the checkout that packs are loaded from.

    Raises:
        PackError: messypr was not installed from a checkout.
    """
    root = loading.PACKS_DIR.parent
    if not (root / "CONTRIBUTING.md").is_file():
        raise PackError(f"{root} is no checkout of messypr: install one with pip install -e .")
    return root


def module_name(name: str) -> str:
    """Return the module of a defect or operator of some name.

    Raises:
        UsageError: the name is not in kebab-case.
    """
    if not KEBAB.fullmatch(name):
        raise UsageError(f"{name!r} must be in kebab-case and name the fault, such as limit-zero")
    return name.replace("-", "_")


def _check_path(pack: Pack, path: str) -> None:
    reference = {str(each) for each in loading.reference_tree(pack)}
    if path and path not in reference:
        hint = did_you_mean(path, reference)
        raise UsageError(f"there is no {path!r} in the reference of {pack.pr.slug}{hint}")


def _operators_folder(rule: Rule, asked: str) -> str:
    """Return the folder that was asked for, or that of most operators of the rule's category."""
    folders = Counter(_folder(each.sites) for each in OPERATORS)
    if asked and asked not in folders:
        raise UsageError(
            f"there is no folder {asked!r} of operators; there are: {', '.join(folders)}"
        )
    alike = Counter(_folder(e.sites) for e in OPERATORS if e.rule.category is rule.category)
    return asked or (alike or folders).most_common(1)[0][0]


def _written(root: Path, new: Mapping[str, str], entry: Entry) -> tuple[str, ...]:
    """Write new files and the entry in a list of modules; nothing where one of them is there."""
    listing = (root / entry.file).read_text("utf-8")
    listed = with_module(
        listing,
        package=entry.package,
        module=entry.module,
        constant=entry.constant,
        label=entry.file,
    )
    for name in new:
        if (root / name).exists():
            raise UsageError(f"{name} is there already")
    try:
        for name, text in new.items():
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_text(text, "utf-8")
        write_whole(root / entry.file, listed.encode())
    except BaseException:
        for name in new:
            (root / name).unlink(missing_ok=True)
        raise
    return (*new, entry.file)


def _name_of(rule: Rule) -> Name:
    """Return the constant that a rule is written as."""
    for module, found in [*sys.modules.items()]:
        if module.startswith("checker.rules.") and not module.endswith(".catalogue"):
            for constant, value in vars(found).items():
                if value is rule:
                    return Name(module=module, constant=constant)
    raise PackError(f"the rule {rule.name} is no constant of a module in checker/rules")


def _place(pack: str, path: str) -> Name | str:
    """Return the name that a pack's ``places.py`` has for a path, or the path itself."""
    module = f"solutions.{pack}.places"
    for constant, value in vars(sys.modules.get(module, object)).items():
        if path and str(value) == path:
            return Name(module=module, constant=constant)
    return path or TODO_PATH


def _folder(sites: object) -> str:
    return str(getattr(sites, "__module__", "")).split(".")[-2]
