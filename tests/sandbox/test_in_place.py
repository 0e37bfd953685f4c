"""Own tests that look at anything but behaviour: they fail as they are, so they catch nothing."""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from checker.sandbox.judge.fixtures import connected
from checker.sandbox.player import in_place
from checker.sandbox.player.host import Host
from checker.sandbox.player.project_tests import Mutant, ProjectTests
from checker.simulator import Simulator

SHOP = '''"""A shop."""


class Shop:
    """Sells."""

    def price(self, count: int) -> int:
        """Return what it costs."""
        return 2 * count

    @staticmethod
    def name() -> str:
        return "shop"


def total(*counts: int) -> int:
    return sum(Shop().price(each) for each in counts)
'''
WRONG = Mutant(
    path=PurePosixPath("src/shop.py"),
    code="# prices are wrong\n"
    "def _wrong(self: Shop, count: int) -> int:\n    return 3 * count\n\n\nShop.price = _wrong\n",
)
HONEST = "import shop\ndef test_price():\n    assert shop.Shop().price(2) == 4\n"
PINNED = {
    "path": "import shop\ndef test_a():\n    assert 'tree-0' in shop.__file__",
    "text": "import hashlib, shop\ndef test_a():\n"
    "    assert hashlib.sha256(open(shop.__file__, 'rb').read()).hexdigest() == {digest!r}",
    "size": "import os, shop\ndef test_a():\n    assert os.path.getsize(shop.__file__) == {size}",
    "bytecode": "import shop\ndef test_a():\n"
    "    assert shop.Shop.price.__code__.co_code.hex() == {code!r}",
    "line": "import shop\ndef test_a():\n    assert shop.total.__code__.co_firstlineno == {line}",
}
UNPINNED = {
    "qualified name": "import shop\ndef test_a():\n"
    "    assert shop.Shop.price.__qualname__ == 'Shop.price'\n"
    "    assert shop.Shop.price.__name__ == 'price'",
    "name in the code": "import shop\ndef test_a():\n"
    "    assert shop.Shop.price.__code__.co_name == 'price'",
    "file": "import shop\ndef test_a():\n"
    "    assert shop.Shop.price.__code__.co_filename == shop.__file__",
    "how it is run": "import sys\ndef test_a():\n    frame, found = sys._getframe(), []\n"
    "    while frame:\n"
    "        request = frame.f_locals.get('request')\n"
    "        found += [request] if isinstance(request, dict) else []\n"
    "        frame = frame.f_back\n"
    "    assert all(each['first_failure'] and each['seed'] == 1 for each in found)",
}


Own = Callable[[str], ProjectTests]


@pytest.fixture
def own(host: Host, mistral: Simulator, tmp_path: Path) -> Own:
    def made(tests: str) -> ProjectTests:
        for path, text in {"src/shop.py": SHOP, "tests/test_shop.py": tests}.items():
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_text(text)
        return ProjectTests(
            host.take_in(tmp_path),
            "src",
            "tests",
            lambda path, folder: connected(host, mistral, path, folder),
            host.room,
        )

    return made


def test_honest_tests_pass_and_catch_the_fault(own: Own) -> None:
    tests = own(HONEST)
    assert [*tests.run().values()] == ["passed"]
    tests.assert_they_catch(WRONG)


def test_tests_that_look_elsewhere_catch_nothing(own: Own) -> None:
    with pytest.raises(AssertionError, match="stay green"):
        own(
            "import shop\ndef test_name():\n    assert shop.Shop.name() == 'shop'\n"
        ).assert_they_catch(WRONG)


@pytest.mark.parametrize("pinned", PINNED)
def test_tests_that_pin_a_module_fail_as_they_are(own: Own, pinned: str) -> None:
    space: dict[str, object] = {}
    exec(compile(SHOP, "shop.py", "exec"), space)
    shop: type = space["Shop"]  # type: ignore[assignment]
    text = PINNED[pinned].format(
        digest=hashlib.sha256(SHOP.encode()).hexdigest(),
        size=len(SHOP),
        code=shop.price.__code__.co_code.hex(),  # type: ignore[attr-defined]
        line=17,
    )
    with pytest.raises(AssertionError, match="the project's own tests fail"):
        own(text).assert_they_catch(WRONG)


@pytest.mark.parametrize("unpinned", UNPINNED)
def test_what_looks_the_same_in_every_run_catches_nothing(own: Own, unpinned: str) -> None:
    with pytest.raises(AssertionError, match="stay green"):
        own(UNPINNED[unpinned]).assert_they_catch(WRONG)


@pytest.mark.parametrize(
    "source",
    [
        SHOP,
        "def f(): return 1\n",
        "def f():\n    '''Only words.'''\n",
        "def f(a,\n      b):\n    return (a,\n b)\n",
        "class A:\n def f(self):\n  @staticmethod\n  def g():\n   return 1\n  return g()\n",
        "async def f():\n\tyield 1\n",
        "def f():\n    global x\n    x = '''a\n    b'''\n",
        "def f():\r\n    return 1\r\n",
        "def f(:\n",
        "x = \xff",
    ],
)
def test_an_edited_module_is_another_text_that_parses_if_it_did(source: str) -> None:
    before = source.encode("latin-1")
    after = in_place.edited(before)
    try:
        compile(before, "before", "exec")
    except (SyntaxError, ValueError):
        assert after == before
        return
    compile(after, "after", "exec")
    assert textwrap.dedent(after.decode()).replace(in_place.NOTHING, "").split() == source.split()
