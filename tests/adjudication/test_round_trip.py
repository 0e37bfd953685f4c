"""What is exported of twenty deals comes back as verdicts; the same ones give the same report."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from checker import report
from checker.adjudication import keeping, lines
from checker.adjudication.appeals import appeals
from checker.packs import loading
from checker.report import as_json
from tests.adjudication.made import material, played


@pytest.mark.slow
@pytest.mark.parametrize("pack", loading.slugs())
@pytest.mark.parametrize("seed", range(1, 6))
def test_verdicts_on_exported_questions_come_back_the_same(pack: str, seed: int) -> None:
    known = played(pack, seed)
    card = keeping.checked(known.card, known.challenge.defects)
    asked = appeals(material(known))
    verdicts = [
        {"id": each["id"], "defect": defect, "quote": each["comment"]["body"]}
        | ({"credit": "asked"} if defect else {})
        for number, each in enumerate(map(json.loads, lines.dump(asked).splitlines()))
        for defect in [each["defects"][0]["defect"] if number % 2 else None]
    ]
    content = "".join(f"{json.dumps(each)}\n" for each in verdicts).encode()
    reading = lines.read(content, asked, "the file")
    assert (len(reading.verdicts), reading.refused) == (len(asked), ())
    once = keeping.kept(material(known), reading.verdicts, "Ada")
    assert replace(once, adjudications=()) == card
    assert report.parse(as_json.dump(once)) == once
    again = replace(material(known), card=once)
    assert keeping.kept(again, reading.verdicts, "Ada") == once
    assert keeping.unanswered(once, asked, "Ada") == ()
