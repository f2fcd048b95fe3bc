"""What changed since the baseline as Markdown: the twin of the page, beside it in the site, and never committed.

Committed, it would be wrong at once: with that commit its reports are the baseline, and nothing differs from it. So it
is written to be sent around, as the text of a pull request or of a ticket, and it tells all that the page cuts off.
"""

from __future__ import annotations

from collections.abc import Iterator

from zsim.report.comparing.changes import TABLE_ONLY, TITLES, totals
from zsim.report.phrases import literal
from zsim.report.releases import Matter, ReleaseChange, ReleaseDifference
from zsim.report.wrapping import wrapped

TITLE = "What changed"


def changes_text(found: ReleaseDifference | None) -> str:
    """The Markdown of a difference, each change an item of a list; ``None`` where there is no baseline."""
    return "\n".join(wrapped(_lines(found))).rstrip() + "\n"


def _lines(found: ReleaseDifference | None) -> Iterator[str]:
    yield from (f"# {TITLE}", "")
    if found is None:
        yield "There is no baseline to compare with."
        return
    yield from (f"Since {found.old}: {totals(found)}.", "", f"**{literal(found.verdict)}**", "")
    for matter in Matter:
        changes = found.changes[matter]
        yield from (f"## {TITLES[matter]}", "")
        yield from [_item(each) for each in changes] if changes else ["None."]
        yield ""
        if matter is Matter.DECISIONS and not found.in_stories:
            yield from (TABLE_ONLY, "")


def _item(change: ReleaseChange) -> str:
    told = [f"- **{literal(change.name)}**: {change.what}"]
    told += [f"{word}: {literal(text)}" for word, text in (("before", change.old), ("now", change.new)) if text]
    return "; ".join(told)
