"""The same scenarios for two products, grouped by why they differ."""

from __future__ import annotations

from tests.unit.report.comparing.played import Deed, run_of, synced_account, synced_item, synced_vendor
from zsim import World
from zsim.catalogue import catalogue
from zsim.recording.schema import Recording
from zsim.report.comparing.pairs import ROWS_A_REASON, ROWS_MAX, ProductPair, ProductPairs
from zsim.report.stories import stories
from zsim.report.telling import told_story


def pair_of(*deeds: Deed) -> ProductPair:
    runs = [
        run_of(key, deed, f"items/story_{number}_{deed.__name__}")
        for number, deed in enumerate(deeds)
        for key in ("books", "billing")
    ]
    pairs = ProductPairs(catalogue())
    for story in stories(catalogue(), Recording(tuple(runs))):
        pairs.add(told_story(story, catalogue()), lambda run: f"scenarios/{run.id}.html")
    (pair,) = pairs.shared()
    return pair


def test_pairs_are_counted_and_what_decides_a_record_otherwise_comes_first() -> None:
    pair = pair_of(synced_account, synced_account, synced_item, synced_vendor)
    assert (pair.title, pair.path) == ("Books and Billing", "compare/books-billing.html")
    assert (pair.compared, pair.differing, pair.decided) == (4, 4, 0)
    assert (pair.otherwise_reasoned, pair.kind_alone, pair.done, pair.set_up) == (1, 1, 0, 2)
    assert [(each.count, each.heading) for each in pair.groups()] == [
        (1, "CRM product created, for another reason"),
        (1, "Vendors take part for Books only"),
        (2, "Nothing but how the connection is set up"),
    ]


def test_pairs_that_differ_in_their_set_up_alone_are_one_line_that_says_how() -> None:
    pair = pair_of(*[synced_account] * 3)
    (group,) = pair.groups()
    assert (group.count, group.rows, group.set_up) == (3, (), True)
    assert pair.ways == ("For Books: Administrator generated a ZSC key in the CRM.",)


def test_a_group_of_what_somebody_did_has_the_sentence_of_the_one_who_did_it() -> None:
    (group,) = pair_of(typed_a_vendor).groups()
    (row,) = group.rows
    assert (row.one, row.other) == ("Administrator created vendor 'Steel' in the CRM", "")


def typed_a_vendor(world: World, key: str) -> None:
    """A vendor that is typed in for Books alone."""
    if key == "books":
        world.crm.vendors.create(Vendor_Name="Steel")


def test_a_record_decided_otherwise_comes_before_more_pairs_that_only_give_another_reason() -> None:
    pair = pair_of(synced_item, synced_item, overwritten_for_billing)
    assert pair.decided == 1
    assert [(each.count, each.heading) for each in pair.groups()] == [
        (1, "Account skipped for Books, overwritten for Billing"),
        (2, "CRM product created, for another reason"),
    ]


def overwritten_for_billing(world: World, key: str) -> None:
    """An account whose name a customer has, by another duplicate policy for Billing."""
    synced_account(world, key, "overwrite" if key == "billing" else "skip")


def test_a_group_of_decisions_has_the_sentences_of_both_and_a_link() -> None:
    (group,) = pair_of(synced_item).groups()
    (row,) = group.rows
    assert group.tells
    assert row.path == "scenarios/items/story_0_synced_item[books].html"
    assert row.one.startswith("sync created item Bolt from product Bolt: nothing on the other side")
    assert row.other.startswith("sync created item Bolt from product Bolt: none has its SKU")


def test_of_a_large_group_some_are_shown_and_the_others_counted() -> None:
    (group,) = pair_of(*[synced_item] * (ROWS_A_REASON + 3)).groups()
    assert (len(group.rows), group.more) == (ROWS_A_REASON, 3)
    assert ROWS_A_REASON < ROWS_MAX


def test_rules_hold_for_one_of_the_two_only() -> None:
    books, billing = catalogue().product("books"), catalogue().product("billing")
    pair = ProductPair(books, billing)
    ones = pair.rules(catalogue(), of_one=True)
    assert "VEN-01" in [each.id for each in ones]
    assert all(not each.holds_for("billing") for each in ones)
    assert all(each.holds_for("billing") for each in pair.rules(catalogue(), of_one=False))


def test_products_that_share_no_story_are_no_pair() -> None:
    assert ProductPairs(catalogue()).shared() == ()
