"""Which bugs of the bank are meant."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from zsim.catalogue.suggest import choose
from zsim.explore.bank import BUGS, Bug, Family
from zsim.explore.planting import bug_named
from zsim.explore.selftest.unexplored import UNEXPLORED
from zsim.kernel.errors import UsageError
from zsim.ports.folding import folded


def chosen(names: Sequence[str] = (), text: str = "", family: str = "", sample: int | None = None) -> tuple[Bug, ...]:
    """The bugs of these names, of that family, with that text in their name or in what they say; without any, all.

    A ``sample`` is the same as long as the bank is, and of those alone that exploration is to catch. A name or a family
    that is none, and a choice that leaves nothing, raise ``UsageError``.
    """
    named = {bug_named(each).name for each in names}
    of = choose(Family, family, "family") if family else None
    found = [
        each
        for each in BUGS
        if (not names or each.name in named)
        and (of is None or each.family is of)
        and folded(text) in folded(f"{each.name} {each.says}")
    ]
    if not found:
        right = "fewer conditions; 'zsim selftest' takes all"
        raise UsageError(asked="a selftest of what was chosen", found="it is no bug of the bank", right=right)
    if sample is None:
        return tuple(found)
    in_turn = sorted([each for each in found if each.name not in UNEXPLORED], key=_digest)
    return tuple([each for each in found if each in in_turn[:sample]])


def _digest(bug: Bug) -> bytes:
    return blake2b(bug.name.encode(), digest_size=8).digest()
