"""A party is found through all apps of any recorded world, with what ties its records together."""

from __future__ import annotations

from functools import cache

import networkx as nx

from tests.report.played import events, skipped
from zsim.recording.worlds import world_in
from zsim.report.records.party import PartyGraph, Tie, party_of, things


@cache
def acme(number: int = 0) -> PartyGraph:
    return party_of(world_in(events()[number]), "Acme")


def test_a_party_has_its_records_in_all_apps() -> None:
    heads = [(each.ref.app, each.kind) for each in acme().records if each.name == "Acme"]
    assert heads == [
        ("crm", "account"),
        ("invoice", "customer"),
        ("books", "customer"),
        ("billing", "customer"),
        ("import", "customer"),
    ]


def test_its_people_deals_documents_and_leads_belong_to_it() -> None:
    kinds = {each.kind for each in acme().records}
    assert kinds == {"account", "customer", "contact", "contact person", "deal", "invoice", "finance invoice", "lead"}


def test_another_party_is_left_out() -> None:
    assert not any(each.name in ("Globex", "Bob Ray", "Roof") for each in acme().records)


def test_all_of_it_hangs_together() -> None:
    assert nx.is_connected(acme().graph())


def test_a_record_says_how_it_came_to_be() -> None:
    (lead,) = [each for each in acme().records if each.kind == "lead"]
    assert lead.came == "sync added office@acme.example from Acme: the organisation did not know the address (LED-11)"


def test_ties_say_what_they_are() -> None:
    ties = {(each.one.kind, each.tie, each.other.kind) for each in acme().ties}
    assert ("account", Tie.SYNCED, "customer") in ties
    assert ("deal", Tie.MADE, "invoice") in ties
    assert ("invoice", Tie.SHOWN, "finance invoice") in ties
    assert ("contact person", Tie.NAMES, "customer") in ties


def test_a_thing_is_one_record_in_several_apps() -> None:
    first, *_ = things(acme())
    assert [each.ref.app for each in first] == ["crm", "invoice", "books", "billing", "import", "marketinghub"]


def test_a_party_is_found_by_any_of_its_records_and_whatever_the_case() -> None:
    world = world_in(events()[0])
    by_deal = party_of(world, "fit-out")
    assert by_deal.name == "Acme"
    assert by_deal.records == acme().records


def test_what_was_deleted_is_told_as_gone() -> None:
    (deleted,) = [run for run in events() if run.id == "consequences/account-deleted"]
    party = party_of(world_in(deleted), "Acme")
    states = {(each.ref.app, each.kind): each.state for each in party.records if each.name == "Acme"}
    assert (states["crm", "account"], states["books", "customer"]) == ("deleted", "inactive")


def test_records_of_one_name_that_are_not_synced_are_two_things() -> None:
    party = party_of(world_in(skipped()), "Acme")
    assert [[each.ref.app for each in thing] for thing in things(party)] == [["crm"], ["books"]]


def test_a_name_nobody_has_gives_an_empty_party() -> None:
    party = party_of(world_in(skipped()), "Nobody")
    assert (party.name, party.records, party.ties) == ("Nobody", (), ())


def test_a_document_that_the_crm_shows_says_whose_it_is() -> None:
    shown = [each.shows for each in acme().records if each.kind == "finance invoice"]
    assert sorted(shown) == ["billing", "books"]
