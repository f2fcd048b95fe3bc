"""What is asked of a world when all its steps are done: whether what happened in it, and what it tells, may be."""

from __future__ import annotations

from zsim.explore.script import Player
from zsim.testing.activating import check_active
from zsim.testing.admitting import check_admitting
from zsim.testing.choosing import check_choices
from zsim.testing.hearing import check_hearing
from zsim.testing.listing import check_views
from zsim.testing.losing import check_lost
from zsim.testing.mailing import check_mail
from zsim.testing.relaying import check_relayed
from zsim.testing.ruling import check_rules
from zsim.testing.told import check_listed, check_told
from zsim.testing.waiting import check_waiting

CHECKS = (
    check_choices,
    check_hearing,
    check_waiting,
    check_lost,
    check_views,
    check_relayed,
    check_mail,
    check_admitting,
    check_rules,
)


def check_ending(player: Player, *, told: bool = True) -> None:
    """Raise ``InvariantViolated`` where one of the rules of a whole world is broken.

    What all records and runs tell is read where ``told`` says so, which takes a sixth of a world's time; else what is
    listed alone.
    """
    for check in CHECKS:
        check(player.world)
    check_active(player.world, player.times_done("activate_sync"))
    (check_told if told else check_listed)(player.world)
