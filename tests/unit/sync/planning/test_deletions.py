"""What becomes of a pair when one of its records is deleted: where the record was born decides."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.unit.sync.samples import ACCOUNT, CONTACT, PERSON, account, contact, customer, link, links, person, record
from zsim.catalogue import Quirks, catalogue
from zsim.kernel.clock import Clock
from zsim.kernel.journal import Journal
from zsim.ports.records import Delete, Deletion, DeletionCause, Record, RecordId, Update
from zsim.sync import KINDS, Link, Links, LinkState, System
from zsim.sync.model.kinds import Kind
from zsim.sync.model.mapping import FieldMap, MappedPair
from zsim.sync.planning import Decision
from zsim.sync.planning.deletions import DeletionInput, Origins, origins, plan_deletions

ACME, ACME_CUSTOMER = account(11), customer(21)
ADA, ADA_PERSON = contact(31), person(41, ACME_CUSTOMER)
VENDOR, ITEM = KINDS["vendor"], KINDS["item"]


def deleted(*records: Record) -> tuple[Deletion, ...]:
    return tuple(Deletion(each.ref, 0, DeletionCause.RECYCLED) for each in records)


def decide(known: Links, system: System, record: Record, counterpart: Record | None = None, **more) -> Decision:
    gone = DeletionInput(
        system,
        more.get("deletions", deleted(record)),
        {} if counterpart is None else {counterpart.id: counterpart},
        frozenset(more.get("busy", ())),
        more.get("persons", {}),
        more.get("read", {}),
        more.get("winners", {}),
        more.get("origins", Origins()),
    )
    (decision,) = plan_deletions(known, gone)
    return decision


def test_a_record_that_was_not_linked_is_nobodys_business():
    decision = decide(links(), System.CRM, ACME)
    assert (decision.outcome, decision.steps, decision.endings) == ("excluded", (), ())


def test_a_customer_born_in_the_crm_goes_with_its_account():
    decision = decide(links(link(ACCOUNT, ACME, ACME_CUSTOMER)), System.CRM, ACME, ACME_CUSTOMER)
    assert decision.outcome == "deleted"
    assert [step.write for step in decision.steps] == [Delete(ACME_CUSTOMER.id, own=())]
    assert [each.state for each in decision.endings] == [LinkState.DELETED]


def test_a_customer_with_transactions_turns_inactive_instead():
    known = links(link(ACCOUNT, ACME, ACME_CUSTOMER))
    decision = decide(known, System.CRM, ACME, ACME_CUSTOMER, busy=[ACME_CUSTOMER.id])
    assert decision.outcome == "deactivated"
    assert [step.write for step in decision.steps] == [Update(ACME_CUSTOMER.id, {"status": "inactive"})]
    assert [each.state for each in decision.endings] == [LinkState.DEACTIVATED]


def test_a_customer_born_in_finance_stays():
    decision = decide(links(link(ACCOUNT, ACME, ACME_CUSTOMER, System.FINANCE)), System.CRM, ACME, ACME_CUSTOMER)
    assert (decision.outcome, decision.steps) == ("kept", ())
    assert [each.state for each in decision.endings] == [LinkState.KEPT]


def test_an_account_whose_customer_was_deleted_stays():
    decision = decide(links(link(ACCOUNT, ACME, ACME_CUSTOMER)), System.FINANCE, ACME_CUSTOMER, ACME)
    assert (decision.outcome, decision.steps) == ("kept", ())
    assert [each.state for each in decision.endings] == [LinkState.FINANCE_DELETED]


def test_a_pair_of_which_both_are_gone_ends():
    decision = decide(links(link(ACCOUNT, ACME, ACME_CUSTOMER)), System.CRM, ACME)
    assert (decision.outcome, decision.steps) == ("kept", ())
    assert [each.state for each in decision.endings] == [LinkState.DELETED]


def test_a_contact_person_is_removed_with_its_contact():
    decision = decide(links(link(PERSON, ADA, ADA_PERSON)), System.CRM, ADA, ADA_PERSON)
    assert (decision.outcome, decision.reason.code) == ("deleted", "person-deleted")
    assert decision.steps[0].module == "contact_persons"


def test_the_customer_of_a_contact_is_deleted_as_a_customer():
    individual = customer(22, "Ada Hill", customer_sub_type="individual")
    decision = decide(links(link(CONTACT, ADA, individual)), System.CRM, ADA, individual)
    assert (decision.outcome, decision.steps[0].module) == ("deleted", "customers")


def test_contact_persons_are_let_go_with_their_customer():
    known = links(link(ACCOUNT, ACME, ACME_CUSTOMER), link(PERSON, ADA, ADA_PERSON))
    decision = decide(known, System.CRM, ACME, ACME_CUSTOMER, persons={ACME_CUSTOMER.id: (ADA_PERSON,)})
    assert [(each.link.kind, each.state) for each in decision.endings] == [
        ("person", LinkState.CONVERTED),
        ("account", LinkState.DELETED),
    ]
    assert decision.steps[0].write == Delete(ACME_CUSTOMER.id, own=(ADA_PERSON.id,)), "and nobody else's"


def test_a_deletion_answers_for_what_was_read_of_the_records_that_go_with_it():
    known = links(link(ACCOUNT, ACME, ACME_CUSTOMER))
    read = dict.fromkeys([ACME_CUSTOMER.ref, ADA_PERSON.ref])
    decision = decide(known, System.CRM, ACME, ACME_CUSTOMER, persons={ACME_CUSTOMER.id: (ADA_PERSON,)}, read=read)
    assert decision.covers == (ACME.ref, ACME_CUSTOMER.ref, ADA_PERSON.ref)


def test_a_customer_that_turns_inactive_was_answered_for_if_it_was_read():
    known, read = links(link(ACCOUNT, ACME, ACME_CUSTOMER)), {ACME_CUSTOMER.ref: None}
    decision = decide(known, System.CRM, ACME, ACME_CUSTOMER, busy=[ACME_CUSTOMER.id], read=read)
    assert decision.covers == (ACME.ref, ACME_CUSTOMER.ref)


def test_a_deletion_does_not_answer_for_what_was_not_read():
    decision = decide(links(link(ACCOUNT, ACME, ACME_CUSTOMER)), System.CRM, ACME, ACME_CUSTOMER)
    assert decision.covers == (ACME.ref,)


def test_every_deletion_is_decided_about_in_turn():
    gone = DeletionInput(System.CRM, deleted(ACME, ADA), {}, frozenset(), {}, {})
    assert [each.covers for each in plan_deletions(links(), gone)] == [(ACME.ref,), (ADA.ref,)]


def rules(product: str, *off: str) -> Origins:
    """The rules of a product, with these oddities switched off."""
    return origins(catalogue().product(product), Quirks(Journal(Clock(0)), off))


@pytest.mark.parametrize(
    ("product", "expected"),
    [
        ("invoice", Origins("invoice", kept_by="DEL-01")),
        ("books", Origins("books", kept_by="DEL-01")),
        ("billing", Origins("billing", kept_by="DEL-01")),
        ("import", Origins("import", deactivated_by="DEL-03", one_way=True)),
    ],
)
def test_each_product_has_its_rules_for_a_deletion(product: str, expected: Origins):
    assert rules(product) == expected


def test_switched_off_an_oddity_changes_the_rules_of_its_products_only():
    assert rules("books", "DEL-01") == Origins("books", keeps=False, kept_by="DEL-01")
    assert rules("import", "DEL-03") == Origins("import", deactivates=False, deactivated_by="DEL-03", one_way=True)
    for product, off in (("import", "DEL-01"), ("invoice", "DEL-03"), ("books", "DEL-03")):
        assert rules(product, off) == rules(product)


def ruled(product: str, origin: System, *off: str, busy: bool = False) -> Decision:
    """What a product decides about an account that was deleted in the CRM."""
    known = links(link(ACCOUNT, ACME, ACME_CUSTOMER, origin))
    given = {"busy": [ACME_CUSTOMER.id] if busy else [], "origins": rules(product, *off)}
    return decide(known, System.CRM, ACME, ACME_CUSTOMER, **given)


@pytest.mark.parametrize("product", ["invoice", "books", "billing"])
def test_keeping_what_was_born_in_finance_is_an_oddity(product: str):
    decision = ruled(product, System.FINANCE)
    assert (decision.outcome, decision.quirk) == ("kept", "DEL-01")


def test_what_was_born_in_the_crm_is_deleted_without_an_oddity():
    decision = ruled("books", System.CRM)
    assert (decision.outcome, decision.reason.code, decision.quirk) == ("deleted", "crm-deleted", None)


@pytest.mark.parametrize(("busy", "outcome"), [(False, "deleted"), (True, "deactivated")])
def test_without_the_oddity_birth_in_finance_counts_for_nothing(busy: bool, outcome: str):
    decision = ruled("books", System.FINANCE, "DEL-01", busy=busy)
    assert (decision.outcome, decision.quirk) == (outcome, "DEL-01")


def test_the_import_deletes_and_deactivates_by_rules_of_its_own():
    gone, inactive = ruled("import", System.CRM), ruled("import", System.CRM, busy=True)
    assert (gone.outcome, gone.reason.code, gone.quirk) == ("deleted", "import-deleted", None)
    assert (inactive.outcome, inactive.reason.code, inactive.quirk) == ("deactivated", "import-deactivated", "DEL-03")


def test_without_its_oddity_the_import_tries_to_delete_what_is_in_use():
    decision = ruled("import", System.CRM, "DEL-03", busy=True)
    assert (decision.outcome, decision.reason.code, decision.quirk) == ("deleted", "import-deleted", "DEL-03")
    assert [step.write for step in decision.steps] == [Delete(ACME_CUSTOMER.id, own=())]


@pytest.mark.parametrize("kind", [VENDOR, ITEM])
def test_vendors_and_items_go_in_their_own_modules(kind: Kind):
    crm = record(System.CRM, kind.crm.module, 51, **{kind.crm.name_field: "Acme"})
    finance = record(System.FINANCE, kind.finance.module, 61, **{kind.finance.name_field: "Acme"})
    base = FieldMap((MappedPair(kind.crm.name_field, kind.finance.name_field),)).base_of(("Acme",), ("Acme",))
    known = links(Link(kind.name, crm.id, finance.id, System.CRM, base))
    decision = decide(known, System.CRM, crm, finance, origins=rules("books"))
    assert [(step.module, step.write) for step in decision.steps] == [(kind.finance.module, Delete(finance.id, own=()))]
    assert decide(known, System.CRM, crm, finance, busy=[finance.id]).outcome == "deactivated"


BOLT = account(12, "Bolt")
MERGED = (Deletion(ACME.ref, 0, DeletionCause.MERGED, BOLT.id),)
BORN_IN_FINANCE = link(ACCOUNT, ACME, ACME_CUSTOMER, System.FINANCE)


def merged(*known: Link, winners: Mapping[RecordId, Record]) -> Decision:
    """What is decided about an account that was merged into another."""
    return decide(links(*known), System.CRM, ACME, ACME_CUSTOMER, deletions=MERGED, winners=winners)


def test_a_record_born_in_finance_goes_on_with_what_its_own_was_merged_into():
    decision = merged(BORN_IN_FINANCE, winners={BOLT.id: BOLT})
    assert (decision.outcome, decision.reason.code, decision.steps) == ("updated", "followed-merge", ())
    assert decision.link == BORN_IN_FINANCE.between(BOLT.id, ACME_CUSTOMER.id)
    assert [each.state for each in decision.endings] == [LinkState.DELETED]
    assert [each.write for each in decision.follow_ups] == [
        Update(ACME_CUSTOMER.id, {ACCOUNT.link_field: BOLT.id}),
    ]


@pytest.mark.parametrize(
    ("known", "winners"),
    [
        ((BORN_IN_FINANCE,), {}),
        ((BORN_IN_FINANCE, link(ACCOUNT, BOLT, customer(22))), {BOLT.id: BOLT}),
        ((link(ACCOUNT, ACME, ACME_CUSTOMER),), {BOLT.id: BOLT}),
    ],
    ids=["the winner is gone, too", "the winner is linked", "born in the CRM"],
)
def test_a_merge_is_a_deletion_else(known, winners):
    assert merged(*known, winners=winners).reason.code in ("kept", "crm-deleted")


def test_of_two_records_whose_own_were_merged_into_one_the_first_goes_on_with_it():
    cora, cora_customer = account(13, "Cora"), customer(23)
    both = links(BORN_IN_FINANCE, link(ACCOUNT, cora, cora_customer, System.FINANCE))
    gone = DeletionInput(
        System.CRM,
        (*MERGED, Deletion(cora.ref, 0, DeletionCause.MERGED, BOLT.id)),
        {each.id: each for each in (ACME_CUSTOMER, cora_customer)},
        frozenset(),
        {},
        {},
        {BOLT.id: BOLT},
    )
    assert [each.reason.code for each in plan_deletions(both, gone)] == ["followed-merge", "kept"]


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (LinkState.KEPT, "kept"),
        (LinkState.DEACTIVATED, "kept"),
        (LinkState.FINANCE_DELETED, "followed-merge"),
    ],
)
def test_nobody_goes_on_with_a_restored_record_whose_own_is_there(state, code):
    known = links(BORN_IN_FINANCE, link(ACCOUNT, BOLT, customer(22), System.FINANCE))
    former = known.live(System.CRM, BOLT.id)
    assert former is not None
    known.bury(former, state)
    decision = decide(known, System.CRM, ACME, ACME_CUSTOMER, deletions=MERGED, winners={BOLT.id: BOLT})
    assert decision.reason.code == code
