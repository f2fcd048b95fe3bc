"""Cases of leads: a sync of a source's contacts into a mailing list of MarketingHub."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zsim.explore.interruptions.case import SweepCase
from zsim.explore.script import Script, ScriptStep, Start, do

Steps = tuple[ScriptStep, ...]
SYNC = "news of all"
SOURCES = ("invoice", "books")
"""The organisations leads come from. Source: LED-34."""

DAY = do("advance", days=1)
HOUR = do("advance", hours=1)


def _contact(name: str, email: str, source: str) -> ScriptStep:
    fields = {"contact_name": name.capitalize(), "email": email, "first_name": name}
    return do("create", name=name, module=f"{source}.customers", fields=fields)


def _operations(source: str) -> Mapping[str, tuple[Steps, Steps]]:
    """What is there beside two contacts when a sync begins, and what is done after the first fetch."""
    lead = "ann in marketinghub"
    twin = _contact("dan", "ann@example.com", source)
    own = do("create", name="own", module="marketinghub.leads", fields={"email": "dan@example.com"})
    dan = _contact("dan", "dan@example.com", source)
    return {
        "new": ((), ()),
        "added": ((), (dan,)),
        "known": ((own,), (dan,)),
        "edited": ((), (do("update", record="ann", fields={"first_name": "Anna"}),)),
        "readdressed": ((), (do("update", record="ann", fields={"email": "anna@example.com"}),)),
        "address lost": ((), (do("update", record="ann", fields={"email": None}),)),
        "addresses swapped": (
            (),
            (
                do("update", record="ann", fields={"email": "ben@example.com"}),
                do("update", record="ben", fields={"email": "ann@example.com"}),
            ),
        ),
        "removed": ((), (do("delete", record="ann"),)),
        "twin": ((twin,), ()),
        "late twin": ((), (twin,)),
        "one of twins edited": ((twin,), (do("update", record="ann", fields={"first_name": "Anna"}),)),
        "one of twins removed": ((twin,), (do("delete", record="ann"),)),
        "lead deleted": ((), (do("delete", record=lead), do("update", record="ann", fields={"first_name": "Anna"}))),
        "list left": (
            (),
            (
                do("remove_from_list", list="news", leads=(lead,)),
                do("update", record="ann", fields={"first_name": "Anna"}),
            ),
        ),
        "unsubscribed": ((), (do("unsubscribe", record=lead), do("update", record="ann", fields={"first_name": "A"}))),
        "merged": ((), (do("merge", record="ann", others=("ben",)),)),
        "criteria left": ((), (do("update", record="ann", fields={"billing_address.country": "Peru"}),)),
    }


def lead_cases() -> Iterator[SweepCase]:
    """A case for each source and operation."""
    for source in SOURCES:
        for name, (before, after) in _operations(source).items():
            yield _case(f"{source} leads {name}", source, before, after, within=name == "criteria left")


def _case(name: str, source: str, before: Steps, after: Steps, *, within: bool) -> SweepCase:
    criteria = {"criteria": (("billing_address.country", "isn't", "Peru"),)} if within else {}
    steps = (
        do("create", name="news", module="marketinghub.lists", fields={"name": "News"}),
        _contact("ann", "ann@example.com", source),
        _contact("ben", "ben@example.com", source),
        *before,
        do("connect_marketinghub", source=source),
        do("new_sync", source=source, sync=SYNC, mailing_list="news", **criteria),
        do("schedule", source=source, sync=SYNC, frequency="daily", at="12:00"),
    )
    first = (do("initiate", source=source, sync=SYNC), do("advance", hours=4))
    concerned = tuple([str(each.makes) for each in (*steps, *after) if each.makes and each.makes != "news"])
    if not after:
        return SweepCase(name, Script(Start(source, call_ms=1000), (*steps, *first)), len(steps), concerned, DAY, HOUR)
    prefix = (*steps, *first, *after)
    return SweepCase(name, Script(Start(source, call_ms=1000), (*prefix, DAY)), len(prefix), concerned, DAY, HOUR)
