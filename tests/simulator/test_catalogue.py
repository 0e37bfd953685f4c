"""The catalogue of defects: messy code and right code leave different traces."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator

import httpx2
import pytest
from mistralai.client import Mistral
from mistralai.client.sdkconfiguration import SERVERS

from checker.simulator import Network

from .catalogue import ELSEWHERE, PAIRS
from .catalogue.pair import Code, Pair, Scene, play

pytestmark = [  # messy code leaves things open, and says so when it is forgotten
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::RuntimeWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:Pydantic serializer"),
]
ALL = 101


@pytest.fixture(scope="module", autouse=True)
def _quick_collections() -> Iterator[None]:
    """Leave what is there already out of the collections after each test: they scan it all."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def observed(network: Network, pair: Pair, code: Code) -> object:
    async def on_stage() -> object:
        async with httpx2.AsyncClient(verify=False) as inner:
            with httpx2.Client(verify=False) as other:
                url = mistral.urls["global"]
                client = Mistral(api_key="k", server_url=url, client=other, async_client=inner)
                scene = Scene(mistral=mistral, stranger=stranger, client=client)
                return await play(pair, code, scene)

    with network.simulator() as mistral, network.simulator() as stranger:
        seen = asyncio.run(on_stage())
        assert mistral.errors == ()
        return seen


@pytest.mark.parametrize(
    "pair",
    [
        pytest.param(pair, id=pair.code, marks=[pytest.mark.slow] if pair.slow else [])
        for pair in PAIRS
    ],
)
def test_messy_and_right_are_told_apart(
    network: Network, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MISTRAL_API_KEY", "env-key")
    for region, url in SERVERS.items():
        monkeypatch.setitem(SERVERS, region, url)  # put back what code under trial changes
    assert observed(network, pair, pair.messy) == pair.messy_shows
    assert observed(network, pair, pair.right) == pair.right_shows
    assert pair.messy_shows != pair.right_shows
    gc.collect()  # what was left open is forgotten here, where warnings of it are expected


def test_at_least_ninety_of_the_catalogue_are_told_apart(
    capsys: pytest.CaptureFixture[str],
) -> None:
    codes = [pair.code for pair in PAIRS]
    assert len(codes) == len(set(codes))
    assert not set(codes) & set(ELSEWHERE)
    assert len(codes) + len(ELSEWHERE) == ALL
    assert len(codes) >= 90
    with capsys.disabled():
        print("\n" + "\n".join(table()))  # noqa: T201  # the suite is to show it


def table() -> Iterator[str]:
    yield f"told apart by wire log and answers: {len(PAIRS)} of {ALL}"
    yield f"{'':4} {'defect':46} {'messy code shows':26} right code shows"
    for pair in PAIRS:
        shows = (str(pair.messy_shows), str(pair.right_shows))
        yield f"{pair.code:4} {pair.name:46} {shows[0][:25]:26} {shows[1][:25]}"
    for code, reason in ELSEWHERE.items():
        yield f"{code:4} not told apart: {reason}"
