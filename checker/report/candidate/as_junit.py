"""CandidateReport -> JUnit XML: one test case for each own comment, and one for regressions."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from checker.model.result import Verdict
from checker.report.candidate import phrasing
from checker.report.candidate.values import CandidateReport
from checker.report.phrasing import one_line

AGAINST = {Verdict.FALSE_ALARM, Verdict.NOISE}


def dump(report: CandidateReport) -> str:
    """Return the XML document, in ASCII."""
    suite = Element("testsuite", name=f"messypr.{one_line(report.pack)}")
    _properties(suite, report)
    for line in report.comments:
        said = phrasing.comment(line)
        case = SubElement(suite, "testcase", classname="messypr.review", name=said)
        case.set("file", one_line(str(line.path)))
        if AGAINST & set(line.verdicts):
            SubElement(case, "failure", type="wrong", message=said)
    broken = phrasing.regressions(report)
    case = SubElement(suite, "testcase", classname="messypr.fix", name="nothing broke")
    if broken:
        SubElement(case, "failure", type="regression", message=broken)
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


def _properties(suite: Element, report: CandidateReport) -> None:
    values = {
        "score": f"{report.points:g}",
        "review": f"{report.review:g}",
        "fix": f"{report.fix:g}",
        "dealt_commit": report.dealt_commit,
        "commit": report.commit,
        "attempt": str(report.attempt),
        "attempts": str(len(report.attempts)),
        "isolation": report.isolation,
        **{f"found.{each.category}": str(each.found) for each in report.categories},
        **{f"fixed.{each.category}": str(each.fixed) for each in report.categories},
        **{f"tool.{name}": version for name, version in report.tools.items()},
    }
    listed = SubElement(suite, "properties")
    for name, value in values.items():
        SubElement(listed, "property", name=name, value=one_line(value))
