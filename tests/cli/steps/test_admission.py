"""A site that no hidden test sees is named with the tests that were asked, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.operators.lock import Lock
from checker.prove.admission import Admission
from checker.prove.trial import UNSEEN, Trial
from cli.steps.admission import summary

ASKED = tuple(f"test_a.py::test_{number}" for number in range(1, 9))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), "no hidden test enters this code, so none was asked"),
        (ASKED[:1], "asked: test_a.py::test_1; they pass"),
        (ASKED[:5], f"asked: {', '.join(ASKED[:5])}; they pass"),
        (ASKED, f"asked: {', '.join(ASKED[:5])} and 3 more; they pass"),
    ],
)
def test_a_survivor_names_what_was_asked(tmp_path: Path, asked: tuple[str, ...], said: str) -> None:
    done = Admission(
        sites=(),
        trials=(Trial(slug="cap-dropped-in-a", refused=UNSEEN, asked=asked),),
        lock=Lock(admitted=(), hand_made={}),
    )
    key = tmp_path / "helpdesk"
    key.mkdir()
    text = summary("helpdesk", done, key)
    assert f"cap-dropped-in-a {said}" in " ".join(text.split())
    assert not any("test_a.py" in line and len(line) > 80 for line in text.splitlines())
    last = text.splitlines()[-1]
    assert last.startswith("sharpen one of these tests, or write one, so that it fails")
    assert "solutions/helpdesk/survivors.toml" in last
    (key / "survivors.toml").write_text('cap-dropped-in-a = "the same behaviour"\n', "utf-8")
    assert "asked" not in summary("helpdesk", done, key)
