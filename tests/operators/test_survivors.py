"""Sites that no hidden test sees are explained."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.errors import PackError
from checker.operators import lock
from checker.operators.survivors import explanations, unexplained
from checker.packs import loading


@pytest.mark.parametrize("name", loading.slugs())
def test_every_site_that_no_hidden_test_sees_is_explained(name: str) -> None:
    folder = loading.load(name).key.feature.parent
    assert {*explanations(folder)} == {*lock.read(folder).survivors}


def test_a_survivor_needs_words(tmp_path: Path) -> None:
    assert unexplained(["a", "b"], tmp_path) == ("a", "b")
    (tmp_path / "survivors.toml").write_text('a = "the same behaviour"\n', "utf-8")
    assert unexplained(["a", "b"], tmp_path) == ("b",)
    (tmp_path / "survivors.toml").write_text('a = ""\n', "utf-8")
    with pytest.raises(PackError, match="why it may stay"):
        explanations(tmp_path)
