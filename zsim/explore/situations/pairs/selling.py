"""Deals, the documents made for them, and what the CRM shows of those."""

from __future__ import annotations

from collections.abc import Mapping

from zsim.explore.situations.story import CRM, Change, WorldStory
from zsim.ports.records import Ref

DEALS = "Deals"
STAGE = "Stage"
DOCUMENTS = ("estimates", "invoices", "sales_orders", "purchase_orders", "bills")
PARTIES = ("account", "contact", "imported account", "imported contact")


def trigger_while_the_customer_is_missing(story: WorldStory) -> int:
    """A deal is won whose account or contact is no customer yet, and the trigger has it fetched first."""
    runs = {
        each.run.began
        for each in story.judged
        if each.run is not None and each.run.module == "triggers" and each.sort in PARTIES
    }
    return sum([each.entry.kind == "deal" and each.run is not None and each.run.began in runs for each in story.judged])


def won_and_lost_before_the_trigger_judged(story: WorldStory) -> int:
    """A deal changes its stage twice before a trigger judges it, and counts by the last."""
    return sum([sum(map(_moves_on, each.edits)) > 1 for each in story.judged if each.entry.kind == "deal"])


def lost_after_its_document_was_made(story: WorldStory) -> int:
    """A deal goes to another stage once a trigger made a document for it."""
    made = _first_made(story)
    return sum([_moves_on(each) and made.get(each.ref, each.number) < each.number for each in story.changes])


def deal_moved_to_another_account_after_its_document(story: WorldStory) -> int:
    """A deal goes to another account once a trigger made a document for it."""
    made = _first_made(story)
    return sum(
        [
            each.ref.module == DEALS and each.changes("Account_Name") and made.get(each.ref, each.number) < each.number
            for each in story.changes
            if each.edited
        ]
    )


def deal_deleted_after_its_document(story: WorldStory) -> int:
    """A deal is deleted once a trigger made a document for it, which stays."""
    made = _first_made(story)
    return sum([each.code == "deal-gone" and each.entry.subject in made for each in story.judged])


def document_of_a_trigger_deleted(story: WorldStory) -> int:
    """Somebody deletes in finance what a trigger made, and the deal is saved again."""
    made = {ref for each in story.judged if each.entry.kind == "deal" for ref in story.written.get(each.number, ())}
    gone = [each.number for each in story.changes if each.deleted and each.ref in made]
    return (
        sum([each.entry.kind == "deal" and bool(each.edits) and each.number > gone[0] for each in story.judged])
        if gone
        else 0
    )


def document_sent_before_its_deal_was_judged(story: WorldStory) -> int:
    """Somebody sends or settles a trigger's document before the deal is judged again, so that the trigger leaves it."""
    codes = ("deal-frozen", "deal-frozen-import", "deal-settled")
    return sum([each.code in codes for each in story.judged])


def payment_recorded_and_deleted(story: WorldStory) -> int:
    """A payment is recorded, and taken back."""
    paid = {each.ref for each in story.changes if each.ref.module == "payments" and each.effect.change == "created"}
    return sum([each.deleted and each.ref in paid for each in story.changes])


def document_changed_in_both_places(story: WorldStory) -> int:
    """Somebody changes a document in the CRM's section, and somebody else the same one in finance."""
    relayed = {each.number for each in story.asked if _in_section(each.subject)}
    both: dict[object, set[bool]] = {}
    for each in story.changes:
        if each.ref.module in DOCUMENTS and each.edited:
            both.setdefault(each.ref, set()).add(each.cause in relayed)
    return sum([len(each) > 1 for each in both.values()])


def document_changed_before_its_customer_is_synced(story: WorldStory) -> int:
    """A document waits to be shown in the CRM until its customer is synced."""
    return sum([each.sort == "document" and each.code == "no-parent" for each in story.judged])


def document_shown_once_its_customer_was_synced(story: WorldStory) -> int:
    """The CRM shows a document that waited for its customer."""
    waiting: set[object] = set()
    found = 0
    for each in story.judged:
        if each.sort == "document" and each.code == "no-parent":
            waiting.add(each.entry.subject)
        elif each.code == "document-shown" and each.entry.subject in waiting:
            waiting.discard(each.entry.subject)
            found += 1
    return found


def document_deleted_while_shown(story: WorldStory) -> int:
    """Somebody deletes a document in finance that the CRM shows, and it goes from the list."""
    return sum([each.code == "document-gone" for each in story.judged])


def command_to_a_document_unanswered(story: WorldStory) -> int:
    """Somebody has finance do something with a document from the CRM, and nobody hears what became of it."""
    return sum(
        [
            each.call.method == "perform" and each.call.refusal.startswith(("no answer", "server error"))
            for each in story.calls
        ]
    )


def party_of_a_document_deleted(story: WorldStory) -> int:
    """The CRM's record of a customer with documents is deleted."""
    return sum([each.code in ("crm-deactivated", "import-deactivated", "deactivated") for each in story.judged])


SELLING = (
    trigger_while_the_customer_is_missing,
    won_and_lost_before_the_trigger_judged,
    lost_after_its_document_was_made,
    deal_moved_to_another_account_after_its_document,
    deal_deleted_after_its_document,
    document_of_a_trigger_deleted,
    document_sent_before_its_deal_was_judged,
    payment_recorded_and_deleted,
    document_changed_in_both_places,
    document_changed_before_its_customer_is_synced,
    document_shown_once_its_customer_was_synced,
    document_deleted_while_shown,
    command_to_a_document_unanswered,
    party_of_a_document_deleted,
)


def _moves_on(change: Change) -> bool:
    return change.edited and change.ref.module == DEALS and change.changes(STAGE)


def _first_made(story: WorldStory) -> Mapping[Ref, int]:
    """The deals that a document was made for, each with when it was decided first."""
    made = [each for each in story.judged if each.code.startswith(("deal-estimate", "deal-invoice"))]
    return {each.entry.subject: each.number for each in reversed(made)}


def _in_section(subject: object) -> bool:
    return isinstance(subject, tuple) and subject[0] == CRM and str(subject[1]).startswith("Finance_")
