"""Salts, and what was dealt before: what the command knows besides its arguments."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.errors import UsageError
from cli.options.profile import salt_of
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


def test_a_salt_has_128_bits_or_is_refused(tmp_path: Path) -> None:
    file, salt = tmp_path / "salt", bytes(range(16))
    file.write_text(f"{salt.hex()}\n", "ascii")
    assert salt_of(file) == salt
    assert salt_of(None) == b""
    for text in ("", "secret", "00ff"):
        file.write_text(text, "ascii")
        with pytest.raises(UsageError, match="32 hexadecimal digits"):
            salt_of(file)
