"""Learn the judge's weights from labelled comments: ``make fit`` writes them anew.

Known wordings of all packs teach how comments speak; the rows of ``tests/calibration`` teach that
too, and how all evidence is weighed. Besides the weights that the product uses, those of folds are
written, each learned without some defects or without a whole pack: they measure the method on rows
that it has not seen.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.calibration import Row, defects_of, is_dealt, placed, rows
from benchmarks.folds import FOLDER, PART, folds
from checker.grading import judge_file
from checker.matching import claims, evidence, speech, weighing, weights
from checker.matching.likeness import known_of
from checker.matching.remarks import remarks
from checker.packs import loading, wordings

FEWEST = 8  # defects that use a word before it is looked at
FEWEST_TEXTS = 8  # that have a run of words
STEPS = 30  # of learning how comments speak: more change no verdict
ROW_WEIGHT = 4.0  # of a labelled row, beside 1 of a known wording
FILE_WEIGHT = 0.15  # of a row that is held against its file as a whole as well
OTHER_WEIGHT = 0.08  # of a row that is held against another defect of its deal
MOST_RUNS = 6_000
TREES = 300
CONSTANT = 1e-6  # a spread that is none
# What the known wordings of each table and list teach, and the rows of each kind of "none".
PRAISE = {"praise": "praise", "defends": "praise"}
KINDS: Mapping[str, Mapping[str, float]] = {
    "other wish": {"other": 1.0},
    "wrong mechanism": {"mechanism": 1.0},
    "wrong remedy": {"remedy": 1.0},
    "opposite": {"praise": 0.6, "recommends": 0.4},
    "": {"other": 0.4, "praise": 0.2, "mechanism": 0.15, "remedy": 0.15, "recommends": 0.1},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A text about a defect, its tokens, and what it is: with a weight for each class."""

    pack: str
    defect: str
    tokens: tuple[speech.Token, ...]
    roles: speech.Roles
    classes: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A labelled row against a defect: the evidence but for how it speaks."""

    row: Row
    own: bool
    tokens: tuple[speech.Token, ...]
    roles: speech.Roles
    values: Mapping[str, float]


def spoken_wordings() -> list[Spoken]:
    """Return the known wordings of all packs, each as if its defect had no such one."""
    result = []
    for pack, slug, defect, folder in defects_of():
        if wordings.read(folder, slug) is None:
            continue
        known = known_of(wordings.of(loading.load(pack).key, defect))
        for (group, name), texts in wordings.kinds_of(wordings.file_of(folder, slug)):
            manner = PRAISE.get(name, name) if group == "opposite" else group
            result += [
                Spoken(
                    pack=pack,
                    defect=slug,
                    tokens=speech.tokens(text),
                    roles=speech.roles_of(defect, [each for each in known if each.text != text]),
                    classes={manner: 1.0},
                )
                for text in texts
            ]
    return result


def pairs() -> list[Pair]:
    """Return every labelled row against its own defect and the others near by."""
    silent = speech.Speech(words=frozenset(), base=(0,) * len(speech.MANNERS), weights={})
    result = []
    for row in rows():
        if row.attack == "copied" or not is_dealt(row):
            continue  # what is copied is told by what stands in the diff, not by evidence
        comment, context = placed(row)
        ready, near = weighing.prepared(context), weighing.tiers(comment, context)
        for each in remarks(claims.sentences(comment), 0):
            for one in weighing.weighed(each, near, ready, silent):
                defect = context.defects[one.number][0]
                result.append(
                    Pair(
                        row=row,
                        own=defect.slug == row.defect,
                        tokens=each.tokens,
                        roles=ready.subjects[one.number].roles,
                        values=one.evidence.values,
                    )
                )
    return result


def spoken_rows(every: Iterable[Pair]) -> list[Spoken]:
    """Return the rows as texts that teach how comments speak."""
    known = {"found": {"found": 1.0}, "partial": {"asked": 1.0}}
    return [
        Spoken(
            pack=each.row.pack,
            defect=each.row.defect,
            tokens=each.tokens,
            roles=each.roles,
            classes={
                name: ROW_WEIGHT * share
                for name, share in known.get(each.row.label, KINDS[each.row.kind]).items()
            },
        )
        for each in every
        if each.own and not each.row.attack
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Texts as rows of a table, a column for each run of words, and who they are about.

    A text of several kinds is there once for each, with a share of the weight.
    """

    words: frozenset[str]
    names: Any
    runs: Any
    labels: Sequence[str]
    amounts: Any
    about: Sequence[tuple[str, str]]


def table_of(texts: Sequence[Spoken]) -> Table:
    """Return the table of some texts."""
    users: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for each in texts:
        for token in each.tokens:
            users[token.text].add((each.pack, each.defect))
    words = frozenset(word for word, who in users.items() if len(who) >= FEWEST)
    rows_: list[tuple[dict[str, int], str, float, tuple[str, str]]] = []
    said = [speech.runs(speech.said(each.tokens, each.roles, words)) for each in texts]
    counts = Counter(run for runs in said for run in runs)
    for each, runs in zip(texts, said, strict=True):
        found = dict.fromkeys(sorted(run for run in runs if counts[run] >= FEWEST_TEXTS), 1)
        about = (each.pack, each.defect)
        rows_ += [(found, name, amount, about) for name, amount in each.classes.items()]
    vectorizer = DictVectorizer(dtype=np.float32)
    return Table(
        words=words,
        runs=vectorizer.fit_transform([row[0] for row in rows_]),
        names=vectorizer.get_feature_names_out(),
        labels=[row[1] for row in rows_],
        amounts=np.array([row[2] for row in rows_]),
        about=[row[3] for row in rows_],
    )


def fit_speech(table: Table, keep: Callable[[str, str], bool]) -> speech.Speech:
    """Return how comments speak, learned from the texts about some defects."""
    chosen = np.array([keep(*about) for about in table.about])
    labels = [label for label, is_in in zip(table.labels, chosen, strict=True) if is_in]
    mine = table.runs[chosen]
    kept = np.asarray((mine > 0).sum(axis=0)).ravel() >= FEWEST_TEXTS
    model = LogisticRegression(C=0.3, max_iter=STEPS)
    model.fit(mine[:, kept], labels, sample_weight=table.amounts[chosen])
    order = list(model.classes_)
    against = [order.index(name) for name in speech.MANNERS]
    found = order.index("found")
    columns = model.coef_[against] - model.coef_[found]
    base = model.intercept_[against] - model.intercept_[found]
    names = table.names[kept]
    heavy = sorted(range(len(names)), key=lambda n: (-float(np.abs(columns[:, n]).max()), names[n]))
    used = sorted(heavy[:MOST_RUNS], key=lambda n: names[n])
    return speech.Speech(
        words=table.words,
        base=_whole(base),
        weights={str(names[n]): _whole(columns[:, n]) for n in used},
    )


def _whole(column: Any) -> tuple[int, ...]:
    return tuple(round(speech.SCALE * float(each)) for each in column)


def with_speech(pair: Pair, said: tuple[float, ...]) -> dict[str, float]:
    """Return the evidence of a pair with how it speaks in it."""
    return {**pair.values, **evidence.manners(said)}


Speeches: TypeAlias = Callable[[frozenset[str]], speech.Speech]


def speeches(table: Table) -> Speeches:
    """Return what says how comments speak, learned without some folds: each learned once."""
    every = folds()

    @cache
    def learned(without: frozenset[str]) -> speech.Speech:
        return fit_speech(table, lambda *about: not any(every[name](*about) for name in without))

    return learned


def fit(learned: Speeches, every: Sequence[Pair], name: str) -> dict[str, Any]:
    """Return the document with all weights, learned without a fold, "" for none.

    How a row speaks is told by what was learned without its own fold as well, as it will be in use.
    """
    out = frozenset({name} if name else ())
    given: list[Pair] = []
    values: list[dict[str, float]] = []
    for each in every:
        (own,) = [other for other in _kin(name) if folds()[other](each.row.pack, each.row.defect)]
        if own not in out:
            given.append(each)
            values.append(with_speech(each, learned(out | {own}).read(each.tokens, each.roles)))
    whole = learned(out)
    taught = samples(given, values)
    return {
        "schema": weights.SCHEMA,
        "found_from": 0.6,
        "asked_from": 0.0,
        "unsure": 1.8,
        "found": _fit_found(taught),
        "trees": _fit_trees(taught),
        "asked": _fit_asked(given, values),
        "speech": {
            "words": sorted(whole.words),
            "base": whole.base,
            "weights": dict(whole.weights),
        },
    }


def _kin(name: str) -> list[str]:
    """Return the folds that part the defects as this one does: by packs, or by chance."""
    by_chance = name.startswith(PART)
    return [each for each in folds() if each.startswith(PART) == by_chance]


PLACED = frozenset(weighing.PLACES.values())
FAR = {"elsewhere, naming the place": -1.0, "elsewhere": -2.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """Evidence with what is right, and how much it counts."""

    values: Sequence[Mapping[str, float]]
    labels: Sequence[bool]
    amounts: Sequence[float]


def samples(given: Sequence[Pair], values: Sequence[dict[str, float]]) -> Samples:
    """Return what teaches finds: each row at its place, and as a comment on its whole file."""
    result: list[tuple[dict[str, float], bool, float]] = []
    for pair, each in zip(given, values, strict=True):
        if pair.row.label == "partial":
            continue
        found = pair.own and pair.row.label == "found"
        result.append((each, found, 1.0 if pair.own else OTHER_WEIGHT))
        if pair.own and not PLACED & each.keys():
            result.append(({**each, "in the same file": 1.0}, found, FILE_WEIGHT))
    columns = zip(*result, strict=True)
    first, second, third = (tuple(column) for column in columns)
    return Samples(values=first, labels=second, amounts=third)


def _fit_found(given: Samples) -> dict[str, Any]:
    document = _regress(given.values, given.labels, given.amounts, skip=frozenset(FAR))
    document["weights"] |= FAR
    document["usual"] |= dict.fromkeys(FAR, 0.0)
    return document


def _fit_trees(given: Samples) -> dict[str, Any]:
    """Return small trees; how far away a comment stands is left to the sum."""
    names = sorted({name for each in given.values for name in each} - FAR.keys())
    table = np.array([[each.get(name, 0.0) for name in names] for each in given.values])
    model = GradientBoostingClassifier(
        n_estimators=TREES,
        learning_rate=0.05,
        max_depth=2,
        min_samples_leaf=10,
        subsample=0.7,
        max_features=0.2,
        random_state=0,
    )
    model.fit(table, given.labels, sample_weight=given.amounts)
    prior = np.average(given.labels, weights=given.amounts)
    return {
        "base": round(1_000 * math.log(prior / (1 - prior))),
        "trees": [
            _tree(each[0].tree_, 0, names, model.learning_rate) for each in model.estimators_
        ],
    }


def _tree(tree: Any, node: int, names: Sequence[str], rate: float) -> Any:
    left, right = int(tree.children_left[node]), int(tree.children_right[node])
    if left < 0:
        return round(1_000 * rate * float(tree.value[node][0][0]))
    return [
        names[int(tree.feature[node])],
        round(float(tree.threshold[node]), 4),
        _tree(tree, left, names, rate),
        _tree(tree, right, names, rate),
    ]


def _fit_asked(given: Sequence[Pair], values: Sequence[dict[str, float]]) -> dict[str, Any]:
    """Learn which questions are about a defect: its own, against those about its neighbours."""
    samples, labels, amounts = [], [], []
    for pair, each in zip(given, values, strict=True):
        if pair.row.label == "partial" and pair.row.place != "elsewhere":
            samples.append(each)
            labels.append(pair.own)
            amounts.append(1.0)
        elif pair.row.attack == "vague" and pair.own:
            samples.append(each)
            labels.append(False)
            amounts.append(1.0)
    return _regress(samples, labels, amounts, skip=PLACED, strength=0.05)


def _regress(
    samples: Sequence[Mapping[str, float]],
    labels: Sequence[bool],
    amounts: Sequence[float],
    *,
    skip: frozenset[str],
    strength: float = 0.05,
) -> dict[str, Any]:
    names = sorted({name for each in samples for name in each} - skip)
    table = np.array([[each.get(name, 0.0) for name in names] for each in samples])
    mean, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    model = LogisticRegression(C=strength, max_iter=1_000)
    model.fit((table - mean) / spread, labels, sample_weight=amounts)
    slopes = model.coef_[0] / spread
    live = [n for n in range(len(names)) if spread[n] > CONSTANT]
    return {
        "base": round(float(model.intercept_[0]), 4),
        "usual": {names[n]: round(float(mean[n]), 4) for n in live},
        "weights": {names[n]: round(float(slopes[n]), 4) for n in live},
    }


def written(document: Mapping[str, Any]) -> str:
    """Return a document as text, a run of words a line."""
    runs = document["speech"]["weights"]
    lines = ",\n".join(f"   {json.dumps(run)}: {json.dumps(each)}" for run, each in runs.items())
    trees = ",\n".join(f"   {json.dumps(each)}" for each in document["trees"]["trees"])
    small = {
        **document,
        "trees": {**document["trees"], "trees": "TREES"},
        "speech": {**document["speech"], "weights": "RUNS"},
    }
    small["speech"]["words"] = " ".join(small["speech"]["words"])
    text = json.dumps(small, indent=1, ensure_ascii=False)
    text = text.replace('"TREES"', f"[\n{trees}\n  ]")
    return text.replace('"RUNS"', f"{{\n{lines}\n  }}") + "\n"


def _begin() -> None:
    """See to it that there are weights that can be read, since whatever judges reads them."""
    try:
        judge_file.read()
    except (OSError, ValueError):
        nothing = {"base": 0.0, "usual": {}, "weights": {}}
        silent = {"words": [], "base": (0,) * len(speech.MANNERS), "weights": {}}
        document = {
            "schema": weights.SCHEMA,
            "found_from": 0.0,
            "asked_from": 0.0,
            "unsure": 0.0,
            "found": nothing,
            "trees": {"base": 0, "trees": []},
            "asked": nothing,
            "speech": silent,
        }
        judge_file.FILE.write_text(written(document), "utf-8")


def main(*, only: Sequence[str]) -> None:
    """Write the weights that are used, and those of the folds."""
    _begin()
    given = pairs()
    texts = [*spoken_wordings(), *spoken_rows(given)]
    counts = Counter(each.row.label for each in given if each.own)
    print(f"{len(texts)} texts, {len(given)} pairs, rows {dict(counts)}")
    learned = speeches(table_of(texts))
    if not only:
        document = fit(learned, given, "")
        judge_file.FILE.write_text(written(document), "utf-8")
        print(judge_file.FILE.name)
    FOLDER.mkdir(exist_ok=True)
    for name in folds():
        if not only or name in only:
            document = fit(learned, given, name)
            (FOLDER / f"{name}.json").write_text(written(document), "utf-8")
            print(name)


if __name__ == "__main__":
    main(only=sys.argv[1:])
