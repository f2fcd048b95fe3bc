"""The situations of a campaign, by how rare they were."""

from __future__ import annotations

from collections import Counter

from zsim.cli.rarity import NAMED_MAX, RAREST, possible, rarity
from zsim.explore.campaigns import Campaign, Tally
from zsim.explore.drawing import Bounds
from zsim.explore.situations import SituationGroup


def campaign(*worlds: int) -> Campaign:
    """One in which the first situations were met in so many worlds, twice in each."""
    names = [each.name for each in possible(Campaign(1))]
    met = dict(zip(names, worlds, strict=False))
    return Campaign(1, tally=Tally(100, 100, Counter({name: 2 * each for name, each in met.items()}), Counter(met)))


def test_the_rarest_come_first_and_with_how_often_they_were_met() -> None:
    rare, often = [each.name for each in possible(Campaign(1))][1::-1]
    first, *lines = rarity(campaign(50, 3))
    assert first == f"2 of {len(possible(Campaign(1)))} situations met; the rarest:"
    assert [line.split() for line in lines[:2]] == [
        [*rare.split(), "6", "times", "in", "3", "worlds"],
        [*often.split(), "100", "times", "in", "50", "worlds"],
    ]


def test_no_more_than_the_rarest_are_told() -> None:
    told = list(rarity(campaign(*range(1, 40))))
    assert len([line for line in told if " times " in line]) == RAREST


def test_what_is_common_and_was_never_met_is_told_apart() -> None:
    common = [each.name for each in possible(Campaign(1)) if each.common]
    others = [each.name for each in possible(Campaign(1)) if not each.common]
    counts = dict.fromkeys([*common[2:], *others], 1)
    *_, told, names = rarity(Campaign(1, tally=Tally(9, 9, Counter(counts), Counter(counts))))
    assert (told, names.strip()) == ("common, and never met, 2:", "; ".join(common[:2]))


def test_of_many_never_met_the_first_are_named() -> None:
    common = [each for each in possible(Campaign(1)) if each.common]
    told = " ".join(rarity(Campaign(1)))
    assert f"and {len(common) - NAMED_MAX} more" in told


def test_what_cannot_be_met_is_not_told() -> None:
    books = possible(Campaign(1, Bounds(("books",))))
    assert all("books" in each.products for each in books if each.products)
    assert not [each for each in books if each.group is SituationGroup.FAULTS]
    assert [each for each in possible(Campaign(1, Bounds(faults=True))) if each.group is SituationGroup.FAULTS]
