"""The state of a connection as plain JSON and back, so that a world can be exported and gone on with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zsim.ports.codec import Plain, decode, encode
from zsim.ports.records import RecordId, Ref
from zsim.sync.desk import Memory
from zsim.sync.history import Grade, Run, Trigger
from zsim.sync.kinds import ModuleChoice, Side
from zsim.sync.links import Link, Links, LinkState
from zsim.sync.mapping import Agreed
from zsim.sync.preferences import Duplicates, Extent, Preferences


def plain_links(links: Links) -> dict[str, Plain]:
    """Live and ended links; the mapped pairs they agreed on stand once, in a table of their own."""
    every = [*links, *links.ended()]
    pairs = list(dict.fromkeys(link.agreed.pairs for link in every))
    numbers = {each: number for number, each in enumerate(pairs)}
    return {
        "pairs": encode(pairs),
        "live": [_plain_link(link, numbers) for link in links],
        "ended": [_plain_link(link, numbers) for link in links.ended()],
    }


def load_links(links: Links, data: Mapping[str, Any]) -> None:
    """Fill empty links with what ``plain_links`` gave."""
    pairs = [tuple((crm, finance) for crm, finance in each) for each in data["pairs"]]
    links.load([_link(each, pairs) for each in data["live"]], [_link(each, pairs) for each in data["ended"]])


def plain_preferences(preferences: Preferences | None) -> Plain:
    """The preferences, or ``None``."""
    if preferences is None:
        return None
    return {name: encode(getattr(preferences, name)) for name in Preferences.__slots__}


def preferences_of(data: Mapping[str, Any] | None) -> Preferences | None:
    """What ``plain_preferences`` was given."""
    if data is None:
        return None
    chosen = {
        "module": None if data["module"] is None else ModuleChoice(data["module"]),
        "extent": Extent(data["extent"]),
        "duplicates": Duplicates(data["duplicates"]),
    }
    return Preferences(**{**data, **chosen})


def plain_memory(memory: Memory) -> dict[str, Plain]:
    """The checkpoint and what goes with it."""
    return {
        "checkpoint_ms": memory.checkpoint_ms,
        "reading": encode(memory.reading),
        "again": [list(ref) for ref in memory.again],
    }


def memory_of(data: Mapping[str, Any]) -> Memory:
    """What ``plain_memory`` was given."""
    again = tuple(Ref(app, module, RecordId(record_id)) for app, module, record_id in data["again"])
    return Memory(data["checkpoint_ms"], tuple(decode(data["reading"])), again)


def plain_runs(history: Sequence[Run]) -> Plain:
    """The finished runs."""
    return [encode([getattr(run, name) for name in Run.__slots__]) for run in history]


def runs_of(data: Sequence[Sequence[Any]]) -> list[Run]:
    """What ``plain_runs`` was given."""
    return [
        Run(number, module, Trigger(trigger), started_ms, ended_ms, Grade(grade), reason, counts, tuple(remarks))
        for number, module, trigger, started_ms, ended_ms, grade, reason, counts, remarks in data
    ]


def _plain_link(link: Link, pairs: Mapping[tuple[tuple[str, str], ...], int]) -> Plain:
    agreed = link.agreed
    finance = None if agreed.finance is agreed.crm else encode(agreed.finance)
    values = [pairs[agreed.pairs], encode(agreed.crm), finance]
    return [link.kind, link.crm_id, link.finance_id, link.origin.value, values, link.state.value]


def _link(data: Sequence[Any], pairs: Sequence[tuple[tuple[str, str], ...]]) -> Link:
    kind, crm_id, finance_id, origin, (number, crm, finance), state = data
    crm_values = tuple(decode(crm))
    agreed = Agreed(pairs[number], crm_values, crm_values if finance is None else tuple(decode(finance)))
    return Link(kind, RecordId(crm_id), RecordId(finance_id), Side(origin), agreed, LinkState(state))
