"""A small catalogue and a small recording, made up so that every state and every shape of a page occurs once."""

from __future__ import annotations

from dataclasses import replace

from zsim.catalogue import Area, Basis, Behaviour, Catalogue, Invariant, Option, Passage, Policy, catalogue
from zsim.explore.decision_table import TableRow
from zsim.report import Evidence
from zsim.report.recording import recording_of

Data = dict[str, object]

OFFICIAL = {"basis": Basis.OFFICIAL, "where": (Passage("H05", "Currently, you will be able to add"),)}
SHORT_NAMES = {"invoice": "Invoice", "books": "Books", "billing": "Billing"}


def behaviour(number: int, title: str, products: tuple[str, ...], area: str = "CUS", **more: object) -> Behaviour:
    """A behaviour that rests on two documents unless told otherwise."""
    plain = Behaviour(
        id=f"{area}-{number:02}",
        area=area,
        title=title,
        rule=f"{title}, says the rule.",
        products=products,
        basis=Basis.SEED,
        where=(Passage("000", "Sync items"), Passage("002", "Sync Vendors"), Passage("002", "Sync Options")),
    )
    return replace(plain, **more)


def small_catalogue() -> Catalogue:
    """Three areas, three products, one policy."""
    everywhere = tuple(SHORT_NAMES)
    return Catalogue(
        areas=(Area("CON", "Connection and keys"), Area("CUS", "Customers"), Area("DEL", "Deletions, merging")),
        behaviours=(
            behaviour(1, "A key opens one product", ("invoice", "books"), area="CON"),
            behaviour(2, "A new key kills the old one", ("books",), area="CON", quirk=True, **OFFICIAL),
            behaviour(9, "The duplicate key of a customer", everywhere),
            behaviour(12, "Overwrite", everywhere),
            behaviour(13, "Skip", everywhere, where=(Passage("003", "Sync Items"),), taken_over=("invoice", "books")),
            behaviour(
                21,
                "Both sides edited: who wins?",
                ("books",),
                where=(),
                basis=Basis.RULING,
                alternative="The last edit wins.",
            ),
            behaviour(27, "At most 500", ("books",), **OFFICIAL),
            behaviour(1, "Kept in finance", ("books",), area="DEL"),
        ),
        products=tuple(replace(catalogue().product(key), name=name) for key, name in SHORT_NAMES.items()),
        policies=(
            Policy(
                name="conflicts",
                default="first_reader",
                options=(Option("first_reader", "The side read first wins."), Option("last", "The last edit wins.")),
                decides=("CUS-21", "DEL-01"),
                why="No document names a winner.",
            ),
        ),
        documents=catalogue().documents,
        invariants=(Invariant("one-outcome", "Every record has one outcome.", ()),),
    )


def entry(number: int, kind: str, text: str, cause: int = 0, about: tuple[str, ...] = (), actor: str = "sync") -> Data:
    """One journal entry; a second passes with each."""
    at = f"2026-01-05 09:00:{number:02}"
    told: Data = {"n": number, "at": at, "actor": actor, "kind": kind, "cause": cause, "text": text}
    return {**told, "about": list(about)}


def result(scenario_id: str, covers: tuple[str, ...], **more: object) -> Data:
    """What a run of a scenario leaves behind; it passes without a story unless told otherwise."""
    product = scenario_id.partition("[")[2].rstrip("]").partition("-")[0] or None
    folder = scenario_id.partition("/")[0]
    plain: Data = {
        "id": scenario_id,
        "file": f"scenarios/{folder}/test_{folder}.py",
        "title": "It is as the rule says.",
        "doc": "It is as the rule says.",
        "covers": list(covers),
        "product": product,
        "products": [product] if product else [],
        "tags": [],
        "result": "passed",
        "seed": 7,
        "digest": "0123456789abcdef",
        "steps": [],
        "journal": [],
        "marks": [],
        "runs": [],
        "error": None,
    }
    return {**plain, **more}


def overwritten(product: str, **more: object) -> Data:
    """The scenario that has everything: steps, journal, runs, marks."""
    account, customer = ("700000100000000001", "Acme"), ("710000100000000001", "Acme")
    journal = [
        entry(1, "step", "Given Acme stands on both sides", actor="script"),
        entry(2, "command", "created account 'Acme' in the CRM (Phone 111)", 1, account, "Administrator"),
        entry(3, "effect", "account 'Acme' now stands in the CRM (Phone 111)", 2, account, "crm"),
        entry(4, "step", "When customers are synced with 'overwrite'", actor="script"),
        entry(5, "run", "an initial run of customers began", 4),
        entry(6, "decision", "overwrote customer 'Acme' (CUS-12)", 5, (*account, customer[0])),
        entry(7, "effect", "customer 'Acme' changed: Phone 999 → 111", 6, customer, product),
        entry(8, "mark", "the oddity CON-02 showed: A new key kills the old one", 5, actor="oddity"),
        entry(9, "step", "Then the one customer carries the CRM's phone", actor="script"),
        entry(10, "run", "a run nobody in the story waited for began"),
    ]
    steps = [
        {"keyword": "given", "text": "Acme stands on both sides", "from": 1, "to": 3},
        {"keyword": "when", "text": "customers are synced with 'overwrite'", "from": 4, "to": 8},
        {"keyword": "then", "text": "the one customer carries the CRM's phone", "from": 9, "to": 9},
        {"keyword": "then", "text": f"{product} has no <b>other</b> & no *second* one", "from": 9, "to": 9},
    ]
    first = {"module": "customers", "trigger": "initial", "at": "2026-01-05 09:00:05", "grade": "done", "reason": None}
    then = {**first, "trigger": "scheduled", "at": "2026-01-05 11:00:05", "grade": "failed", "reason": "invalid key"}
    plain: Data = {
        "title": "A customer typed in by hand takes the CRM's values.",
        "doc": "A customer typed in by hand takes the CRM's values.\n\nThe user saw two of them\nbefore.",
        "products": ["invoice", "books", "billing"],
        "tags": ["smoke"],
        "steps": steps,
        "journal": journal,
        "marks": ["CON-02"],
        "runs": [{**first, "counts": {"overwritten": 1, "failed": 0, "created": 1200}}, {**then, "counts": {}}],
    }
    scenario_id = f"customers/overwrite_replaces_what_the_crm_knows[{product}]"
    return result(scenario_id, ("CUS-12", "CUS-09"), **{**plain, **more})


def move(
    product: str, type: str, verb: str, before: str, after: str, times: int = 1, *, triggered: bool = False
) -> Data:
    """A move that documents made."""
    ends: Data = {"product": product, "type": type, "verb": verb, "before": before, "after": after}
    return {**ends, "times": times, "triggered": triggered}


def with_refusal() -> Data:
    """A scenario in which somebody is refused what was asked for."""
    journal = [
        entry(1, "step", "When it is deleted", actor="script"),
        entry(2, "command", "Administrator deleted customer 'Acme' in Books", 1, actor="Administrator"),
        entry(3, "refusal", "Administrator was refused: 'Acme' has transactions", 2, actor="Administrator"),
    ]
    steps = [{"keyword": "when", "text": "it is deleted", "from": 1, "to": 3}]
    return result("bugs/it_is_refused[books]", (), steps=steps, journal=journal)


def small_run() -> Data:
    """A recording in which something passed, failed, was skipped, and was expected to fail."""
    trouble: Data = {"message": "assert '999' == '111'", "where": "scenarios/customers/test_customers.py:41"}
    trouble |= {"statement": "assert acme.phone == '111'", "about": [2, 3, 6, 7]}
    scenarios = [
        overwritten("invoice"),
        overwritten("books"),
        overwritten("billing", result="failed", error=trouble),
        result("customers/skip_leaves_both_alone[books]", ("CUS-13",)),
        result("bugs/skip_leaves_both_alone[invoice-both_ways]", ("CUS-13", "CON-01")),
        result(
            "customers/the_last_edit_may_win[books]",
            ("CUS-21",),
            result="known gap",
            error={"message": "not settled yet", "where": None},
        ),
        result("customers/the_501st_person_fails[books]", ("CUS-27",), result="skipped"),
        result(
            "connection/a_new_key_kills_the_old[books]",
            ("CON-02",),
            moves=[move("books", "sales_orders", "void", "draft", "void")],
            journal=[entry(1, "run", "a run nobody in the story waited for began")],
        ),
        result(
            "connection/a_key_opens_one_product[books]",
            ("CON-01",),
            moves=[
                move("books", "sales_orders", "void", "draft", "void", 1200),
                move("books", "sales_orders", "void", "draft", "void", 7, triggered=True),
                move("billing", "estimates", "expire", "sent", "expired"),
            ],
        ),
        result("bugs/nothing_in_particular_is_shown", ()),
    ]
    return {"format": "zsim-run", "version": 1, "seed": 0, "selection": [], "scenarios": scenarios}


def small_evidence(decisions: tuple[TableRow, ...] = (), **more: object) -> Evidence:
    """The small catalogue in the light of the small recording."""
    return Evidence(small_catalogue(), recording_of({**small_run(), **more}), decisions)
