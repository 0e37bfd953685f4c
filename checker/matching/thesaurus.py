"""Words that mean the same in a review: irregular forms, and families with one word for all.

Only what is alike whatever the code is about stands here; words of a defect stand in its wordings.
"""

from __future__ import annotations

import re

# Phrases and spellings that become one word before words are looked at.
SPELLINGS = (
    (r"\bbuil[td][- ]?ins?\b", "builtin"),
    (r"\be-?mails?\b", "mail"),
    (r"\bf[- ]strings?\b", "fstring"),
    (r"\bre-?(rais|thr[oe]w|us|nam|writ|tr[iy])", r"re\1"),
    (r"\btime-?outs?\b", "timeout"),
    (r"\btime ?stamp", "timestamp"),
    (r"\btime ?zones?\b|\butc offset\b", "zone"),
    (r"\b(?:for ever|without (?:end|limit|bounds?)|no end)\b", "endless"),
    (r"\b(?:no|not|n't) (?:longer|more)\b", "not"),
    (r"^(please )?(do )?(not|never)\b(?= )", r"\1\2avoid \3"),
    (r"\bat all\b", ""),
    (r"\bany ?(?:more|longer)\b", ""),
    (
        r"\b(?:at|in) the same (?:time|moment)\b|\bat (?:once|the same)\b|\bin parallel\b",
        "parallel",
    ),
    (r"\btwo times\b|\b(?:a )?second time\b|\bonce more\b", "twice"),
    (r"\b(thr(?:ow|ew)[a-z]*) away\b", "lose"),
    (r"\bcut(?:s|ting)?[- ](?:off|short)\b", "truncated"),
    (
        r"\bhalf[- ](?:written|finished|done)\b|\bhalf (?:of )?(?:a|the) (?=file|text|answer)",
        "partial ",
    ),
    (r"\bout of sync\b|\bout of step\b", "inconsistent"),
    (r"\bnone of (?:the|its|them)\b", "no"),
    (r"\b(?:take|taken|taking|took)s? down\b|\bbrings? down\b", "abort"),
)
# Each line a family; its first word stands for all of them.
FAMILIES = """
abort aborts kill kills killed killing stop stops stopped stopping
ask asks asked asking query queries queried
begin begun began begins beginning start starts started starting
block blocks blocking freeze freezes froze frozen stall stalls stuck hang hangs hung halt halts
break breaks broke broken breaking crash crashes crashed crashing die dies died dying
build built builds building create creates created creating make makes made making construct
catch catches caught catched catching
check checks checked checking verify verifies verified inspect test tested control controlled
choose chose chosen choosing pick picks picked picking
count counts counted counting record records recorded account accounted tally
endless infinite infinitely forever endlessly unbounded eternal eternally
fail fails failed failing failure failures error errors exception exceptions
give gives gave given giving hand hands handed handing
hide hides hid hidden hiding mask masks masked masking conceal silence silences silenced suppress
hold holds held holding
keep keeps kept keeping retain preserve
leak leaks leaked leaking expose exposes exposed disclose reveal
leave leaves left leaving
limit limits limited limiting bound bounds bounded cap caps capped restrict restricts restricted
lose lost loses losing discard discards discarded drop drops dropped dropping vanish vanishes
lose disappear disappears forget forgets forgot forgotten
missing lack lacks lacking absent omitted omits omit
name names named naming call-it
not no never without nothing nobody neither nor none-of
parallel concurrent concurrently concurrency simultaneous simultaneously
partial partially partly half incomplete unfinished truncated truncate truncates truncating
persist persists persisted save saves saved saving store stores stored storing
remove removes removed removing delete deletes deleted deleting purge
run runs ran running execute executes executed executing perform performs performed
secret secrets credential credentials password passwords
see sees saw seen seeing
send sends sent sending transmit transmits transmitted
shadow shadows shadowed shadowing overwrite overwrites overwritten overwriting overwrote override
shadow overrides overriding redefine redefines redefined
strip strips stripped stripping
swallow swallows swallowed swallowing eat eats ate eaten eating ignore ignores ignored ignoring
swallow skip skips skipped skipping
take takes took taken taking
tell tells told telling
twice double doubled duplicate duplicates duplicated duplicating
whole entire entirely wholly
write writes wrote written writing
wrong wrongly incorrect incorrectly misleading misleads mislead confusing confuses bad
yield yields yielded emit emits emitted
zero 0
"""

SPELLED = tuple((re.compile(pattern), word) for pattern, word in SPELLINGS)


def families() -> dict[str, str]:
    """Return, for each word of a family, the word that stands for it."""
    lines = [line.split() for line in FAMILIES.split("\n") if line]
    return {word: words[0] for words in lines for word in words}
