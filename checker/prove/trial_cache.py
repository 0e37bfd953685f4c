"""Keep the results of long work, so that it continues where it was interrupted."""

from __future__ import annotations

import json

from checker.model.key import Pack
from checker.system import trees
from checker.system.result_cache import ResultCache, cache_home
from checker.system.tools import versions

LARGEST_BYTES = 1 << 24  # what all hidden tests of a pack enter is a large result


def trial_cache(pack: Pack, kind: str, *, again: bool = False) -> ResultCache:
    """Return the cache of one kind of trial of a pack; with ``again`` nothing old is found in it.

    Its results depend on the tools and the pack's base. Other than grades they outlive a change of
    messypr's own code: a site takes minutes, and what decides it besides are its tree and its
    hidden tests, which are inputs. They are not tidied: a pack has more of them than grades are
    kept.
    """
    state = json.dumps(versions(), sort_keys=True) + trees.digest(trees.read(pack.pr.base))
    return ResultCache(
        folder=cache_home() / kind / pack.pr.slug,
        state=state,
        forget=again,
        largest_bytes=LARGEST_BYTES,
    )
