"""Placeholders are resolved piece by piece, though a piece may end inside one."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.answers import STREAM_BOUNDARY_IGNORED
from checker.rules.rule import Severity
from solutions.agent_desk.places import AGENT, REDACTION

FLAWED = "                            piece = redactor.show(choice.delta.content)\n"

DEFECT = Defect(
    slug="placeholder-cut-in-two",
    rule=STREAM_BOUNDARY_IGNORED,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=AGENT,
            clean="                            piece = unveiling.feed(choice.delta.content)\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=REDACTION, text="    def feed(self, piece: str) -> str:"),),
    explanation="redactor.show is applied to each piece of the stream by itself, so a placeholder "
    "that is split over two pieces is never resolved and the clerk sees [IBAN-1]. Feed "
    "the pieces to Unveiling, which holds the beginning back.",
    checks=(HiddenTest(node_id="test_stream.py::test_a_placeholder_in_pieces_is_shown"),),
    right_fixes=(
        Fix(
            name="a variable for the text",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="                            content = choice.delta.content\n"
                    "                            piece = unveiling.feed(content)\n",
                ),
            ),
        ),
        Fix(
            name="letter by letter",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new='                            piece = "".join(map(unveiling.feed, choice.delta.content))\n',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="with the text so far",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="                            known = len(reply.text)\n"
                    "                            piece = redactor.show(reply.text + choice.delta.content)[known:]\n",
                ),
            ),
        ),
    ),
)
