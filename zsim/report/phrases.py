"""The wording all reports share: symbols beside words, names as sentences, addresses within a page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from zsim.catalogue import Basis, Behaviour, Catalogue
from zsim.recording.schema import Result
from zsim.report.evidence import State

STATE_SYMBOLS = {
    State.PROVEN: "✓",
    State.PARTLY: "◐",
    State.FAILING: "✗",
    State.KNOWN_GAP: "△",
    State.NOT_RUN: "↷",
    State.MISSING: "○",
}
RESULT_SYMBOLS = {
    Result.PASSED: "✓",
    Result.FAILED: "✗",
    Result.BROKEN: "✗",
    Result.UNSTABLE: "✗",
    Result.KNOWN_GAP: "△",
    Result.SKIPPED: "↷",
}
NAMES = ("Billing", "Books", "CRM", "CSV", "DST", "MarketingHub", "SKU", "SKUs", "ZSC")
SPELLED = {name.lower(): name for name in NAMES} | {"crms": "CRM's", "finances": "finance's"}
"""Words of names as they are written; neither the CRM nor finance has a plural."""
QUOTED = re.compile(r"(?<!\w)'[^']*'(?!\w)")
INSIDE = re.compile(r"(?<=[\w,] )(?!(?:finance|invoice)\b)[a-z]{2,}\b(?!')", re.IGNORECASE)
"""A word that does not begin a sentence, where a capital is its own."""
THE_APP = re.compile(r"(?<=\bin |\bof )invoice\b|(?<=\bfrom )invoice\b")
"""A document has an article."""
RESULT_MEANINGS = {
    Result.PASSED: "everything held that it says",
    Result.FAILED: "something it says does not hold",
    Result.BROKEN: "the script itself is at fault, so nothing was shown",
    Result.UNSTABLE: "run again with the same seed, something else happened",
    Result.KNOWN_GAP: "it is expected to fail, for the reason it states",
    Result.SKIPPED: "it did not run",
}
STATE_MEANINGS = {
    State.PROVEN: "a scenario that covers it passes, for every product it holds for",
    State.PARTLY: "so for some of its products only",
    State.FAILING: "a scenario that covers it fails",
    State.KNOWN_GAP: "its scenario is expected to fail, for a stated reason",
    State.NOT_RUN: "its scenario was skipped",
    State.MISSING: "nothing covers it yet",
}


def state_in_words(state: State) -> str:
    """A state with its symbol, such as "✓ proven"."""
    return f"{STATE_SYMBOLS[state]} {state}"


def result_in_words(result: Result) -> str:
    """A scenario's result with its symbol, such as "✗ failed"."""
    return f"{RESULT_SYMBOLS[result]} {result}"


def evidence_in_words(behaviour: Behaviour, catalogue: Catalogue) -> str:
    """What a behaviour rests on and where that stands, as the end of the sentence "It rests on"."""
    if behaviour.basis is Basis.RULING:
        alternative = behaviour.alternative.removesuffix(".")
        return f"a ruling of ours, the documents being silent; the alternative: {alternative}"
    told = in_series(
        f"{number} {title} ({'; '.join(headings)})" for number, title, headings in passages(behaviour, catalogue)
    )
    taken_over = product_names(catalogue, behaviour.taken_over)
    told = f"other help of the vendor: {told}" if behaviour.basis is Basis.OFFICIAL else told
    return told + (f", and is taken over for {in_series(taken_over)}" if taken_over else "")


def passages(behaviour: Behaviour, catalogue: Catalogue) -> Iterator[tuple[str, str, list[str]]]:
    """Where a behaviour stands: each document's number and title, with the headings there."""
    for number, found in groupby(behaviour.where, key=lambda passage: passage.document):
        yield number, catalogue.document(number).title, [passage.heading for passage in found]


def product_names(catalogue: Catalogue, keys: Iterable[str]) -> tuple[str, ...]:
    """The names of products in the catalogue's order."""
    wanted = frozenset(keys)
    return tuple(each.name for each in catalogue.products if each.key in wanted)


def in_series(words: Iterable[str]) -> str:
    """Words joined as a sentence does.

    >>> in_series(["000", "002", "003"])
    '000, 002 and 003'
    """
    *rest, last = words
    return f"{', '.join(rest)} and {last}" if rest else last


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun, such as "1 scenario" or "1,204 scenarios"."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def as_sentence(name: str, texts: Iterable[str] = ()) -> str:
    """A script's name as a person would write it.

    ``_s_`` is a genitive. Products keep their capitals, and a word that always has one in the script's own ``texts``.

    >>> as_sentence("skip_leaves_the_crm_s_smith_alone_in_invoice", ["The second Smith stays."])
    "Skip leaves the CRM's Smith alone in Invoice"
    >>> as_sentence("a_report_holds_finances_and_the_crms_data")
    "A report holds finance's and the CRM's data"
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for text in texts:
        for word in INSIDE.findall(QUOTED.sub("", " ".join(text.split()))):
            found[word.lower()].add(word)
    spelled = {lower: forms.pop() for lower, forms in found.items() if len(forms) == 1} | SPELLED
    words = re.sub(r"[a-z]+", lambda match: spelled.get(match[0], match[0]), name.replace("_s_", "'s_"))
    sentence = THE_APP.sub("Invoice", " ".join(filter(None, words.split("_"))))
    return sentence[:1].upper() + sentence[1:]


def slug(text: str) -> str:
    """The anchor that Markdown viewers give a heading, also fit for a file name.

    >>> slug("CUS-09 Who wins? Nobody.")
    'cus-09-who-wins-nobody'
    """
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


def literal(text: str) -> str:
    r"""A script's own words for Markdown: what would be markup there is shown as it is.

    >>> print(literal("a <b> and a * b"))
    a \<b> and a \* b
    """
    return re.sub(r"([*<\[\]|])", r"\\\1", text)


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a docstring, each on one line."""
    return tuple(" ".join(each.split()) for each in re.split(r"\n\s*\n", text) if each.strip())
