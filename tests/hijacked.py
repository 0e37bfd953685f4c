"""Candidate code that takes the place of what answers the judge."""

from __future__ import annotations

# No name of what answers can be imported; the frames of the import lead to it all the same.
CALLS = """
import sys
frame = sys._getframe()
while "calls" not in frame.f_globals:
    frame = frame.f_back
calls = frame.f_globals["calls"]
"""


def answering(answer: str) -> str:
    """Return code that gives an answer, as the text of an expression, to whatever is asked."""
    return f"{CALLS}calls.answer = lambda request, mailbox: {answer}\n"
