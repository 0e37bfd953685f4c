"""What was dealt before is remembered, so that another round deals something new."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.steps import seen_defects


def test_what_was_met_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MESSYPR_STATE", str(tmp_path / "state"))
    assert seen_defects.seen("helpdesk") == frozenset()
    seen_defects.record_seen("helpdesk", ["b", "a"])
    seen_defects.record_seen("helpdesk", ["c"])
    seen_defects.record_seen("other", ["d"])
    assert seen_defects.seen("helpdesk") == {"a", "b", "c"}
    (tmp_path / "state" / "met.json").write_text("[", "utf-8")
    assert seen_defects.seen("helpdesk") == frozenset()
