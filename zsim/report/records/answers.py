"""What apps answered, in words that users know: fields by their labels on the screen, records by their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from zsim.ports.records import Ref
from zsim.report.telling import ToldRun
from zsim.world import Line

EFFECT = "effect"
SAID_ALREADY = re.compile(r" \(\d{15,}(?: into \d{15,})?\)")
"""The id of a record whose name stands before it, or those of two that were made one."""
TECHNICAL = re.compile(
    r"(?P<quoted>(?<!\w)'[^']*'(?!\w))|(?P<id>\b\d{15,}\b)|(?P<name>\b[A-Za-z]+(?:_[A-Za-z0-9]+)+\b)"
)
"""A quotation, which is somebody's own word unless it is an id; the id of a record; the API name of a field."""
ID = re.compile(r"\d{15,}")
KEY = re.compile(r"\b(?P<begins>[0-9a-f]{4})[0-9a-f]{24}(?P<ends>[0-9a-f]{4})\b")
"""A whole key, of which its first and last signs are enough."""
MODULE = re.compile(r"(?:^|: )(?P<module>\w+): ")
"""The module that an answer begins with, behind how it is told."""


def in_users_words(sentence: str, told: ToldRun) -> str:
    """The sentence with what the recording knows of fields and records; what it does not know is left readable."""
    sentence = KEY.sub(r"\g<begins>...\g<ends>", sentence)
    if not any(match["quoted"] is None or ID.search(match[0]) for match in TECHNICAL.finditer(sentence)):
        return sentence
    labels = dict(_labels(sentence, told))

    def known(match: re.Match[str]) -> str:
        if match["quoted"] is not None:
            return ID.sub(lambda found: name_of(found[0], told.lines), match[0])
        if match["id"] is not None:
            return name_of(match[0], told.lines)
        return labels.get(match[0]) or match[0].replace("_", " ")

    return TECHNICAL.sub(known, SAID_ALREADY.sub("", sentence))


def word_for_word(sentence: str, words: str) -> str:
    """The answer behind how it is told; empty where the words lack nothing of it but the id of a record they name."""
    return "" if SAID_ALREADY.sub("", sentence) == words else sentence.partition(": ")[2]


def field_in_words(ref: Ref, field: str, told: ToldRun) -> str:
    """What people call a field of a record, by its label on the screen."""
    module = told.world.resolver.module(ref.app, ref.module)
    known = module.schema.get(field) if module is not None else None
    return (known.label if known is not None else "") or field.replace("_", " ").strip()


def name_of(record_id: str, lines: tuple[Line, ...]) -> str:
    """What a record was called last; its id where no line has its name."""
    for line in reversed(lines):
        if record_id in line.about:
            return named_in(line, record_id)
    return record_id


def named_in(line: Line, record_id: str) -> str:
    """What a line calls a record: the word behind its id, or the first name, which is not said again for others."""
    about = line.about
    behind = about.index(record_id) + 1
    return about[behind] if behind < len(about) and not about[behind].isdigit() else about[1]


def changed_records(told: ToldRun) -> Mapping[str, Ref]:
    """The records that changes are about, by their ids."""
    found: dict[str, Ref] = {}
    for batch in told.world.journal.entry_batches(0):
        if batch.kind == EFFECT:
            found.update({ref.id: ref for ref in batch.subjects if isinstance(ref, Ref)})
    return found


def _labels(sentence: str, told: ToldRun) -> Iterator[tuple[str, str]]:
    """The labels of fields by API name; those of the module that the answer names come last, and so win."""
    modules = dict.fromkeys([(ref.app, ref.module) for ref in changed_records(told).values()])
    named = [match["module"] for match in MODULE.finditer(sentence)]
    for app, name in (*modules, *[(app, name) for name in named for app in told.world.resolver.apps]):
        module = told.world.resolver.module(app, name)
        if module is not None:
            yield from [(key, field.label) for key, field in module.schema.items() if field.label]
