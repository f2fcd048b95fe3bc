"""How rare the situations were that a campaign met, and those that it never did."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from zsim.explore.campaigns import Campaign
from zsim.explore.situations import Situation, SituationGroup, situations
from zsim.kernel.columns import columns
from zsim.report.phrases import counted

RAREST = 10
NAMED_MAX = 20
WIDTH = 120


def possible(campaign: Campaign) -> list[Situation]:
    """The situations that the worlds of a campaign can meet, by their products and whether anything goes wrong."""
    bounds = campaign.bounds
    return [
        each
        for each in situations()
        if (not each.products or {*each.products} & {*bounds.products})
        and (bounds.faults or each.group is not SituationGroup.FAULTS)
    ]


def rarity(campaign: Campaign) -> Iterator[str]:
    """The lines that tell how many were met, the rarest of them, and those never met, what is common apart."""
    tally, all_of_them = campaign.tally, possible(campaign)
    met = sorted([each for each in all_of_them if tally.met[each.name]], key=lambda each: tally.in_worlds[each.name])
    yield f"{len(met)} of {counted(len(all_of_them), 'situation')} met{'; the rarest:' if met else ''}"
    rows = [
        (f"  {each.name}", counted(tally.met[each.name], "time"), f"in {counted(tally.in_worlds[each.name], 'world')}")
        for each in met[:RAREST]
    ]
    yield from columns(rows) if rows else []
    for told, common in (("common, and never met", True), ("never met", False)):
        names = [each.name for each in all_of_them if each.common is common and not tally.met[each.name]]
        if names:
            more = [f"and {len(names) - NAMED_MAX} more"] if len(names) > NAMED_MAX else []
            yield f"{told}, {len(names)}:"
            yield textwrap.fill(
                "; ".join([*names[:NAMED_MAX], *more]), WIDTH, initial_indent="  ", subsequent_indent="  "
            )
