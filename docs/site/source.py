"""The folder that Sphinx reads: the repository's pages where they are, and those made from them.

Pages keep their places relative to each other, so that a link that holds in the repository holds on
the site. Only the README is renamed, since a site begins with its index.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from checker.operators import pool
from checker.packs import loading
from checker.rules.catalogue import RULES
from docs.site.rule_page import index_page, packs_by_rule, rule_page
from docs.site.sections import page_of

ROOT = Path(__file__).parents[2]
CONFIGURATION = Path(__file__).with_name("conf.py")
PAGES = ("CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "tests/calibration/README.md")
LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")
CONTENTS = """
```{toctree}
:hidden:
:caption: Use

docs/page
docs/ci
docs/simulator
docs/simulator-recipes
docs/simulator-reference
docs/review-formats
docs/exams
docs/rules
```

```{toctree}
:hidden:
:caption: Make

docs/making-packs
docs/design
docs/adr/README
CONTRIBUTING
tests/calibration/README
SECURITY
CHANGELOG
```
"""


def assemble(into: Path) -> None:
    """Write everything that Sphinx reads below a new folder."""
    readme, guide = _text("README.md"), _text("CONTRIBUTING.md")
    pages = {name: _text(name) for name in (*PAGES, *_pages_of_docs())}
    decisions = sorted(path for path in pages if path.startswith("docs/adr/0"))
    pages["docs/adr/README.md"] += _tree(Path(path).stem for path in decisions)
    pages["index.md"] = readme + CONTENTS
    pages["docs/ci.md"] = _moved(page_of(readme, "Use in CI", re.compile("In CI")))
    adding = page_of(guide, "Make a pack", re.compile("Adding .*"))
    pages["docs/making-packs.md"] = _moved(adding)
    pages |= _rules()
    for name, text in pages.items():
        file = into / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_linked(name, text, into), "utf-8")
    shutil.copy(CONFIGURATION, into / "conf.py")


def _pages_of_docs() -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md"))


def _text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def _tree(names: Iterable[str]) -> str:
    return "\n```{toctree}\n:hidden:\n\n" + "\n".join(names) + "\n```\n"


def _rules() -> dict[str, str]:
    """Return the pages of the rules by path."""
    planted = {}
    for slug in loading.slugs():
        key = loading.load(slug).key
        by_operators = [defect.rule for defect, _ in pool.pool(key.feature.parent)]
        planted[slug] = [*(defect.rule for defect in key.defects), *by_operators]
    packs = packs_by_rule(planted)
    pages = {
        f"docs/rules/{rule.name}.md": rule_page(rule, packs.get(rule.name, ())) for rule in RULES
    }
    return {**pages, "docs/rules.md": index_page(RULES)}


def _moved(text: str) -> str:
    """Return a text of the repository's top as it must link from below docs."""
    return LINK.sub(lambda link: link[0] if _outside(link[1]) else _up(link[0]), text)


def _up(link: str) -> str:
    return link.replace("](", "](../", 1)


def _outside(target: str) -> bool:
    return re.match(r"\w+:", target) is not None


def _linked(name: str, text: str, into: Path) -> str:
    """Return a page whose links to the README lead to the index; copy files that it links to."""
    here = (ROOT / name).parent

    def one(link: re.Match[str]) -> str:
        if _outside(link[1]):
            return link[0]
        target = Path(here, link[1]).resolve()
        if target == ROOT / "README.md":
            return link[0].replace("README.md", "index.md")
        if target.is_file() and target.suffix != ".md" and target.is_relative_to(ROOT):
            copied = into / target.relative_to(ROOT)
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(target, copied)
        return link[0]

    return LINK.sub(one, text)
