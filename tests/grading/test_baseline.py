"""A machine's review beside a person's: who found what, and what the person adds."""

from __future__ import annotations

from checker.grading.baseline import delta, judged
from checker.grading.scoring import WEIGHTS
from checker.model.review import Review
from tests.grading.test_hinting import dealt, finding


def test_the_delta_says_who_found_what() -> None:
    challenge, _ = dealt()
    first, second, third, asked, *others = challenge.defects
    yours = {first.slug: 1.0, second.slug: 1.0, asked.slug: 0.5}
    machine = {second.slug: 1.0, third.slug: 1.0}
    found = delta(challenge, yours, machine)
    assert (found.both, found.yours, found.machine) == ((second,), (first,), (third,))
    assert found.nobody == (asked, *others)
    total = sum(WEIGHTS[each.severity] for each in challenge.defects)
    assert found.added == WEIGHTS[first.severity] / total


def test_a_machine_is_judged_by_the_same_judge_and_several_count_together() -> None:
    challenge, made = dealt()
    first, second, *_ = challenge.defects
    its = judged(challenge, made, [finding(first), finding(second), Review()])
    assert {slug for slug, credit in its.found.items() if credit == 1} == {first.slug, second.slug}
    assert its.wrong == 0
    assert its.claims >= 2
