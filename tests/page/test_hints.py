"""Hints and progress on the served page, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from checker import rounds
from checker.learning import store
from tests.command import start_round
from tests.learning.played import defect, played
from tests.page.served import Site, served


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("MESSYPR_STATE", str(tmp_path / "state"))
    with served(start_round(tmp_path / "round")) as site:
        yield site


@pytest.mark.slow
def test_a_hint_is_taken_kept_and_shown_and_progress_is_a_page(site: Site, tmp_path: Path) -> None:
    assert site.get("hints").fields == {"hints": []}
    taken = site.ask("POST", "hints")
    assert taken.status == 200
    [hint] = taken.fields["hints"]
    assert hint["step"] == "category"
    assert "unfound in the category" in hint["text"]
    assert site.get("hints").fields == taken.fields
    assert [each.step for each in rounds.load_review(site.place).hints] == ["category"]
    assert "No round is in the history yet" in site.get("progress").text
    store.add(tmp_path / "state", played(defect(category="mistral")), pytest.fail)
    shown = site.get("progress")
    assert shown.headers["content-type"].startswith("text/html")
    assert "1 round, 1 defect" in shown.text
    (site.place.folder / "round.json").write_text("{")
    refused = site.ask("POST", "hints")
    assert refused.status >= 400
    assert "was changed by hand" in refused.fields["error"]["message"]
