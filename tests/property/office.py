"""People at work on deals and documents around one connection: small numbers, as drawn, become steps on named records.

A number picks one of the records there are by counting round them; the step that comes of it names the record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from hypothesis import note
from hypothesis import strategies as st

from tests.property.office_start import (
    ACCOUNTS,
    FEW,
    FROM_VENDORS,
    LATER,
    LINES,
    SECTION,
    STAGES,
    TRIGGERS,
    WON,
    Beginning,
    Drawn,
    Steps,
    beginning_of,
    choose_triggers,
    connect,
    faults_of,
    is_two_way,
    opening,
    start_of,
    types_of,
)
from tests.property.people import renewing
from zsim.catalogue.life_cycles import APPROVES, LifeCycle, life_cycles
from zsim.explore.script import Named, Player, ScriptStep, do
from zsim.kernel.journal import Journal
from zsim.ports.records import RecordId, Ref
from zsim.world import Functions

Picked = TypeVar("Picked")
USERS = (None, None, None, "Rita", "Igor", "Nora")
LENGTHS = ({"seconds": 30}, {"minutes": 1}, {"minutes": 5}, {"hours": 3}, {"hours": 3}, {"days": 1})
IN_SECTION = ("send", "mark_sent", "accept", "decline", "convert", "void", "record_payment", "print", "comment")
RIGHTS: tuple[list[str], ...] = (["view"], ["create_edit"], ["email"], [])
TO = ("invoice", "bill", None)
WEIGHTS = """
    step 40, attempt 6, pay 12, unpay 8, repay 2, edit 6, put_off 12, settle_at_paid 6, make 10, delete 3, remark 5,
    associate 6, refresh 2, number 2, deal 6, stage 20, stages 4, deal_account 5, probability 4, deal_gone 4,
    account_gone 3, customer 8, account 2, native 1, prefer 5, plan 2, right 5, user 5, admit 3, hide 5, triggers 4,
    edition 3, wait 12, midnight 9, sync 2, key 2, renew 5, pause 2, resume 2, disable 2, enable 5, reconnect 2,
    reload 1
"""
"""What people do, and how often of all."""

VERBS = [verb for verb, weight in [each.split() for each in WEIGHTS.split(",")] for _ in range(int(weight))]
BEGINNING, MOVE = 18, 6
"""How many choices a beginning and a move are."""


class Move(NamedTuple):
    """Something drawn: the verb, on documents of which type, to which of them and by whom, and a choice."""

    verb: str
    type: str
    which: int
    choice: int
    user: str | None
    in_crm: bool


def move_of(product: str, drawn: Drawn) -> Move:
    """What somebody does, by the next bytes: with invoices and estimates twice as often as with other documents."""
    return Move(
        drawn.pick(VERBS),
        drawn.pick((*types_of(product).all, "estimates", "invoices")),
        drawn.pick(range(8)),
        drawn.pick(range(8)),
        drawn.pick(USERS),
        drawn.pick([True, False]),
    )


def work(length: int) -> st.SearchStrategy[bytes]:
    """What a world's beginning and up to so many moves are read from, any number of them being as likely."""
    return (
        st.integers(0, length)
        .map(lambda count: 2 * (BEGINNING + MOVE * count))
        .flatmap(lambda size: st.binary(min_size=size, max_size=size))
    )


def at_work(product: str, drawn: bytes, functions: Functions | None = None) -> Office:
    """Everybody, once they did what was drawn."""
    count, reader = len(drawn) // (2 * MOVE) - BEGINNING // MOVE, Drawn(drawn)
    office = Office(product, beginning_of(reader), functions)
    for _ in range(count):
        office.do(move_of(product, reader))
    return office


class Office:
    """One connection, its documents and deals, and everybody who works on them."""

    def __init__(self, product: str, beginning: Beginning, functions: Functions | None = None) -> None:
        self.product = product
        self.player = Player(start_of(product, beginning), functions, faults=faults_of(product, beginning))
        self._former: list[Journal] = []
        self._faulty = bool(beginning.faults)
        self._made = 0
        self._gone: list[str] = []
        self.play(*opening(product, beginning))

    def do(self, move: Move) -> None:
        """Do it, as far as the apps allow."""
        self.play(*getattr(self, f"_{move.verb}")(move))

    def play(self, *steps: ScriptStep) -> None:
        """Take some steps."""
        for step in steps:
            note(step)
            if step.verb == "export_and_load":
                self._former.append(self.player.world.journal)
            self.player.do(step)

    @property
    def journals(self) -> tuple[Journal, ...]:
        """The journals of all worlds they worked in, the present one's last."""
        return (*self._former, self.player.world.journal)

    def rest(self) -> None:
        """Open everything, live on into the next day until nothing is left to do, then sync and look once more."""
        self.play(*self._opened(), do("advance", days=1), *self._opened())
        self.play(do("advance_to", moment=f"{self._today + timedelta(days=1)} 12:00"), *self._synced(), *self._synced())
        before = self.player.world.snapshot()
        self.play(*self._synced())
        assert self.player.world.snapshot() == before, "one more run writes nothing"

    def _opened(self) -> Steps:
        types = types_of(self.product).shown if is_two_way(self.product) else ()
        return (
            do("settle"),
            *renewing(self.product),
            do("enable"),
            do("resume"),
            *[do("resume_sync", sync=each) for each in types],
            do("advance", minutes=5),
        )

    def _synced(self) -> Steps:
        lists = [f"{SECTION}.{each}" for each in types_of(self.product).shown]
        refreshed = [do("refresh", module=each, party=party) for each in lists for party in ACCOUNTS]
        return (do("instant_sync", sync="customers"), do("advance", minutes=5), *refreshed)

    # Documents.

    def _step(self, move: Move) -> Steps:
        """A move that is legal."""
        found = [(name, verb) for name in self._documents(move) for verb in self._legal(move.type, name)]
        picked = _pick(found, 8 * move.which + move.choice)
        return () if picked is None else self._acted(move, picked[1], picked[0])

    def _attempt(self, move: Move) -> Steps:
        """A move of the life cycle, legal or not."""
        verbs = sorted({each.verb for each in self._cycle(move).moves} & {*IN_SECTION, *ALSO})
        picked = _pick(self._documents(move), move.which)
        return () if picked is None or not verbs else self._acted(move, verbs[move.choice % len(verbs)], picked)

    def _make(self, move: Move) -> Steps:
        in_crm = move.in_crm and move.type in types_of(self.product).shown
        fields: dict[str, Any] = {"lines": LINES[move.which % len(LINES)]}
        deal = _pick(self._names("crm.deals"), move.which)
        if move.choice == 1:
            fields["send"] = True
        if move.choice == 2 and in_crm and deal is not None:
            fields["deal"] = Named(deal)
        if move.choice in (3, 4) and "due_date" in DUE.get(move.type, ""):
            fields["due_date"] = self._today + timedelta(days=1 if move.choice == 3 else -1)
        if move.choice == 5:
            fields["lines"] = BAD_LINES[move.which % len(BAD_LINES)]
        party = self._party(move, in_crm)
        if party is None and "deal" not in fields:
            return ()
        if party is not None:
            fields["vendor" if move.type in FROM_VENDORS and not in_crm else "customer"] = Named(party)
        module = f"{SECTION if in_crm else 'finance'}.{move.type}"
        return (do("create", name=self._new("document"), module=module, fields=fields, **self._by(move, in_crm)),)

    def _pay(self, move: Move) -> Steps:
        """A payment: some of the balance, all of it, or what cannot be paid."""
        called = "bills" if move.type in FROM_VENDORS and self.product == "books" else "invoices"
        found = self._documents(move._replace(type=called))
        payable = [
            each for each in found if self._field(each, "status") in ("sent", "open", "overdue", "partially_paid")
        ]
        picked = _pick(payable if move.choice < 4 else found, move.which)
        if picked is None:
            return ()
        balance = self._field(picked, "balance") or Decimal(1)
        amounts = (FEW, balance, balance, balance / 2, balance + 1, Decimal(0), Decimal("0.001"), Decimal(1))
        amount = amounts[move.choice].quantize(Decimal("0.001") if move.choice == 6 else Decimal("0.01"))
        return (
            do("record_payment", name=self._new("payment"), record=picked, amount=amount, **self._by_of(move, picked)),
        )

    def _unpay(self, move: Move) -> Steps:
        picked = _pick(self._names("finance.payments"), move.which)
        return () if picked is None else (do("delete", record=picked),)

    def _repay(self, move: Move) -> Steps:
        picked = _pick(self._names("finance.payments"), move.which)
        amount = (Decimal(1), FEW, Decimal(90))[move.choice % 3]
        return () if picked is None else (do("update", record=picked, fields={"amount": amount}),)

    def _edit(self, move: Move) -> Steps:
        status = self._cycle(move).states[move.which % len(self._cycle(move).states)]
        edits: tuple[Mapping[str, Any], ...] = (
            {"lines": LINES[move.which % len(LINES)]},
            {"notes": f"Note {move.which}"},
            {"reference_number": f"R-{move.which}"},
            {"lines": BAD_LINES[move.which % len(BAD_LINES)]},
            {"status": status},
            {"lines": LINES[0], "notes": None},
            {"date": self._today},
            {"customer": Named(("cora", "acme in finance")[move.which % 2])},
        )
        return self._edited(move, edits[move.choice], _pick(self._documents(move), move.which))

    def _put_off(self, move: Move) -> Steps:
        """Give a document another last day: later, or one that has gone by."""
        name = DUE.get(move.type)
        days = (5, 5, 5, 30, 1, 0, -1, -9)[move.choice]
        if name is None:
            return ()
        past = [each for each in self._documents(move) if self._field(each, "status") in ("overdue", "expired")]
        picked = _pick(past if move.choice < 4 else self._documents(move), move.which)
        return self._edited(move, {name: self._today + timedelta(days=days)}, picked)

    def _settle_at_paid(self, move: Move) -> Steps:
        """Lower the lines to what was paid already, or below it."""
        called = "bills" if move.type in FROM_VENDORS and self.product == "books" else "invoices"
        names = [each for each in self._documents(move._replace(type=called, in_crm=False)) if self._paid(each)]
        picked = _pick(names, move.which)
        if picked is None:
            return ()
        rate = self._paid(picked) - (Decimal(1) if move.choice == 0 else 0)
        return (do("update", record=picked, fields={"lines": ({"name": "Work", "rate": rate, "tax_percentage": 0},)}),)

    def _delete(self, move: Move) -> Steps:
        picked = _pick(self._documents(move), move.which)
        return () if picked is None else (do("delete", record=picked, **self._by_of(move, picked)),)

    def _remark(self, move: Move) -> Steps:
        picked = _pick(self._documents(move), move.which)
        if picked is None:
            return ()
        by = self._by_of(move, picked)
        remarks = (
            do("comment", record=picked, text="By May.", **by),
            do("attach", record=picked, file="a.txt", content="By May.", **by),
            do("print", record=picked, **by),
            do("view_summary", party=ACCOUNTS[move.which % 3], **({"by": move.user} if move.user else {})),
        )
        return (remarks[move.choice % len(remarks)],)

    def _associate(self, move: Move) -> Steps:
        picked = _pick(self._documents(move._replace(in_crm=False)), move.which)
        deal = _pick(self._names("crm.deals"), move.choice)
        if picked is None or deal is None:
            return ()
        own = self.player.names.of(Ref("crm", "Deals", RecordId(self._field(picked, "zcrm_potential_id") or "")))
        if move.choice < 3 and own is not None:
            return (do("dissociate", record=picked, deal=own),)
        verbs = ("associate", "dissociate") if move.in_crm else ("associate", "search_deals")
        verb = verbs[move.which % 2]
        return (do(verb, record=picked, **({"text": "f"} if verb == "search_deals" else {"deal": deal})),)

    def _refresh(self, move: Move) -> Steps:
        called = move.type if move.type in types_of(self.product).shown else "invoices"
        party = ACCOUNTS[move.choice % 3]
        return (do("refresh", module=f"{SECTION}.{called}", party=party, **self._by(move, True)),)

    def _number(self, move: Move) -> Steps:
        called = move.type if move.type in types_of(self.product).all else "invoices"
        choices: tuple[Mapping[str, Any], ...] = (
            {"next_number": 50},
            {"prefix": "A-"},
            {"next_number": 1},
            {"due_days": 1},
        )
        return (do("configure_documents", module=f"finance.{called}", choices=choices[move.choice % len(choices)]),)

    # Deals, and whom they are with.

    def _deal(self, move: Move) -> Steps:
        accounts = self._names("crm.accounts")
        account = _pick(accounts, move.which) if move.choice else None
        fields = {"Deal_Name": "Fit", "Stage": STAGES[move.choice % len(STAGES)], "Amount": 10 * move.which}
        party = {} if account is None else {"Account_Name": Named(account)}
        if move.choice == 7:
            party = {"Contact_Name": Named("ada")}
        return (do("create", name=self._new("deal"), module="crm.deals", fields={**fields, **party}),)

    def _stage(self, move: Move) -> Steps:
        return self._on_deal(move, {"Stage": STAGES[move.choice % len(STAGES)]})

    def _stages(self, move: Move) -> Steps:
        names = self._names("crm.deals")[move.which % 3 :][:3]
        stage = STAGES[move.choice % len(STAGES)]
        return (do("mass_update", module="crm.deals", records=names, fields={"Stage": stage}),) if names else ()

    def _deal_account(self, move: Move) -> Steps:
        account = _pick(self._names("crm.accounts"), move.choice)
        named = None if move.choice in (0, 7) or account is None else Named(account)
        return self._on_deal(move, {"Account_Name": named, **({"Amount": 7} if move.in_crm else {})})

    def _probability(self, move: Move) -> Steps:
        deals = "crm.deals"
        match move.choice:
            case 0 | 1:
                return (do("remove_field", module=deals, field="Probability"),)
            case 2 | 3:
                return (do("restore_field", module=deals, field="Probability"),)
            case 4 | 5:
                return (
                    do("update_stage", stage=(WON, LATER)[move.which % 2], probability=(100, 50, 0)[move.which % 3]),
                )
            case _:
                return self._on_deal(move, {"Probability": (100, 0, 50)[move.which % 3]})

    def _deal_gone(self, move: Move) -> Steps:
        return self._gone_or_back(move, "crm.deals")

    def _account_gone(self, move: Move) -> Steps:
        return self._gone_or_back(move, "crm.accounts")

    def _account(self, move: Move) -> Steps:
        fields = {"Account_Name": ("Acme", "Corp", "Dune")[move.choice % 3]}
        return (do("create", name=self._new("account"), module="crm.accounts", fields=fields),)

    def _customer(self, move: Move) -> Steps:
        """A customer is made inactive or active, given or taken an email, or deleted."""
        picked = _pick(self._names("finance.customers"), move.which)
        if picked is None:
            return ()
        deeds = (
            do("deactivate", record=picked),
            do("deactivate", record=picked),
            do("activate", record=picked),
            do("activate", record=picked),
            do("update", record=picked, fields={"email": "ada@x.example"}),
            do("update", record=picked, fields={"email": None}),
            do("delete", record=picked),
            do("update", record=picked, fields={"payment_terms": 1}),
        )
        return (deeds[move.choice],)

    def _native(self, move: Move) -> Steps:
        """The CRM's own quotes and invoices, which stay apart."""
        fields = {"Subject": "Fit", "Account_Name": Named(ACCOUNTS[move.which % 3])}
        return (do("create", name=self._new("native"), module="crm.invoices", fields=fields),)

    # Rights, choices, time and the connection.

    def _prefer(self, move: Move) -> Steps:
        choices: tuple[Mapping[str, Any], ...] = (
            {"convert_accepted": "draft"},
            {"convert_accepted": "sent"},
            {"convert_accepted": "off"},
            {"tax_mandatory": True},
            {"tax_mandatory": False},
            {"approvals": True},
            {"approvals": True},
            {"approvals": False},
        )
        return (do("update_preferences", app="finance", changes=choices[move.choice]),)

    def _plan(self, move: Move) -> Steps:
        """A plan that is full or, more often, without a limit."""
        return (do("set_plan", app="finance", documents_max=3 if move.choice == 0 else None),)

    def _right(self, move: Move) -> Steps:
        called = move.type if move.type in types_of(self.product).shown and move.choice < 7 else "summary"
        rights = RIGHTS[move.choice % 4] if called != "summary" else []
        return (do("allow" if move.in_crm else "deny", profile="Sales", type=called, rights=rights),)

    def _user(self, move: Move) -> Steps:
        users = (
            do("create_user", app="finance", user="Nora", email="nora@x.example"),
            do("deactivate_user", app="finance", user="Rita"),
            do("activate_user", app="finance", user="Rita"),
            do("update_user", app="crm", user="Rita", profile=("Standard", "Sales")[move.which % 2]),
            do("delete_user", app="finance", user="Rita"),
            do("create_user", app="finance", user="Rita", email="rita@x.example"),
            do("deactivate_user", app="crm", user="Igor"),
            do("activate_user", app="crm", user="Igor"),
        )
        return (users[move.choice],)

    def _admit(self, move: Move) -> Steps:
        verb = "remove_integration_user" if move.in_crm else "add_integration_user"
        return (do(verb, user=("Igor", "Nora", "Rita")[move.choice % 3]),)

    def _hide(self, move: Move) -> Steps:
        modules = [("Finance_Invoices", "Finance_Estimates", "Deals")[move.which % 3]]
        return (do("show_modules" if move.choice % 2 else "hide_modules", profile="Sales", modules=modules),)

    def _triggers(self, move: Move) -> Steps:
        return (choose_triggers(self.product, move.choice % len(TRIGGERS)),)

    def _edition(self, move: Move) -> Steps:
        return (do("set_edition", app="finance", edition="IN" if move.choice % 3 else "US"),)

    def _wait(self, move: Move) -> Steps:
        return (do("advance", **LENGTHS[move.choice % len(LENGTHS)]),)

    def _midnight(self, move: Move) -> Steps:
        """To a minute before the day ends, or just into the next one."""
        day, minute = (self._today, "23:59") if move.choice % 2 else (self._today + timedelta(days=1), "00:01")
        return (do("advance_to", moment=f"{day} {minute}"),)

    def _sync(self, move: Move) -> Steps:
        return (do("save_and_sync" if move.choice < 3 else "instant_sync", sync="customers"),)

    def _key(self, move: Move) -> Steps:
        return (do("generate_zsc_key", app="crm"),)

    def _renew(self, move: Move) -> Steps:
        return renewing(self.product)

    def _pause(self, move: Move) -> Steps:
        return (
            (do("pause"),)
            if move.choice < 3 or not is_two_way(self.product)
            else (do("pause_sync", sync=self._shown(move)),)
        )

    def _resume(self, move: Move) -> Steps:
        return (
            (do("resume"),)
            if move.choice < 3 or not is_two_way(self.product)
            else (do("resume_sync", sync=self._shown(move)),)
        )

    def _disable(self, move: Move) -> Steps:
        return (do("disable"),)

    def _enable(self, move: Move) -> Steps:
        return (do("enable"),)

    def _reconnect(self, move: Move) -> Steps:
        """Now and then the connection is deleted and made anew; a fault at that is told to the world (DIS-16)."""
        if move.choice > 2 or self._faulty:
            return ()
        shown = [do("enable_transactions", modules=types_of(self.product).shown)] * is_two_way(self.product)
        gone = do("delete_integration", **({"convert": "all"} if self.product != "import" else {}))
        return (do("disable"), gone, *connect(self.product), *shown, choose_triggers(self.product, move.which % 3))

    def _reload(self, move: Move) -> Steps:
        return (do("export_and_load"),)

    # What there is.

    @property
    def _today(self) -> date:
        return self.player.world.now.date()

    def _names(self, module: str) -> list[str]:
        return self.player.names.all(module)

    def _documents(self, move: Move) -> list[str]:
        """The documents of a type, in the CRM's section or in finance."""
        types = types_of(self.product)
        if move.in_crm and move.type in types.shown:
            return self._names(f"{SECTION}.{move.type}")
        return self._names(f"finance.{move.type}") if move.type in types.all else []

    def _cycle(self, move: Move) -> LifeCycle:
        return life_cycles()[move.type]

    def _legal(self, type: str, name: str) -> tuple[str, ...]:
        asked = self.product == APPROVES and self.player.world[self.product].preferences.approvals
        return life_cycles()[type].verbs(str(self._field(name, "status")), asked)

    def _field(self, name: str, field: str) -> Any:
        return self.player.names.record(name).record.fields.get(field)

    def _paid(self, name: str) -> Decimal:
        return (self._field(name, "total") or Decimal(0)) - (self._field(name, "balance") or Decimal(0))

    def _party(self, move: Move, in_crm: bool) -> str | None:
        if not in_crm:
            module = "finance.vendors" if move.type in FROM_VENDORS else "finance.customers"
            return _pick(self._names(module), move.which)
        module = "crm.vendors" if move.type in FROM_VENDORS else "crm.accounts"
        if move.choice == 6 and move.type not in FROM_VENDORS:
            module = "crm.contacts"
        return _pick(self._names(module), move.which)

    def _is_shown(self, name: str) -> bool:
        return self.player.names.record(name).ref.app == "crm"

    def _by(self, move: Move, in_crm: bool) -> Mapping[str, str]:
        """Who does it: in finance, those who are its users."""
        return {"by": move.user} if move.user is not None and (in_crm or move.user == "Rita") else {}

    def _by_of(self, move: Move, name: str) -> Mapping[str, str]:
        return self._by(move, self._is_shown(name))

    def _acted(self, move: Move, verb: str, name: str) -> Steps:
        given: dict[str, Any] = dict(self._by_of(move, name))
        if verb == "convert":
            given |= {"name": self._new("document")} | ({"to": TO[move.which % 3]} if move.choice == 3 else {})
        if verb == "send" and move.choice == 2 and not self._is_shown(name):
            given["to"] = ("rita@x.example", "nobody")[move.which % 2]
        if verb == "record_payment":
            given |= {"name": self._new("payment"), "amount": FEW}
        return (do(verb, record=name, **given),)

    def _edited(self, move: Move, fields: Mapping[str, Any], picked: str | None) -> Steps:
        return () if picked is None else (do("update", record=picked, fields=fields, **self._by_of(move, picked)),)

    def _on_deal(self, move: Move, fields: Mapping[str, Any]) -> Steps:
        picked = _pick(self._names("crm.deals"), move.which)
        return () if picked is None else (do("update", record=picked, fields=fields),)

    def _gone_or_back(self, move: Move, module: str) -> Steps:
        """A record is deleted, or one that was comes back."""
        if move.in_crm and self._gone:
            return (do("restore", record=self._gone.pop(move.choice % len(self._gone))),)
        picked = _pick(self._names(module), move.which)
        if picked is None:
            return ()
        self._gone.append(picked)
        return (do("delete", record=picked),)

    def _shown(self, move: Move) -> str:
        return move.type if move.type in types_of(self.product).shown else "invoices"

    def _new(self, kind: str) -> str:
        self._made += 1
        return f"{kind} {self._made} made"


ALSO = ("submit", "approve", "reject", "mark_open", "cancel", "close", "reopen")
"""Verbs of life cycles that people do in finance alone."""

DUE: Mapping[str, str] = {"estimates": "expiry_date", "invoices": "due_date", "bills": "due_date"}
"""The last day of a document, by type."""

BAD_LINES: tuple[tuple[Mapping[str, Any], ...], ...] = (
    (),
    ({"name": "Work", "rate": -1},),
    ({"rate": 10},),
    ({"name": "Work", "rate": 10},),
    ({"name": "Work", "colour": "red"},),
)
"""Lines that are refused, or are where a tax is asked for."""


def _pick(found: Sequence[Picked], which: int) -> Picked | None:
    return found[which % len(found)] if found else None
