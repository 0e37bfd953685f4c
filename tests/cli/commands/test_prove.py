"""What ``messypr prove`` refuses before anything is proved."""

from __future__ import annotations

import pytest

from cli import app
from cli.exit_codes import ExitCode


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["helpdesk", "--only", "limit-zero", "--since", "HEAD"], "exclude each other"),
        (["--since", "no-such-revision"], "needs a git checkout that holds 'no-such-revision'"),
        (["--only", "limit-zero"], "needs one PACK"),
    ],
)
def test_wrong_usage_is_named(
    options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(["prove", *options]) == ExitCode.USAGE
    assert message in capsys.readouterr().err
