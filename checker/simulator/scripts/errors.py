"""Errors in a script."""

from __future__ import annotations

from checker.errors import UsageError


class InvalidScriptError(UsageError):
    """A script does not follow the format; the message says where."""
