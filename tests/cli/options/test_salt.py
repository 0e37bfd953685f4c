"""A salt for an exam is read from a file, and a weak one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.errors import UsageError
from cli.options.profile import salt_of


def test_a_salt_has_128_bits_or_is_refused(tmp_path: Path) -> None:
    file, salt = tmp_path / "salt", bytes(range(16))
    file.write_text(f"{salt.hex()}\n", "ascii")
    assert salt_of(file) == salt
    assert salt_of(None) == b""
    for text in ("", "secret", "00ff"):
        file.write_text(text, "ascii")
        with pytest.raises(UsageError, match="32 hexadecimal digits"):
            salt_of(file)
