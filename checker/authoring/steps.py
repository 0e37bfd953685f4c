"""What is left to do once a defect or an operator is begun: every place, with its command."""

from __future__ import annotations


def of_defect(pack: str, slug: str) -> tuple[str, ...]:
    """Return the steps from the new file of a defect to its commit."""
    return (
        "Write what says TODO(author).",
        f"Where no hidden test fails on the defect yet, write one in solutions/{pack}/tests.",
        f"messypr prove {pack} --only {slug}",
        f"messypr admit {pack} --defect {slug}  (writes solutions/{pack}/operators.lock.json)",
        "python -m tests.dealing.test_build  (writes tests/golden/deals.json)",
        f"make lint && pytest tests/test_documentation.py -k {slug} && make test",
        "CHANGELOG.md: a line under Unreleased.",
    )


def of_operator(name: str) -> tuple[str, ...]:
    """Return the steps from the new file of an operator to its commit."""
    return (
        "Write what says TODO(author).",
        f"make lint && pytest tests/operators -k {name}",
        f"messypr admit PACK --operator {name}  (for each pack: writes its operators.lock.json)",
        "solutions/PACK/survivors.toml: say why a site that no hidden test sees may stay.",
        "CHANGELOG.md: a line under Unreleased.",
    )
