"""The check of what merges take along on the smallest histories that keep and break it."""

from __future__ import annotations

from tests.unit.checks.histories import ACME, ACME_CUSTOMER, BOLT_CUSTOMER, run, updated
from tests.unit.checks.test_invariants import broken
from zsim.checks import Decided, EffectSeen, changes_party
from zsim.ports.records import RecordId, Ref

BILL = Ref("books", "bills", RecordId("71"))
PERSON = Ref("books", "contact_persons", RecordId("51"))
ACTIVE, INACTIVE = {"status": "active"}, {"status": "inactive"}
TURNED_INACTIVE = updated(BOLT_CUSTOMER, ACTIVE, INACTIVE)._replace(cause=4)
HANDED_OVER = updated(BILL, {"vendor_id": BOLT_CUSTOMER.id}, {"vendor_id": ACME_CUSTOMER.id})._replace(cause=4)
MERGED = Decided(ACME, "overwritten", ACME_CUSTOMER, "overwrite-merge", 4)
EDITED = MERGED._replace(outcome="updated")
WRITABLE = {"bills": "vendor_id", "customers": "status", "contact_persons": "contact_id"}
ALLOWED = {("books", module): frozenset({field}) for module, field in WRITABLE.items()}
CHANGES = {"effects": [TURNED_INACTIVE, HANDED_OVER], "allowed": ALLOWED}
TOLD = "merges-take-all-along"


def test_a_document_changes_party_by_a_merge_and_by_nothing_else():
    assert not broken(run(decided=[MERGED], **CHANGES))
    assert TOLD in broken(run(decided=[EDITED], **CHANGES))


def test_what_others_handed_over_without_a_merge_is_told():
    assert broken(run(handed_over=[BILL])) == [TOLD]


def test_on_one_merged_away_hangs_nothing_but_what_others_put_there_since():
    assert broken(run(decided=[MERGED], hanging={BOLT_CUSTOMER: (PERSON,)}, **CHANGES)) == [TOLD]
    assert not broken(run(decided=[MERGED], hanging={BOLT_CUSTOMER: (PERSON,)}, touched=[PERSON], **CHANGES))


def test_one_made_inactive_otherwise_keeps_what_hangs_on_it():
    decided = [Decided(BOLT_CUSTOMER, "deactivated", None, "crm-deactivated", 4)]
    assert not broken(
        run(decided=decided, effects=[TURNED_INACTIVE], allowed=ALLOWED, hanging={BOLT_CUSTOMER: (BILL,)})
    )


def test_nothing_of_one_merged_away_is_gone():
    gone = EffectSeen(9, PERSON, "deleted", {"contact_id": BOLT_CUSTOMER.id}, None, cause=4)
    seen = run(decided=[MERGED], effects=[TURNED_INACTIVE, gone], allowed=ALLOWED)
    assert TOLD in broken(seen)


def test_only_what_hangs_on_a_party_changes_it():
    assert changes_party("bills", {"vendor_id": "1"}, {"vendor_id": "2"})
    assert not changes_party("bills", {"vendor_id": "1", "total": 1}, {"vendor_id": "1", "total": 2})
    assert not changes_party("items", {"name": "1"}, {"name": "2"})
