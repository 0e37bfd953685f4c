"""Files that would keep a tokenizer or Python's parser busy: refused, and named."""

from __future__ import annotations

import time
from pathlib import PurePosixPath

import pytest

from checker.submission import parsable, shape

PLAIN = b"def f(x):\n    return x  #? why\n"
PATH = PurePosixPath("src/app.py")
SLOW = b'x = f"""' + b"{a}" * 21_000 + b'"""\n'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (PLAIN, ""),
        (b"", ""),
        (b"x = 1" + b" " * 200 + b"#? a\n", ""),
        (b"x = 1" + b" " * 201 + b"#? a\n", "blanks"),
        (b"x = 1" + b" \t" * 101 + b"#? a\n", "blanks"),
        (b"x" * 2_000 + b"\n", ""),
        (b"\n" + b"x" * 2_001, "2,001 bytes"),
        (b"\xff\x00", ""),
    ],
)
def test_the_shape_of_a_file_is_limited(content: bytes, reason: str) -> None:
    found = shape.objection(content)
    assert reason in found
    assert bool(found) == bool(reason)


def test_what_parses_or_is_plainly_wrong_passes() -> None:
    files = {PATH: PLAIN, PATH.with_name("odd.py"): b"def f(:\n", PATH.with_name("n.py"): b"\x00"}
    assert parsable.too_slow(files) == {}
    assert parsable.too_slow({}) == {}


@pytest.mark.slow
def test_a_file_that_takes_too_long_is_named_and_the_others_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parsable, "CPU_SECONDS", 1.0)
    slow = PATH.with_name("slow.py")
    files = {
        PATH.with_name("a.py"): PLAIN,
        slow: SLOW.replace(b"{a}", b"{a}" * 5),
        PATH.with_name("z.py"): PLAIN,
    }
    assert parsable.too_slow(files) == {slow: parsable.TOO_SLOW}


@pytest.mark.slow
def test_many_slow_files_cost_no_more_than_a_few_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsable, "CPU_SECONDS", 1.0)
    files = {PATH.with_name(f"m{number:03}.py"): SLOW for number in range(40)}
    began = time.process_time()
    refused = parsable.too_slow(files)
    assert time.process_time() - began < 2  # it is a child that computes
    assert set(refused.values()) == {parsable.TOO_SLOW, parsable.ALL_TOO_SLOW}
    assert len(refused) > 20
