"""What went wrong in a session, each cause told once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from zsim.catalogue import catalogue
from zsim.cli.terminal import Terminal
from zsim.kernel.columns import columns
from zsim.recording.schema import BAD
from zsim.report import Evidence
from zsim.report.files import site_of
from zsim.report.phrases import in_series, product_names
from zsim.testing.project import seen_from_here

ID = r"\d{15,}"


class Trouble(NamedTuple):
    """A test that failed, or a file that could not be collected.

    ``text`` is what pytest says of it, ``story`` what zsim does, ``product`` that of a scenario, else empty.
    """

    title: str
    text: str
    story: str
    product: str = ""

    @property
    def cause(self) -> tuple[str, str]:
        """Title and text without what differs from product to product: their names and the ids of records."""
        names = [name for each in catalogue().products for name in (each.key, each.name)] if self.product else []
        words = "|".join([*map(re.escape, names), ID])
        return re.sub(words, "…", self.title), re.sub(words, "…", self.text)


def told(troubles: Iterable[Trouble], terminal: Terminal) -> Iterator[str]:
    """What to print of them; what several products have in common is told for the first of them."""
    alike: dict[tuple[str, str], list[Trouble]] = {}
    for each in troubles:
        alike.setdefault(each.cause, []).append(each)
    for first, *others in alike.values():
        yield from ("", terminal.paint(f"✗ {first.title}", "bad"))
        if others:
            yield f"The same in {in_series(product_names(catalogue(), [each.product for each in others]))}."
        yield f"{first.text}\n\n{first.story}"


def what_failed(evidence: Evidence, plain: Iterable[str], root: Path) -> Iterator[str]:
    """The scenarios that failed, each with its page below ``root``, and the plain tests that did."""
    from zsim.report.site import Site

    site = Site(evidence)
    bad = [run for run in evidence.recording.scenarios if run.result in BAD]
    rows = [
        (f"  {run.id}", seen_from_here(root / site_of(evidence) / site.story_path(site.story_of(run)))) for run in bad
    ]
    rows += [(f"  {each}", "") for each in plain]
    if rows:
        yield from ("", "What failed, and the page that tells more:", *columns(rows))
