"""A small catalogue and a small recording, made up so that every state and every shape of a page occurs once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from zsim.catalogue import Area, Basis, Behaviour, Catalogue, Invariant, Option, Passage, Policy, catalogue
from zsim.explore.decision_table import TableRow
from zsim.fakes.store import Effect
from zsim.kernel.journal import Command, Entry
from zsim.ports.records import Fields, RecordId, Ref
from zsim.ports.refusals import Refusal
from zsim.recording.file import bytes_of, recording_of
from zsim.recording.naming import RecordedModule
from zsim.recording.plain import value_of
from zsim.recording.schema import Recording, ScenarioRun
from zsim.recording.worlds import kept_of
from zsim.report import Evidence
from zsim.sync import DecisionEntry, Grade, Outcome, RunEnded, RunStarted, Trigger
from zsim.world.journal_words.looks import Look
from zsim.world.journal_words.names import NameResolver

Data = dict[str, Any]

OFFICIAL = {"basis": Basis.OFFICIAL, "where": (Passage("H05", "Currently, you will be able to add"),)}
BEGAN_MS = 1_767_603_600_000
"""2026-01-05 09:00, in milliseconds of UTC."""
ACME, ACME_THERE = RecordId("700000100000000001"), RecordId("710000100000000001")
CALLED = {ACME: "Acme", ACME_THERE: "Acme"}
COUNTS = {"overwritten": 1, "failed": 0, "created": 1200}
SHORT_NAMES = {"invoice": "Invoice", "books": "Books", "billing": "Billing"}

CUSTOMERS = RecordedModule("customer", "contact_name", {}, ())
MODULES = {(key, "customers"): CUSTOMERS for key in SHORT_NAMES}
MODULES[("crm", "Accounts")] = RecordedModule("account", "Account_Name", {}, ())


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


def entry(number: int, kind: str, told: object, cause: int = 0, subject: object = None, actor: str = "sync") -> Entry:
    """One journal entry with its detail, or with words alone; a second passes with each."""
    subject, detail = (told, None) if isinstance(told, str) else (subject, told)
    return Entry(number, BEGAN_MS + 1000 * number, actor, kind, subject, cause, detail)


def run(data: Data) -> ScenarioRun:
    """What is recorded of a scenario; its "journal" holds entries, "looks" what was looked at."""
    journal, looks = tuple(data.get("journal", ())), tuple(data.get("looks", ()))
    rest = {name: each for name, each in data.items() if name not in ("journal", "looks")}
    told = value_of(ScenarioRun, rest, "the run")
    apps, names = {**SHORT_NAMES, "crm": "the CRM"}, lambda ref: CALLED.get(ref.id, ref.id)
    resolver = NameResolver(apps, {}, lambda *key: MODULES.get(key), _shown, names)
    return replace(told, entries=len(journal), kept=lambda: kept_of(journal, resolver, looks)) if journal else told


def recording(data: Data) -> Recording:
    """A whole recording, as it is read back."""
    rest = {name: each for name, each in data.items() if name != "scenarios"}
    scenarios = tuple(map(run, data["scenarios"]))
    return recording_of(bytes_of(replace(value_of(Recording, rest, "the recording"), scenarios=scenarios)))


def _shown(number: int, ref: Ref, fields: Fields) -> str:
    return str(fields.get("Account_Name") or fields.get("contact_name"))


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
    }
    return {**plain, **more}


def overwritten(product: str, **more: object) -> Data:
    """The scenario that has everything: steps, journal, runs, marks."""
    account, customer = Ref("crm", "Accounts", ACME), Ref(product, "customers", ACME_THERE)
    acme, phones = (
        {"Account_Name": "Acme", "Phone": "111"},
        [{"contact_name": "Acme", "phone": str(each)} for each in (999, 111)],
    )
    overwrote = DecisionEntry(
        "customers", Outcome.OVERWRITTEN, account, (), customer, "overwrite", "account 'Acme'", "customer 'Acme'"
    )
    journal = [
        entry(1, "step", ("given", "Acme stands on both sides"), actor="script"),
        entry(2, "command", Command("create", acme), 1, account[:2], "Administrator"),
        entry(3, "effect", Effect("created", None, acme), 2, account, "crm"),
        entry(4, "step", ("when", "customers are synced with 'overwrite'"), actor="script"),
        entry(5, "run", RunStarted(1, product, "customers", Trigger.INITIAL), 4),
        entry(6, "decision", overwrote, 5),
        entry(7, "effect", Effect("updated", *phones), 6, customer, product),
        entry(8, "mark", ("CON-02", "A new key kills the old one"), 5, actor="oddity"),
        entry(9, "run", RunEnded(1, "customers", Grade.DONE, None, COUNTS), 5),
        entry(10, "step", ("then", "the one customer carries the CRM's phone"), actor="script"),
        entry(11, "run", RunStarted(2, product, "customers", Trigger.SCHEDULED)),
        entry(12, "run", RunEnded(2, "customers", Grade.FAILED, "invalid key", {}), 11),
    ]
    steps = [
        {"keyword": "given", "text": "Acme stands on both sides", "first": 1, "last": 3},
        {"keyword": "when", "text": "customers are synced with 'overwrite'", "first": 4, "last": 9},
        {"keyword": "then", "text": "the one customer carries the CRM's phone", "first": 10, "last": 10},
        {"keyword": "then", "text": f"{product} has no <b>other</b> & no *second* one", "first": 10, "last": 10},
    ]
    plain: Data = {
        "title": "A customer typed in by hand takes the CRM's values.",
        "doc": "A customer typed in by hand takes the CRM's values.\n\nThe user saw two of them\nbefore.",
        "products": ["invoice", "books", "billing"],
        "tags": ["smoke"],
        "steps": steps,
        "journal": journal,
        "marks": ["CON-02"],
        "looks": [Look(10, customer[:2], "found", 1), Look(10, customer, "phone", "111")],
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
    customer = Ref("books", "customers", ACME_THERE)
    journal = [
        entry(1, "step", ("when", "it is deleted"), actor="script"),
        entry(2, "command", Command("delete", {}), 1, customer, "Administrator"),
        entry(3, "refusal", Refusal("'Acme' has transactions"), 2, customer, "Administrator"),
    ]
    steps = [{"keyword": "when", "text": "it is deleted", "first": 1, "last": 3}]
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
            error={"message": "not settled yet", "where": ""},
        ),
        result("customers/the_501st_person_fails[books]", ("CUS-27",), result="skipped"),
        result(
            "connection/a_new_key_kills_the_old[books]",
            ("CON-02",),
            moves=[move("books", "sales_orders", "void", "draft", "void")],
            journal=[entry(1, "run", RunStarted(1, "books", "customers", Trigger.SCHEDULED))],
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
    return {"scenarios": scenarios}


def small_evidence(decisions: tuple[TableRow, ...] = (), **more: object) -> Evidence:
    """The small catalogue in the light of the small recording."""
    return Evidence(small_catalogue(), recording({**small_run(), **more}), decisions)
