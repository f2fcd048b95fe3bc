"""A release as its Markdown tells it: the pages are read back, so whatever they leave out makes no difference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product as every

from zsim.catalogue import catalogue
from zsim.report.releases.model import Question, Release, ReleasedRule, ReleasedStory, ReleasedTelling

SUMMARY, DECISIONS, AREAS = "behaviours.md", "decisions.md", "areas/"
RULES = "Behaviours"
STORIES = ("Stories", "Stories that cover no behaviour")
RULE = re.compile(r"([A-Z]{3}-\d{2}) (.+)")
STANDS = re.compile(r"\S (?P<state>[a-z ]+?) for (?P<names>.+)")
RESTS_ON = "It rests on "
STEP = re.compile(r"- \*\*(\w+)\*\* (.*)")
TOLD_FOR = re.compile(r"For (.+):")
RESULT = re.compile(r"(?:.* )?Result: (.+)\.")
ENDED = re.compile(r"\S (?P<result>[a-z ]+?)(?: for (?P<names>.+))?")
ESCAPED = re.compile(r"\\([*<\[\]|])")
BETWEEN = " · "
POLICIES = ("skip", "overwrite", "clone")
ANY = "any"


def release_of_pages(name: str, pages: Mapping[str, str], *, partial: bool = False) -> Release:
    """The release that Markdown pages tell of, by their paths under ``reports``."""
    rules: dict[str, ReleasedRule] = {}
    stories: dict[str, ReleasedStory] = {}
    for path, text in pages.items():
        if path != SUMMARY and not path.startswith(AREAS):
            continue
        for section, heading, blocks in _sections(text):
            match = RULE.fullmatch(heading)
            if section == RULES and match:
                rules[match[1]] = _rule(match[1], match[2], blocks)
            elif section in STORIES:
                stories[heading] = _story(heading, blocks)
    return Release(name, rules, stories, dict(_decisions(pages.get(DECISIONS, ""))), partial)


def _sections(text: str) -> Iterator[tuple[str, str, list[list[str]]]]:
    """Each third heading below its second, with its blocks of lines that follow each other."""
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        section, _, rest = part.partition("\n")
        for told in re.split(r"^### ", rest, flags=re.MULTILINE)[1:]:
            heading, _, body = told.partition("\n")
            blocks = [each.split("\n") for each in re.split(r"\n\s*\n", body.strip()) if each.strip()]
            yield section.strip(), heading.strip(), blocks


def _rule(rule_id: str, title: str, blocks: Sequence[Sequence[str]]) -> ReleasedRule:
    text, basis, states = "", "", {}
    for block in blocks:
        told = " ".join(block)
        if told.startswith(RESTS_ON):
            basis = told
        elif found := dict(_states(told)):
            states = found
        elif not text:
            text = told
    return ReleasedRule(rule_id, title, text, basis, states)


def _states(told: str) -> Iterator[tuple[str, str]]:
    for each in told.removesuffix(".").split("; "):
        match = STANDS.fullmatch(each)
        if match is None or match[0][0].isalnum() or match[0][0] == "-":
            return
        yield from [(name, match["state"]) for name in match["names"].split(BETWEEN)]


def _story(heading: str, blocks: Sequence[Sequence[str]]) -> ReleasedStory:
    doc: list[str] = []
    tellings: list[ReleasedTelling] = []
    results: tuple[tuple[str, str], ...] = ()
    told_for = ""
    for block in blocks:
        told = " ".join(block)
        steps = tuple(_steps(block))
        if steps:
            tellings.append(ReleasedTelling(told_for, steps))
        elif match := TOLD_FOR.fullmatch(told):
            told_for = match[1]
        elif match := RESULT.fullmatch(told):
            results = tuple(_results(match[1]))
        else:
            doc.append(_plain(told))
    return ReleasedStory(heading, tuple(doc), tuple(tellings), results)


def _steps(block: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The steps of a list; a line that begins no item goes on with the one before."""
    items: list[str] = []
    for line in block:
        if line.startswith("- ") or not items:
            items.append(line)
        else:
            items[-1] += f" {line.strip()}"
    yield from [(match[1], _plain(match[2])) for match in map(STEP.fullmatch, items) if match]


def _results(told: str) -> Iterator[tuple[str, str]]:
    """For whom a story ended how."""
    for each in told.split("; "):
        match = ENDED.fullmatch(each)
        if match is not None:
            yield match["names"] or "", match["result"]


def _decisions(text: str) -> Iterator[tuple[Question, tuple[str, ...]]]:
    """Each line of the decision table for each policy and product it is of, so that lines may be put together anew."""
    kind = ""
    for line in text.splitlines():
        if line.startswith("## "):
            kind = line.removeprefix("## ").strip().lower()
        elif line.startswith("| ") and kind:
            cells = [each.strip() for each in line.strip("| ").split(" | ")]
            yield from _lines(kind, cells)


def _lines(kind: str, cells: Sequence[str]) -> Iterator[tuple[Question, tuple[str, ...]]]:
    exists, direction, policy, *answer, products = cells
    if not exists.startswith("in "):
        return  # the head
    policies = POLICIES if policy == ANY else policy.split(" or ")
    for each, product in every(policies, _products(products)):
        yield (kind, exists, direction, each, product), tuple(answer)


def _products(told: str) -> list[str]:
    """The products that a cell names; a name may hold a comma itself."""
    known = sorted([each.name for each in catalogue().products], key=len, reverse=True)
    found = []
    while told:
        name = next((each for each in known if told.startswith(each)), told.partition(", ")[0])
        found.append(name)
        told = told[len(name) :].removeprefix(", ")
    return found


def _plain(text: str) -> str:
    return ESCAPED.sub(r"\1", text)
