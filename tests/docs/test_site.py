"""The pages that the site makes, and in test-all the whole site with its links."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from checker.rules.catalogue import RULES
from checker.rules.rule import Rule
from docs.site.rule_page import SECTIONS, index_page, packs_by_rule, rule_page
from docs.site.sections import page_of, sections

ROOT = Path(__file__).parents[2]
TEXT = """\
# Top

## Adding a cat

A cat.

### Its tail

```sh
## no heading
### nor this
```

## Other

No cat.

## Adding a dog

A dog.
"""


def test_sections_end_where_the_next_begins_and_code_has_no_headings() -> None:
    found = sections(TEXT)
    assert list(found) == ["Adding a cat", "Other", "Adding a dog"]
    assert "## no heading" in found["Adding a cat"]
    assert found["Other"] == "No cat."


def test_a_page_of_several_sections_keeps_their_headings() -> None:
    page = page_of(TEXT, "Pets", re.compile("Adding .*"))
    assert re.findall(r"^#+ .*", page, re.MULTILINE)[:3] == [
        "# Pets",
        "## Adding a cat",
        "### Its tail",
    ]
    assert "No cat" not in page


def test_a_page_of_one_section_begins_with_its_text() -> None:
    page = page_of(TEXT, "The cat", re.compile("Adding a cat"))
    assert page.startswith("# The cat\n\nA cat.\n\n## Its tail\n")
    assert "\n### nor this\n" in page


def test_a_section_that_is_gone_is_an_error() -> None:
    with pytest.raises(LookupError, match="Adding a bird"):
        page_of(TEXT, "Birds", re.compile("Adding a bird"))


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.name) for rule in RULES])
def test_a_rule_has_its_sections_in_their_order(rule: Rule) -> None:
    page = rule_page(rule, ["helpdesk"])
    borders = ("Where it is another rule",) if rule.unlike else ()
    further = ("Other names", *borders, "Read on")
    assert page.startswith(f"# {rule.name} ({rule.code})\n")
    assert tuple(re.findall(r"^## (.*)", page, re.MULTILINE)) == (*SECTIONS, *further)
    for text in (rule.summary, rule.why, rule.bad, rule.good, "`helpdesk`"):
        assert text in page


def test_the_index_links_to_every_rule_once_in_each_way() -> None:
    page = index_page(RULES)
    for rule in RULES:
        assert page.count(f"](rules/{rule.name}.md)") == 1
        assert f"\nrules/{rule.name}\n" in page


def test_packs_are_named_as_people_type_them() -> None:
    first, second = RULES[:2]
    found = packs_by_rule({"rag_index": [first, first], "helpdesk": [first, second]})
    assert found == {first.name: ["rag-index", "helpdesk"], second.name: ["helpdesk"]}


@pytest.mark.slow
def test_the_site_is_built_without_a_warning_and_loads_nothing_from_elsewhere(
    tmp_path: Path,
) -> None:
    pytest.importorskip("sphinx", reason="needs the extra docs")
    site = tmp_path / "site"
    built = subprocess.run(
        [sys.executable, "-m", "docs.site", str(site)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (built.returncode, built.stderr) == (0, "")
    pages = list(site.rglob("*.html"))
    assert len(pages) > len(RULES)
    loading = re.compile(
        r"<(?:script|img|iframe)[^>]*\ssrc=\"(?:https?:)?//|<link[^>]*stylesheet[^>]*href=\"http"
    )
    for page in pages:
        assert not loading.search(page.read_text("utf-8")), page
