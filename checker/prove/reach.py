"""Find the hidden tests that can notice a change of the reference: those that enter its block.

Each test is run once on a reference that records the blocks it enters. A defect planted in a block
that a test does not enter cannot fail that test, so it is not asked. If chance decides whether a
test enters a block, that one run decides; a deal with such sites is proved nevertheless.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from checker.model.pack import Tree
from checker.model.result import Outcome
from checker.progress import Progress, silent
from checker.prove import blocks
from checker.prove.hidden_tests import HiddenTests
from checker.prove.proof import PackTrees
from checker.sandbox.client.judge import Judge
from checker.sandbox.client.protocol import HiddenTestRequest
from checker.system import trees
from checker.system.result_cache import MISSING, ResultCache


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The blocks of a reference that hidden tests enter, by test; names are ``path:line:column``.

    A test without a record can notice everything.
    """

    reference: Tree
    entered: Mapping[str, frozenset[str]]

    def noticing(self, names: Iterable[str], tree: Tree) -> frozenset[str]:
        """Return the hidden tests that can notice how a tree differs from the reference."""
        changed = self._changed(tree)
        if changed is None:
            return frozenset(names)
        return frozenset(
            name for name in names if name not in self.entered or changed & self.entered[name]
        )

    def _changed(self, tree: Tree) -> frozenset[str] | None:
        """Return the blocks in which a tree differs, None if it differs in more than blocks."""
        found: set[str] = set()
        for path in {*tree, *self.reference}:
            old, new = self.reference.get(path), tree.get(path)
            if old == new:
                continue
            if old is None or new is None or path.suffix != ".py":
                return None
            inside = blocks.changed(old.decode(), new.decode())
            if inside is None:
                return None
            found |= {f"{path}:{name}" for name in inside}
        return frozenset(found)


def reach_of(
    on: PackTrees,
    tests: HiddenTests,
    names: Iterable[str],
    cache: ResultCache,
    progress: Progress = silent,
) -> Reach:
    """Return the blocks of a pack's reference that some hidden tests enter.

    A test that does not pass on the recording reference is left out. That reference is the pack
    author's code as the hidden tests are, and runs beside them. What is known of a test is kept
    until its file changes.
    """
    reference = trees.digest(on.reference)
    inputs = {name: ["entered", tests.state_of([name]), reference] for name in sorted({*names})}
    known = {name: cache.find(asked) for name, asked in inputs.items()}
    new = [name for name, found in known.items() if found is MISSING]
    for name, found in _entered(on, new, progress):
        known[name] = None if found is None else sorted(found)
        cache.keep(inputs[name], known[name])
    entered = {name: frozenset(found) for name, found in known.items() if found is not None}
    return Reach(reference=on.reference, entered=entered)


def _entered(
    on: PackTrees, names: list[str], progress: Progress
) -> Iterator[tuple[str, set[str] | None]]:
    """Run hidden tests one by one and return the blocks that each enters, None if it fails."""
    if not names:
        return
    with (
        tempfile.TemporaryDirectory(prefix="messypr-reach-") as scratch,
        Judge(inline=True) as judge,
    ):
        record = Path(scratch, "entered")
        folder = trees.write(_recording(on, record), Path(scratch, "tree"))
        for count, name in enumerate(names):
            progress("tracing tests", count, len(names))
            record.write_bytes(b"")
            request = HiddenTestRequest(pack=on.pack, tree=folder, node_ids=(name,))
            results = judge.run(request).results
            passed = bool(results) and all(each.outcome is Outcome.PASSED for each in results)
            yield name, set(record.read_text("utf-8").split()) if passed else None
        progress("tracing tests", len(names), len(names))


def _recording(on: PackTrees, record: Path) -> Tree:
    """Return the reference with a package that records the blocks it enters."""
    product = on.pack.pr.package
    return {
        path: blocks.with_recorder(content.decode(), str(path), record).encode()
        if path.suffix == ".py" and path.is_relative_to(product)
        else content
        for path, content in on.reference.items()
    }
