"""Placeholders are resolved piece by piece, though a piece may end inside one."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.mistral import STREAM_BOUNDARY
from checker.rules.rule import Severity
from solutions.agent_desk.places import AGENT, REDACTION

FLAWED = "                            piece = redactor.show(choice.delta.content)\n"

DEFECT = Defect(
    slug="placeholder-cut-in-two",
    rule=STREAM_BOUNDARY,
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
    rubric=Rubric(
        what=(
            "placeholder",
            "placeholders",
            "redactor.show",
            "show is applied",
            "piece by piece",
            "each piece",
            "per piece",
            "each chunk",
            "per chunk",
            "every piece",
        ),
        why=(
            "split",
            "cut in two",
            "across two",
            "across pieces",
            "across chunks",
            "across chunk",
            "over two",
            "boundary",
            "boundaries",
            "spans",
            "in pieces",
            "never resolved",
            "not resolved",
            "not replaced",
            "unresolved",
            "stays in the text",
            "partial placeholder",
        ),
        fix=(
            "unveiling.feed",
            "use unveiling",
            "feed the pieces",
            "buffer",
            "hold back",
            "held back",
            "feed",
        ),
        paraphrases=(
            (
                "A placeholder can be split across two chunks, then show() never sees it as a "
                "whole: use unveiling.feed."
            ),
            "split placeholders are not resolved",
            (
                'Why create Unveiling and not feed it? Each piece is shown by itself, so "[IB" + '
                '"AN-1]" stays in the text.'
            ),
            (
                "Shouldn't the pieces go through Unveiling? A placeholder that spans a chunk "
                "boundary is not replaced."
            ),
            (
                "The redactor works on every piece alone, a placeholder cut in two reaches the "
                "clerk."
            ),
            "When the placeholder come in two chunks it is not replaced.",
        ),
        forbidden=("feed loses text",),
        near_misses=("show leaves unknown placeholders as they are.",),
    ),
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
