"""Parties are shown of the runs in which most apps meet, and of events that are done to a record."""

from __future__ import annotations

from tests.report.played import events, evidence, refused_key, renamed, skipped
from zsim.recording.schema import ScenarioRun
from zsim.report.records.parties import Instructive, ToldParty, told_party
from zsim.report.site import Site
from zsim.report.telling import ToldRun


def told(name: str) -> ToldParty | None:
    (run,) = [each for each in events() if each.id == f"consequences/{name}"]
    return told_party(ToldRun(run), Site(evidence()))


def test_of_each_folder_the_run_with_most_records_is_taken() -> None:
    instructive = Instructive()
    for run in (skipped(), renamed(), refused_key()):
        instructive.take_in(ToldRun(run))
    assert [run.id for run in instructive.runs()] == [renamed().id, refused_key().id]


def test_the_party_of_an_event_is_that_of_the_record_it_is_done_to() -> None:
    party = told("account-deleted")
    assert party is not None
    assert party.title == "Acme: An account with documents and deals is deleted in the CRM"
    assert party.path == "records/party-consequences-account-deleted.html"


def test_an_event_that_is_done_to_no_record_has_no_party_of_its_own() -> None:
    assert told("invoice-key") is None


def test_the_day_without_event_has_one() -> None:
    party = told("nothing")
    assert party is not None
    assert party.party.name == "Acme"


def test_a_world_that_was_never_made_has_none() -> None:
    assert told_party(ToldRun(ScenarioRun("a/b", "a.py", "Nothing.")), Site(evidence())) is None


def test_a_field_that_names_another_record_is_told_by_its_label() -> None:
    party = told("nothing")
    assert party is not None
    assert "in its field Account Name" in party.whys
    assert not any("_" in why for why in party.whys)
