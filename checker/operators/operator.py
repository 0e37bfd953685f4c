"""What an operator is: a rule, the sites it looks for, and what it plants there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TypeAlias, TypeVar, cast

import libcst as cst
import libcst.matchers as m
from libcst.metadata import MetadataWrapper, ParentNodeProvider, PositionProvider

from checker.rules.rule import Rule, Severity

Node = TypeVar("Node", bound=cst.CSTNode)
Swap: TypeAlias = "cst.CSTNode | cst.RemovalSentinel | cst.FlattenSentinel[cst.CSTNode]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """The nodes to replace, and the names that fill in the wordings.

    ``imports`` are import lines that the flawed text needs.
    """

    swaps: Mapping[cst.CSTNode, Swap]
    names: Mapping[str, str] = field(default_factory=dict)
    imports: tuple[str, ...] = ()


class ParsedModule:
    """A module that operators look at, with parents and positions."""

    def __init__(self, text: str, path: str = "module.py") -> None:
        self.path = PurePosixPath(path)
        self.text = text
        self.module = cst.parse_module(text)
        # Nothing of the tree is used twice: libcst's parser makes each node anew.
        wrapper = MetadataWrapper(self.module, unsafe_skip_copy=True)
        self._parents = wrapper.resolve(ParentNodeProvider)
        self._positions = wrapper.resolve(PositionProvider)
        self._kinds: defaultdict[type, list[cst.CSTNode]] = defaultdict(list)
        for node in self._parents:
            self._kinds[type(node)].append(node)

    @property
    def tests(self) -> bool:
        """Return whether this is a module of tests."""
        return self.path.name.startswith("test_")

    def each(self, kind: type[Node], matcher: m.BaseMatcherNode | None = None) -> Iterator[Node]:
        """Yield the nodes of a kind, from top to bottom, that a matcher fits."""
        for node in sorted(self._kinds[kind], key=self._order):
            if matcher is None or m.matches(node, matcher):
                yield cast("Node", node)

    def above(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """Yield what encloses a node, the nearest first."""
        parent = self._parents.get(node)
        while parent is not None:
            yield parent
            parent = self._parents.get(parent)

    def nearest(self, node: cst.CSTNode, *kinds: type[Node]) -> Node | None:
        """Return the nearest enclosing node of some kinds."""
        return next((each for each in self.above(node) if isinstance(each, kinds)), None)

    def function(self, node: cst.CSTNode) -> cst.FunctionDef | None:
        """Return the function that a node is in."""
        return self.nearest(node, cst.FunctionDef)

    def in_coroutine(self, node: cst.CSTNode) -> bool:
        """Return whether a node is directly in an ``async def``."""
        around = self.nearest(node, cst.FunctionDef, cst.Lambda)
        return isinstance(around, cst.FunctionDef) and around.asynchronous is not None

    def in_loop(self, node: cst.CSTNode) -> bool:
        """Return whether a node is in a loop of its own function."""
        for each in self.above(node):
            if isinstance(each, cst.FunctionDef):
                return False
            if isinstance(each, cst.For | cst.While):
                return True
        return False

    def block(self, statement: cst.CSTNode) -> tuple[cst.BaseStatement, ...]:
        """Return the statements of the block that a statement is in."""
        parent = self._parents.get(statement)
        if isinstance(parent, cst.IndentedBlock):
            return tuple(parent.body)
        if isinstance(parent, cst.Module):
            return tuple(cast("cst.BaseStatement", each) for each in parent.body)
        return ()

    def after(self, statement: cst.CSTNode) -> tuple[cst.BaseStatement, ...]:
        """Return the statements that follow one in its block."""
        block = self.block(statement)
        return block[block.index(statement) + 1 :] if statement in block else ()

    def statement(self, node: cst.CSTNode) -> cst.BaseStatement | None:
        """Return the statement that a node is in."""
        return next(
            (e for e in (node, *self.above(node)) if isinstance(e, cst.BaseStatement)), None
        )

    def _order(self, node: cst.CSTNode) -> tuple[int, int]:
        start = self._positions[node].start
        return start.line, start.column

    def line(self, node: cst.CSTNode) -> int:
        """Return the line where a node begins."""
        return self._positions[node].start.line


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Clean code, and the same code with the defect; without ``after`` nothing may be planted.

    Where ``before`` has several sites, ``after`` is the result of the first, and ``others`` are
    those of the rest, in their order.
    """

    before: str
    after: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """One kind of defect that is planted wherever clean code has a site for it.

    Explanation, paraphrases and near misses are templates: ``{names}`` come from the mutation, and
    ``{function}`` is the function around the site. ``lint`` is a ruff rule that reports the planted
    defect and that no pack's configuration selects; it is one more check of the defect.
    """

    name: str
    rule: Rule
    severity: Severity
    sites: Callable[[ParsedModule], Iterator[Mutation]]
    explanation: str
    paraphrases: tuple[str, ...]
    cases: tuple[Case, ...]
    near_misses: tuple[str, ...] = ()
    lint: str = ""


def planted(source: ParsedModule, mutation: Mutation) -> str:
    """Return the text of a module with a mutation in it."""
    return source.module.visit(_SwapTransformer(mutation.swaps)).code


class _SwapTransformer(cst.CSTTransformer):
    """Replaces some nodes of a tree."""

    def __init__(self, swaps: Mapping[cst.CSTNode, Swap]) -> None:
        super().__init__()
        self._swaps = swaps

    def on_leave(self, original_node: cst.CSTNode, updated_node: cst.CSTNode) -> Swap:  # type: ignore[override]  # wider than a visitor by kind of node
        """Return the replacement of a node, or the node."""
        return self._swaps.get(original_node, updated_node)
