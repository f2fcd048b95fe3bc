"""Merging, alike in every module of the CRM that people merge in."""

from __future__ import annotations

import pytest

from tests.contract.test_crm import NAME_FIELDS
from zsim.fakes.crm import Crm
from zsim.fakes.crm.module_face import CrmModuleFace
from zsim.kernel.journal import Command, Journal
from zsim.ports.app import Credentials
from zsim.ports.errors import NoPermission, NotFound
from zsim.ports.records import DeletionCause, Merge

every_module = pytest.mark.parametrize(("module", "name"), NAME_FIELDS.items())


def face_of(crm: Crm, module: str) -> CrmModuleFace:
    """The people's face of a module."""
    return getattr(crm, module.lower())


@every_module
def test_the_master_stays_as_it_is_and_the_others_leave_for_good(crm: Crm, module: str, name: str) -> None:
    face = face_of(crm, module)
    master, *losers = (face.create(**{name: each, "Description": each}) for each in ("Master", "One", "Two"))
    before = master.record
    assert face.merge(master, *losers) == master
    assert master.record is before
    assert face.all() == face.views.records(f"All {module}") == [master]
    deletions = crm.modules[module].table.deleted(None, None, 10).deletions
    assert [(each.ref, each.cause, each.winner) for each in deletions] == [
        (each.ref, DeletionCause.MERGED, master.id) for each in losers
    ]
    with pytest.raises(NotFound, match="in the recycle bin"):
        face.restore(losers[0])


@every_module
def test_a_merge_is_a_command_that_causes_all_its_effects(crm: Crm, journal: Journal, module: str, name: str) -> None:
    face = face_of(crm, module)
    master, loser = face.create(**{name: "Master"}), face.create(**{name: "Loser"})
    before = len(journal)
    face.merge(master, loser.id)
    command, *effects = journal.since(before)
    assert (command.subject, command.detail) == (master.ref, Command("merge", {"losers": (loser.id,)}))
    assert [(each.subject, each.cause) for each in effects] == [(loser.ref, command.number)]


@every_module
def test_the_port_merges_as_people_do(crm: Crm, module: str, name: str) -> None:
    face = face_of(crm, module)
    master, loser = face.create(**{name: "Master"}), face.create(**{name: "Loser"})
    port = crm.gate.open("books", Credentials(crm.email, crm.generate_zsc_key()))
    (written,) = port.write(module, [Merge(master.id, (loser.id,))])
    assert written == (master.id, None)
    assert face.all() == [master]


@every_module
def test_who_does_not_see_a_module_does_not_merge_in_it(crm: Crm, module: str, name: str) -> None:
    face = face_of(crm, module)
    master, loser = face.create(**{name: "Master"}), face.create(**{name: "Loser"})
    crm.profiles.create("Blind", hidden_modules=(module,))
    crm.users.create("Rita", profile="Blind")
    with pytest.raises(NoPermission, match="hides it"):
        getattr(crm.as_user("Rita"), module.lower()).merge(master, loser)
    assert loser.alive
