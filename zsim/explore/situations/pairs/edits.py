"""What people do to corresponding records between two runs."""

from __future__ import annotations

from zsim.explore.situations.story import Change, WorldStory
from zsim.ports.records import Fields, Ref
from zsim.sync import KINDS, Outcome

SIDES = {side.module: side for kind in reversed(tuple(KINDS.values())) for side in (kind.crm, kind.finance)}
"""The sides by the modules that are synced; of contacts, that of those with a name of their own."""
FACING = {"Accounts": "customers", "Contacts": "customers", "Vendors": "vendors", "Products": "items"}
"""The modules of finance that those of the CRM correspond to by name."""
REVIVED = ("revived", "recreated")


def one_field_edited_on_both_sides(story: WorldStory) -> int:
    """Somebody edits a field in the CRM, and somebody else the same field in finance, before a run sees either."""
    return sum([len(each.entry.conflicts) for each in story.of_pairs])


def different_fields_edited_on_both_sides(story: WorldStory) -> int:
    """A record is edited in the CRM and in finance before a run sees either, and both edits can stand."""
    return sum(
        [_edited(each.in_crm) and _edited(each.elsewhere) and not each.entry.conflicts for each in story.of_edits]
    )


def deleted_in_the_crm_and_edited_in_finance(story: WorldStory) -> int:
    """A record is deleted in the CRM while its customer, vendor or item is edited in finance."""
    return sum([_deleted(each.in_crm) and _edited(each.elsewhere) for each in story.of_edits])


def deleted_in_finance_and_edited_in_the_crm(story: WorldStory) -> int:
    """A customer, vendor or item is deleted in finance while its record is edited in the CRM."""
    return sum([_deleted(each.elsewhere) and _edited(each.in_crm) for each in story.of_edits])


def deleted_on_both_sides(story: WorldStory) -> int:
    """Both records of a pair are deleted before a run sees either."""
    return sum([_deleted(each.in_crm) and _deleted(each.elsewhere) for each in story.of_edits])


def edited_and_put_back(story: WorldStory) -> int:
    """A field is changed and changed back between two runs, so that there is nothing to carry."""
    return sum([_put_back(each.edits) for each in story.of_edits])


def deleted_and_restored_before_a_run(story: WorldStory) -> int:
    """A record goes to the recycle bin and comes back before a run notices."""
    return sum([_deleted(each.edits) and _restored(each.edits) for each in story.of_edits])


def restored_after_its_deletion_was_carried(story: WorldStory) -> int:
    """A deletion was carried over, and then the record comes back from the recycle bin."""
    return sum([each.code in REVIVED for each in story.judged])


def deleted_and_made_anew_under_its_name(story: WorldStory) -> int:
    """Somebody deletes a record and makes another of the same name."""
    gone: set[tuple[str, str, object]] = set()
    found = 0
    for each in story.changes:
        name = _name(each.ref, each.effect.before or each.effect.after)
        key = (each.ref.app, each.ref.module, name)
        if each.deleted and name:
            gone.add(key)
        elif each.effect.change == "created" and key in gone:
            found += 1
    return found


def deleted_before_it_was_ever_synced(story: WorldStory) -> int:
    """A record is made and deleted before any run reads it."""
    return sum([each.code == "unlinked-gone" for each in story.judged])


def records_of_one_name_made_on_both_sides(story: WorldStory) -> int:
    """Between two runs somebody makes a record in the CRM and somebody else one of that name in finance."""
    sides: dict[tuple[str, str, int], set[bool]] = {}
    ends = [run.ended for run in story.runs if run.ended]
    passed = 0
    for each in story.changes:
        if each.effect.change == "created" and (name := _name(each.ref, each.effect.after)):
            while passed < len(ends) and ends[passed] < each.number:
                passed += 1
            module = FACING.get(each.ref.module, each.ref.module)
            sides.setdefault((name, module, passed), set()).add(each.ref.app == "crm")
    return sum([len(each) > 1 for each in sides.values()])


def two_of_one_name_in_one_app(story: WorldStory) -> int:
    """One app holds several records of a name, and an overwrite has to choose among them."""
    return sum([each.entry.outcome is Outcome.MERGED for each in story.judged])


def renamed_to_a_name_that_is_taken(story: WorldStory) -> int:
    """Somebody gives a record a name that another one has on the other side, and the app there refuses it."""
    refused = {each.decision for each in story.failed if each.failure.reason == "name taken"}
    return sum([each.number in refused and any(map(_renames, each.edits)) for each in story.of_edits])


def names_swapped(story: WorldStory) -> int:
    """Two records take each other's names."""
    renamed = [(each.ref, *_names(each)) for each in story.changes if _renames(each)]
    return sum(
        [
            one[:2] == other[:2] and one != other and (before, after) == (to, of)
            for number, (one, before, after) in enumerate(renamed)
            for other, of, to in renamed[number + 1 :]
        ]
    )


def synced_records_merged(story: WorldStory) -> int:
    """Somebody merges records in the CRM of which the loser has a customer, vendor or item of its own in finance."""
    return sum([_merged(each.in_crm) for each in story.of_edits])


def merged_in_finance(story: WorldStory) -> int:
    """Somebody merges customers or vendors in finance, and the loser's record stands in the CRM."""
    return sum([_merged(each.elsewhere) for each in story.of_edits])


def link_ended_and_made_anew(story: WorldStory) -> int:
    """A record's link ends, and later the record is paired again, with the former one or another."""
    ended: set[tuple[str, object]] = set()
    found = 0
    for each in story.of_pairs:
        key = each.organisation, each.entry.subject
        if each.entry.outcome in (Outcome.DELETED, Outcome.DEACTIVATED, Outcome.KEPT):
            ended.update([(each.organisation, ref) for ref in each.entry.covers])
        elif key in ended and each.entry.outcome in (Outcome.CREATED, Outcome.UPDATED, Outcome.OVERWRITTEN):
            ended.discard(key)
            found += 1
    return found


def contact_moved_to_another_account(story: WorldStory) -> int:
    """A contact goes to another account, and its contact person to another customer."""
    return sum(
        [each.code == "moved" and any(edit.changes("Account_Name") for edit in each.in_crm) for each in story.of_edits]
    )


def contact_gained_an_account(story: WorldStory) -> int:
    """A contact that was a customer of its own gets an account."""
    return sum([each.code == "gained-account" for each in story.judged])


def contact_lost_its_account(story: WorldStory) -> int:
    """A contact person's contact is taken out of its account and becomes a customer of its own."""
    return sum([each.code == "lost-account" for each in story.judged])


def account_deleted_with_its_contacts_synced(story: WorldStory) -> int:
    """An account is deleted while its customer has contact persons of synced contacts."""
    synced = {
        each.entry.subject: each.number for each in reversed(story.of_pairs) if each.entry.kind.endswith("account")
    }
    gone = [
        each.ref.id
        for each in story.changes
        if each.deleted and synced.get(each.ref, each.number) < each.number and each.asked == "delete"
    ]
    left = [each.held("Account_Name")[0] for each in story.changes if each.ref.module == "Contacts" and each.edited]
    return sum([each in gone for each in left]) if gone else 0


def inactive_customer_edited_in_the_crm(story: WorldStory) -> int:
    """Finance holds a record as inactive when its record in the CRM is edited."""
    status: dict[object, object] = {}
    found = 0
    for each in story.changes:
        if each.ref.app != "crm" and each.changes("status"):
            status[each.ref] = each.held("status")[1]
    idle = {ref for ref, state in status.items() if state == "inactive"}
    for judged in story.of_edits if idle else ():
        found += _edited(judged.in_crm) and not idle.isdisjoint(story.written.get(judged.number, ()))
    return found


def put_back_under_fetch_from_crm(story: WorldStory) -> int:
    """Finance edits a record that only the CRM may change, and the next run puts the CRM's value back."""
    return sum(
        [
            each.entry.outcome is Outcome.UPDATED
            and any(edit.edited and edit.asked == "update" for edit in each.elsewhere)
            and not each.in_crm
            and any(ref.app != "crm" for ref in story.written.get(each.number, ()))
            for each in story.of_edits
        ]
    )


def a_record_refused_and_taken_later(story: WorldStory) -> int:
    """An app refuses a record in one run, and takes it in a later one."""
    waiting: set[object] = set()
    refused = {each.decision for each in story.failed}
    found = 0
    for each in story.judged if refused else ():
        if each.number in refused:
            waiting.add(each.entry.subject)
        elif each.entry.subject in waiting and story.written.get(each.number):
            waiting.discard(each.entry.subject)
            found += 1
    return found


EDITS = (
    one_field_edited_on_both_sides,
    different_fields_edited_on_both_sides,
    deleted_in_the_crm_and_edited_in_finance,
    deleted_in_finance_and_edited_in_the_crm,
    deleted_on_both_sides,
    edited_and_put_back,
    deleted_and_restored_before_a_run,
    restored_after_its_deletion_was_carried,
    deleted_and_made_anew_under_its_name,
    deleted_before_it_was_ever_synced,
    records_of_one_name_made_on_both_sides,
    two_of_one_name_in_one_app,
    renamed_to_a_name_that_is_taken,
    names_swapped,
    synced_records_merged,
    merged_in_finance,
    link_ended_and_made_anew,
    contact_moved_to_another_account,
    contact_gained_an_account,
    contact_lost_its_account,
    account_deleted_with_its_contacts_synced,
    inactive_customer_edited_in_the_crm,
    put_back_under_fetch_from_crm,
    a_record_refused_and_taken_later,
)


def _edited(changes: list[Change]) -> bool:
    return any(each.edited for each in changes)


def _deleted(changes: list[Change] | tuple[Change, ...]) -> bool:
    return any(each.deleted and each.asked != "merge" for each in changes)


def _restored(changes: tuple[Change, ...]) -> bool:
    return any(each.effect.change == "restored" for each in changes)


def _merged(changes: list[Change]) -> bool:
    return any(each.asked == "merge" and each.deleted for each in changes)


def _put_back(changes: tuple[Change, ...]) -> bool:
    """Whether the last edit of a record left a field as it was before the first of several."""
    edits: dict[Ref, list[Change]] = {}
    for each in changes:
        if each.edited:
            edits.setdefault(each.ref, []).append(each)
    return any(_same(each[0], each[-1]) for each in edits.values() if len(each) > 1)


def _same(first: Change, last: Change) -> bool:
    before, after = first.effect.before or {}, last.effect.after or {}
    return any(first.changes(name) and before.get(name) == after.get(name) for name in before)


def _name(ref: Ref, fields: Fields | None) -> str:
    return SIDES[ref.module].name_of(fields) if fields and ref.module in SIDES else ""


def _renames(change: Change) -> bool:
    return change.edited and len(set(_names(change))) > 1


def _names(change: Change) -> tuple[str, str]:
    return _name(change.ref, change.effect.before), _name(change.ref, change.effect.after)
