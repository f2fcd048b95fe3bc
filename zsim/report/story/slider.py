"""What the slider of a page shows: the live records of all apps, each with all its fields, after any entry.

Its data holds the changes alone, as lists of numbers and texts; the state after an entry is what these come to. The
page's script does with them what ``state_at`` does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from zsim.report.story.changes import DELETED, Changes
from zsim.report.story.marking import as_markup

CHANGES_MAX = 1_500
"""How many changes of a run the slider goes through."""


class ShownRecord(NamedTuple):
    """A live record as the slider shows it: its app, kind and name, and its fields by what people call them."""

    app: str
    kind: str
    name: str
    fields: tuple[tuple[str, str], ...]


def slider_data(changes: Changes, limit: int = CHANGES_MAX) -> Mapping[str, Any]:
    """The changes as JSON holds them.

    ``apps``, ``labels`` and ``texts`` are named by their places; ``records`` are (app, kind) each; ``changes`` are
    (entry, record, name, then label and text by turns): a name is 0 where it did not change, a text is 0, which is "",
    where the field is emptied, and a record that went has nothing but its place.
    """
    apps = list(dict.fromkeys([each.app for each in changes.records]))
    labels: dict[tuple[str, str], int] = {}
    texts: dict[str, int] = {"": 0}
    names: dict[int, str] = {}
    rows: list[list[int]] = []
    for change in changes.changes[:limit]:
        row = [change.number, change.record]
        if change.word != DELETED:
            row.append(0 if names.get(change.record) == change.name else texts.setdefault(change.name, len(texts)))
            names[change.record] = change.name
            for each in change.fields:
                row.append(labels.setdefault((each.name, each.label), len(labels)))
                row.append(texts.setdefault(each.after, len(texts)))
        rows.append(row)
    records = [[apps.index(each.app), each.kind] for each in changes.records]
    told = [label for _, label in labels]
    return {"apps": apps, "labels": told, "texts": [*texts], "records": records, "changes": rows}


def slider_json(data: Mapping[str, Any]) -> Markup:
    """The data as it stands in a page."""
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return as_markup(told.replace("<", "\\u003c"))


def state_at(data: Mapping[str, Any], number: int) -> tuple[ShownRecord, ...]:
    """The live records after the entry of that number, in the order of ``records``."""
    labels, apps, texts = data["labels"], data["apps"], data["texts"]
    names: dict[int, str] = {}
    held: dict[int, dict[int, str]] = {}
    for entry, record, *rest in data["changes"]:
        if entry > number:
            break
        if not rest:
            held.pop(record, None)
            continue
        name, *fields = rest
        names[record] = texts[name] or names[record]
        mine = held.setdefault(record, {})
        mine.update(zip(fields[::2], [texts[each] for each in fields[1::2]], strict=True))
    return tuple(
        [
            ShownRecord(
                apps[data["records"][record][0]],
                data["records"][record][1],
                names[record],
                tuple([(labels[label], text) for label, text in sorted(held[record].items()) if text]),
            )
            for record in sorted(held)
        ]
    )
