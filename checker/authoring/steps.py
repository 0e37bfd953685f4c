"""What is left to do once a defect or an operator is begun: every place, with its command."""

from __future__ import annotations

RUN = ".venv/bin/"
"""Where make installs the commands of a checkout."""


def of_defect(pack: str, slug: str) -> tuple[str, ...]:
    """Return the steps from the new files of a defect to its commit."""
    solution = f"solutions/{pack}"
    return (
        f"{solution}/defects/{slug.replace('-', '_')}.py: write what says TODO(author).",
        f"{solution}/tests: write a hidden test where none fails on the defect yet.",
        f"{solution}/wordings/{slug}.toml: write what says TODO(author).",
        f"{solution}/repairs/{slug}.toml: write what says TODO(author).",
        "make format && make lint  (before the proof: a change of a hidden test asks for it again)",
        f"{RUN}messypr prove {pack} --only {slug}",
        f"{RUN}pytest tests/packs -k {slug}",
        f"{RUN}messypr admit {pack} --defect {slug}  (writes {solution}/operators.lock.json)",
        f"{RUN}pytest tests/prove/test_stale_lock.py -k {pack}",
        f"{RUN}python -m tests.dealing.test_build  (writes tests/golden/deals.json)",
        f"{RUN}pytest tests/dealing/test_build.py -k before",
        "CHANGELOG.md: write a line under Unreleased.",
        "make test",
    )


def of_operator(name: str, file: str) -> tuple[str, ...]:
    """Return the steps from the new file of an operator to its commit."""
    return (
        f"{file}: write what says TODO(author).",
        "make format && make lint  (before admit: another text is tried again)",
        f"{RUN}pytest tests/operators -k {name}",
        f"{RUN}messypr admit helpdesk --operator {name}  (and each other pack: writes its lock)",
        "solutions/<pack>/survivors.toml: write why a site that no hidden test sees may stay.",
        f"{RUN}pytest tests/operators/test_survivors.py tests/prove/test_stale_lock.py",
        "CHANGELOG.md: write a line under Unreleased.",
        "make test",
    )
