"""The lock files of the packs say what is planted today."""

from __future__ import annotations

import re

import pytest

from checker.packs import loading
from checker.prove.stale_lock import stale


@pytest.mark.slow
@pytest.mark.parametrize("name", loading.slugs())
def test_no_entry_of_a_lock_file_is_stale(name: str) -> None:
    pack = loading.load(name)
    tests = [
        f"{file.name}::{test}"
        for file in pack.key.tests.glob("test_*.py")
        for test in re.findall(r"^(?:async )?def (test_\w+)", file.read_text("utf-8"), re.MULTILINE)
    ]
    assert stale(pack, tests) == [], f"renew it: messypr admit {name}"
