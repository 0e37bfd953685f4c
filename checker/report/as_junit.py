"""Scorecard -> JUnit XML, as GitLab and GitHub's test reporters show it.

Each defect has two test cases, one for the review and one for the fix, so that a defect that was
found and not fixed differs from one that was not found. GitLab groups by class name: the defect's
category.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from checker.model.result import Verdict
from checker.report import phrasing
from checker.report.scorecard import ClaimLine, DefectLine, Scorecard

MAX_CLAIMS = 50


def dump(card: Scorecard) -> str:
    """Return the XML document, in ASCII."""
    suite = Element("testsuite", name=f"messypr.{phrasing.one_line(card.pack)}")
    _properties(suite, card)
    for defect in card.defects:
        _reviewed(suite, defect)
        _repaired(suite, defect)
    _wrong_claims(suite, card.taken_for(Verdict.FALSE_ALARM, Verdict.NOISE))
    _whole(suite, card)
    counts = {
        "tests": str(len(suite.findall("testcase"))),
        "failures": str(len(suite.findall("testcase/failure"))),
        "errors": "0",
        "skipped": "0",
    }
    suite.attrib.update(counts)
    root = Element("testsuites", {"name": "messypr", **counts})
    root.append(suite)
    indent(root)
    written: bytes = tostring(root, encoding="us-ascii", xml_declaration=True)
    return written.decode() + "\n"


def _properties(suite: Element, card: Scorecard) -> None:
    score = card.score
    values = {
        "score": f"{score.total:g}",
        "review": f"{score.review.earned:g}",
        "fix": f"{score.fix.earned:g}",
        "precision": f"{score.precision:.3f}",
        "recall": f"{score.recall:.3f}",
        "late": str(card.late).lower(),
        "seed": str(card.seed),
        "dealt_head": card.dealt_head,
        "head": card.head,
        "isolation": card.isolation,
        **{f"tool.{name}": version for name, version in card.tools.items()},
        **{
            f"adjudicated.{number}": phrasing.adjudicated(each)
            for number, each in enumerate(card.adjudications, 1)
        },
    }
    listed = SubElement(suite, "properties")
    for name, value in values.items():
        SubElement(listed, "property", name=name, value=phrasing.one_line(value))


def _case(suite: Element, group: str, name: str, defect: DefectLine | None = None) -> Element:
    case = SubElement(suite, "testcase", classname=f"messypr.{group}", name=name)
    if defect is not None and defect.places:
        place = defect.places[0]
        case.set("file", phrasing.one_line(str(place.path)))
        case.set("line", str(place.lines.first))
    return case


def _fail(case: Element, kind: str, message: str, *lines: str) -> None:
    failure = SubElement(case, "failure", type=kind, message=phrasing.one_line(message))
    failure.text = "\n".join(phrasing.one_line(line) for line in lines)


def _reviewed(suite: Element, defect: DefectLine) -> None:
    case = _case(suite, defect.category, f"{defect.rule} ({defect.slug}): found", defect)
    if defect.found < 1:
        word = phrasing.found_word(defect)
        _fail(
            case, word, f"{defect.severity}: {word}", *phrasing.places(defect), defect.explanation
        )


def _repaired(suite: Element, defect: DefectLine) -> None:
    case = _case(suite, defect.category, f"{defect.rule} ({defect.slug}): fixed", defect)
    if not defect.fixed:
        evidence = phrasing.still_there(defect)
        message = ": ".join([defect.severity, *evidence[:1]])
        _fail(case, "unfixed", message, *evidence, defect.explanation)


def _wrong_claims(suite: Element, claims: tuple[ClaimLine, ...]) -> None:
    case = _case(suite, "review", "no false alarms and no noise")
    if claims:
        lines = [
            f"{each.verdict}: {phrasing.where(each)}: {phrasing.one_line(each.text)} ({each.why})"
            for each in claims[:MAX_CLAIMS]
        ]
        _fail(case, "wrong", f"{len(claims)} claims fit no defect", *lines)


def _whole(suite: Element, card: Scorecard) -> None:
    """Report regressions: one failure for each broken function."""
    if not card.regressions:
        _case(suite, "regressions", "nothing broke")
    for regression in card.regressions:
        case = _case(suite, "regressions", f"{phrasing.one_line(regression.target)} still works")
        _fail(case, "regression", regression.evidence, regression.evidence, *regression.tests)
