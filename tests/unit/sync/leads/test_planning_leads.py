"""What becomes of each contact, asked of the planner alone."""

from __future__ import annotations

import pytest

from tests.unit.sync.leads.samples import LIST, OTHER_LIST, choices, contact, deletion, lead
from zsim.ports.criteria import Condition, Criteria
from zsim.ports.folding import folded
from zsim.sync.leads import LeadPlanInput, plan_leads
from zsim.sync.leads.lead_decisions import IgnoreReason
from zsim.sync.leads.planning_leads import LeadDeletionInput, plan_removals
from zsim.sync.runs.outcomes import Outcome


def planned(*contacts, chosen=None, leads=(), suppressed=None, **more):
    by_address = {each.fields["email"].casefold(): each for each in leads}
    chosen = chosen or choices()
    addresses = [folded(each.fields.get(chosen.email_field) or "") for each in contacts]
    return plan_leads(chosen, LeadPlanInput(contacts, addresses, by_address, suppressed or {}, **more))


def removed(*numbers, leads, shared=(), everywhere=False):
    deletions = tuple([deletion(each) for each in numbers])
    inputs = LeadDeletionInput(deletions, leads, frozenset(shared), everywhere)
    return plan_removals(choices(), inputs)


def test_an_unknown_address_is_a_new_lead_with_the_mapped_fields():
    (decided,) = planned(contact(1, " Asha@Example.com ", first_name="Asha", last_name=""))
    assert decided.outcome is Outcome.CREATED
    assert decided.fields == {"email": "Asha@Example.com", "first_name": "Asha", "join_list": LIST}


@pytest.mark.parametrize(
    ("email", "ignore_reason"),
    [
        (None, IgnoreReason.EMPTY),
        ("  ", IgnoreReason.EMPTY),
        ("johngmail.com", IgnoreReason.INVALID),
        ("jane@aol", IgnoreReason.INVALID),
        ("a..b@example.com", IgnoreReason.INVALID),
        ("Info@example.com", IgnoreReason.ROLE),
        ("hr@example.com", IgnoreReason.ROLE),
    ],
)
def test_an_address_nobody_can_be_written_to_under_is_ignored(email, ignore_reason):
    (decided,) = planned(contact(1, email))
    assert (decided.outcome, decided.ignore_reason) == (Outcome.IGNORED, ignore_reason)
    assert "join_list" not in decided.fields


@pytest.mark.parametrize("email", ["info.us@example.com", "information@example.com", "a+info@example.com"])
def test_a_role_is_the_whole_local_part(email):
    assert planned(contact(1, email))[0].outcome is Outcome.CREATED


@pytest.mark.parametrize(
    ("against", "ignore_reason"),
    [
        (("bounced",), IgnoreReason.BOUNCED),
        (("unsubscribed",), IgnoreReason.UNSUBSCRIBED),
        (("spam",), IgnoreReason.UNSUBSCRIBED),
        (("unsubscribed", "bounced"), IgnoreReason.BOUNCED),
        (("deleted", "unsubscribed"), IgnoreReason.UNSUBSCRIBED),
    ],
)
def test_a_remembered_address_is_ignored_for_its_first_reason(against, ignore_reason):
    (decided,) = planned(contact(1, "a@example.com"), suppressed={"a@example.com": against})
    assert decided.ignore_reason is ignore_reason


def test_a_complaint_is_told_as_one():
    (decided,) = planned(contact(1, "a@example.com"), suppressed={"a@example.com": ("spam",)})
    assert "complained of spam" in decided.entry().sentence


def test_a_lead_that_is_not_active_is_ignored_whatever_is_remembered():
    (decided,) = planned(contact(1, "a@example.com"), leads=[lead(9, "a@example.com", "bounced")])
    assert decided.ignore_reason is IgnoreReason.BOUNCED


def test_the_first_of_two_twins_is_taken_and_case_does_not_count():
    first, second = planned(contact(1, "a@example.com"), contact(2, "A@Example.com"))
    assert first.outcome is Outcome.CREATED
    assert second.ignore_reason is IgnoreReason.FILE_DUPLICATE


def test_a_twin_of_an_earlier_batch_is_a_file_duplicate():
    (decided,) = planned(contact(2, "a@example.com"), taken=["a@example.com"])
    assert decided.ignore_reason is IgnoreReason.FILE_DUPLICATE


def test_malformed_twins_are_both_invalid():
    assert [each.ignore_reason for each in planned(contact(1, "a@b"), contact(2, "a@b"))] == [
        IgnoreReason.INVALID,
        IgnoreReason.INVALID,
    ]


def test_the_twin_of_a_bounced_address_is_a_file_duplicate():
    twins = contact(1, "a@example.com"), contact(2, "a@example.com")
    assert [each.ignore_reason for each in planned(*twins, suppressed={"a@example.com": ("bounced",)})] == [
        IgnoreReason.BOUNCED,
        IgnoreReason.FILE_DUPLICATE,
    ]


def test_a_contact_outside_the_criteria_takes_no_address():
    chosen = choices(Criteria((Condition("city", "is", "Pune"),)))
    out_of_view, inside = planned(contact(1, "a@example.com"), contact(2, "a@example.com", city="pune"), chosen=chosen)
    assert out_of_view.outcome is Outcome.EXCLUDED
    assert inside.outcome is Outcome.CREATED


def test_a_known_lead_is_refreshed_and_joins_the_list():
    known = lead(9, "a@example.com", first_name="Al", last_name="Old")
    (decided,) = planned(contact(1, "A@example.com", first_name="Al", last_name="New"), leads=[known])
    assert (decided.outcome, decided.fields) == (Outcome.DUPLICATE, {"last_name": "New", "join_list": LIST})


def test_an_empty_value_overwrites_nothing():
    known = lead(9, "a@example.com", first_name="Al", lists=(LIST,))
    assert planned(contact(1, "a@example.com", first_name=" "), leads=[known])[0].fields == {}


@pytest.mark.parametrize("field", ["lists", "left_lists"])
def test_who_is_or_was_on_the_list_is_not_put_on_it(field):
    known = lead(9, "a@example.com", **{field: (OTHER_LIST, LIST)})
    (decided,) = planned(contact(1, "a@example.com"), leads=[known])
    assert (decided.outcome, "join_list" in decided.fields) == (Outcome.DUPLICATE, False)


def test_who_is_on_another_list_joins_this_one():
    known = lead(9, "a@example.com", lists=(OTHER_LIST,), left_lists=(OTHER_LIST,))
    assert planned(contact(1, "a@example.com"), leads=[known])[0].fields == {"join_list": LIST}


def test_a_deleted_lead_is_added_again():
    (decided,) = planned(contact(1, "a@example.com"), suppressed={"a@example.com": ("deleted",)})
    assert (decided.outcome, decided.quirk) == (Outcome.READDED, "LED-12")


def test_without_the_oddity_a_deleted_lead_stays_deleted():
    (decided,) = planned(contact(1, "a@example.com"), suppressed={"a@example.com": ("deleted",)}, readds=False)
    assert (decided.ignore_reason, decided.quirk) == (IgnoreReason.DELETED, "LED-12")


def test_the_address_can_come_from_another_field():
    chosen = choices()
    chosen = choices().__class__(
        chosen.description, LIST, None, {"cf_mail": "email"}, chosen.timetable, None, chosen.created_ms
    )
    (decided,) = planned(contact(1, "a@example.com", cf_mail="b@example.com"), chosen=chosen)
    assert decided.fields == {"email": "b@example.com", "join_list": LIST}


def test_a_deletion_takes_the_lead_off_the_list_and_out_of_the_organisation():
    (decided,) = removed(1, leads={"1": lead(9, "a@example.com", lists=(LIST,))})
    assert (decided.outcome, decided.lead_id, decided.whole) == (Outcome.DELETED, "9", True)


def test_a_lead_on_another_list_stays_in_the_organisation():
    gone = lead(9, "a@example.com", lists=(LIST, OTHER_LIST))
    (decided,) = removed(1, leads={"1": gone})
    assert (decided.outcome, decided.leaves, decided.whole) == (Outcome.DELETED, True, False)
    assert removed(1, leads={"1": gone}, everywhere=True)[0].whole


def test_a_lead_on_another_list_alone_has_none_to_leave():
    (decided,) = removed(1, leads={"1": lead(9, "a@example.com", lists=(OTHER_LIST,))})
    assert (decided.outcome, decided.leaves, decided.whole) == (Outcome.KEPT, False, False)


def test_a_list_it_unsubscribed_from_holds_no_lead():
    gone = lead(9, "a@example.com", lists=(LIST,), left_lists=(OTHER_LIST,))
    assert removed(1, leads={"1": gone})[0].whole


def test_a_lead_that_another_contact_is_stays():
    (decided,) = removed(1, leads={"1": lead(9, "a@example.com")}, shared=["1"])
    assert (decided.outcome, decided.whole) == (Outcome.KEPT, False)


def test_two_deleted_contacts_of_one_lead_delete_it_once():
    gone = lead(9, "a@example.com")
    assert [each.outcome for each in removed(1, 2, leads={"1": gone, "2": gone})] == [Outcome.DELETED, Outcome.EXCLUDED]


def test_a_contact_that_was_no_lead_deletes_nothing():
    assert removed(1, leads={})[0].outcome is Outcome.EXCLUDED
