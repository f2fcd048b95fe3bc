"""The state of a connection as plain JSON and back, so that a world can be exported and gone on with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zsim.ports.codec import Plain, decode, encode
from zsim.ports.records import RecordId
from zsim.sync.model.kinds import System
from zsim.sync.model.links import Link, Links, LinkState
from zsim.sync.model.mapping import Base


def plain_links(links: Links) -> dict[str, Plain]:
    """Live and ended links; the mapped pairs they agreed on stand once, in a table of their own."""
    every = [*links, *links.ended()]
    pairs = list(dict.fromkeys(link.base.pairs for link in every))
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


def _plain_link(link: Link, pairs: Mapping[tuple[tuple[str, str], ...], int]) -> Plain:
    base = link.base
    finance = None if base.finance is base.crm else encode(base.finance)
    values = [pairs[base.pairs], encode(base.crm), finance]
    return [link.kind, link.crm_id, link.finance_id, link.origin.value, values, link.state.value]


def _link(data: Sequence[Any], pairs: Sequence[tuple[tuple[str, str], ...]]) -> Link:
    kind, crm_id, finance_id, origin, (number, crm, finance), state = data
    crm_values = tuple(decode(crm))
    base = Base(pairs[number], crm_values, crm_values if finance is None else tuple(decode(finance)))
    return Link(kind, RecordId(crm_id), RecordId(finance_id), System(origin), base, LinkState(state))
