"""Whatever people do in Invoice and MarketingHub, every fetch of leads leaves the lists in order.

The world's own checks judge every fetch; at the end everybody who can be written to is on the lists, and one more fetch
of all data changes nothing.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import Phase, given, note, settings
from hypothesis import strategies as st

from zsim.checks import InvariantViolated
from zsim.explore import BUGS, Bug, MetBy
from zsim.explore.drawing.leads import BAD, COUNTRIES, GOOD, ROLES, STRANGE, TIMES, ZONES
from zsim.explore.script import Player, ScriptStep, Start, do
from zsim.sync import EngineFunctions
from zsim.sync.leads import LeadFunctions, LeadState, LeadSync

ADDRESSES = (*GOOD, *STRANGE, *ROLES, *BAD)
WRITABLE = frozenset(each.strip().casefold() for each in (*GOOD, *STRANGE))
STARTS = ("2026-03-27 12:00", "2026-10-23 12:00", "2011-12-28 06:00")
HOURS = (0, 1, 5, 11, 24, 50)
VERBS = (
    *("create", "create", "create", "readdress", "edit", "delete", "merge"),
    *("unsubscribe", "leave_list", "bounce", "deliver", "complain", "delete_lead", "make_lead", "readdress_lead"),
    *("add", "remove", "delete_list", "edit_retrieval", "put_off", "map", "wait", "wait", "wait", "wait"),
    *("change_account", "enter_account", "activate", "deactivate", "recover", "recover"),
)


class Move(NamedTuple):
    """Something drawn: the verb, to which record and by which sync or list, and values to pick from."""

    verb: str
    which: int
    sync: int
    address: str | None
    choice: int


ADDRESS = st.sampled_from(GOOD) | st.sampled_from(ADDRESSES)
MOVES = st.builds(Move, st.sampled_from(VERBS), st.integers(0, 5), st.integers(0, 2), ADDRESS, st.integers(0, 5))


Steps = tuple[ScriptStep, ...]
CUSTOMERS, LEADS = "invoice.customers", "marketinghub.leads"
LISTS = {"news": "News", "offers": "Offers"}
INDIA = ("billing_address.country", "is", "India")
SYNCS = {"all news": "news", "all offers": "offers", "news of India": "news"}
OPEN_ALL = (
    do("update_account", email="present", key="present"),
    *[do("activate_sync", sync=each) for each in SYNCS],
)


class Campaign:
    """People at work in Invoice and MarketingHub, with three syncs into two lists.

    The first two bring all data into one list each, the third what changed among the contacts of one country.
    """

    def __init__(
        self, start: str, call_ms: int, zone: str, functions: EngineFunctions | LeadFunctions | None = None
    ) -> None:
        self.player = Player(Start("invoice", moment=start, call_ms=call_ms, settles=False), functions)
        self._persons = self._leads = 0
        self.play(
            *[do("create", name=name, module="marketinghub.lists", fields={"name": LISTS[name]}) for name in LISTS]
        )
        for number, address in enumerate(GOOD):
            self.do(Move("create", number, 0, address, number))
        self.play(do("connect_marketinghub"))
        for name, mailing_list in SYNCS.items():
            criteria = {"criteria": [INDIA]} if name == "news of India" else {}
            self.play(
                do("new_sync", sync=name, mailing_list=mailing_list, **criteria),
                do("schedule", sync=name, frequency="daily", at="02:30", zone=zone),
                *[do("retrieve", sync=name, after="now")] * len(criteria),
                do("initiate", sync=name),
            )

    def do(self, move: Move) -> None:
        """Do it, as far as the apps allow."""
        self.play(*getattr(self, f"_{move.verb}")(move))

    def play(self, *steps: ScriptStep) -> None:
        """Take some steps."""
        for step in steps:
            note(step)
            self.player.do(step)

    def rest(self) -> None:
        """Open everything, fetch all data daily until nothing is left to do, then once more."""
        self.play(*OPEN_ALL)
        self.play(*[do("edit_retrieval", sync=each, frequency="daily", data="all") for each in SYNCS])
        self.play(do("advance", days=3))
        syncs = self.player.world.sync_services().syncs
        before, fetches = self._standing(), [len(sync.history) for sync in syncs]
        self.play(do("advance", days=2))
        assert self._standing() == before
        for sync, count in zip(syncs, fetches, strict=True):
            if sync.state is LeadState.ACTIVE:
                assert len(sync.history) > count
                assert (sync.history[-1].new, sync.history[-1].readded, sync.history[-1].deleted) == (0, 0, 0)
                self._assert_everybody_is_there(sync)

    def _assert_everybody_is_there(self, sync: LeadSync) -> None:
        """Whoever can be written to and meets the criteria is a lead on the list, or unsubscribed from it."""
        hub = self.player.world.marketinghub
        contacts = [*self.player.world.snapshot()["invoice"]["customers"].values()]
        if sync.description == "news of India":
            contacts = [each for each in contacts if each.get("billing_address.country") in ("India", " india ")]
        mailing_list = hub.lists.one(name=sync.details.mailing_list)
        for address in dict.fromkeys([str(each.get("email") or "").strip().casefold() for each in contacts]):
            if address in WRITABLE and all(each.reason == "deleted" for each in hub.suppressions.find(email=address)):
                lead = hub.leads.one(email=address)
                assert lead.status != "active" or mailing_list in (*lead.lists, *lead.left_lists)

    def _standing(self) -> object:
        """Leads and who is on which list; two contacts of one address may hold different names, which alternate."""
        modules = self.player.world.snapshot()["marketinghub"]
        names = ("email", "status", "lists", "left_lists")
        leads = {number: [fields.get(name) for name in names] for number, fields in modules["Leads"].items()}
        return leads, modules["Suppressions"]

    # In Invoice.

    def _create(self, move: Move) -> Steps:
        self._persons += 1
        fields = {
            "contact_name": f"Person {self._persons}",
            "first_name": f"P{move.which}",
            "email": move.address,
            "billing_address.country": COUNTRIES[move.choice % len(COUNTRIES)],
        }
        return (do("create", name=f"person {self._persons}", module=CUSTOMERS, fields=fields),)

    def _readdress(self, move: Move) -> Steps:
        return self._on(CUSTOMERS, move, "update", fields={"email": move.address})

    def _edit(self, move: Move) -> Steps:
        country = COUNTRIES[move.choice % len(COUNTRIES)]
        changes = {"first_name": "" if move.sync == 2 else f"Q{move.sync}", "billing_address.country": country}
        return self._on(CUSTOMERS, move, "update", fields=changes)

    def _delete(self, move: Move) -> Steps:
        return self._on(CUSTOMERS, move, "delete")

    def _merge(self, move: Move) -> Steps:
        return self._on(CUSTOMERS, move, "merge", others=self._picked(CUSTOMERS, move.which + 1))

    def _change_account(self, move: Move) -> Steps:
        if move.sync:
            return (do("generate_zsc_key", app="invoice"),)
        return (do("set_email", app="invoice", email=f"owner{move.choice}@invoice.example"),)

    # In MarketingHub: leads and lists.

    def _unsubscribe(self, move: Move) -> Steps:
        return self._on(LEADS, move, "unsubscribe")

    def _leave_list(self, move: Move) -> Steps:
        return self._on(LEADS, move, "unsubscribe", from_list=self._list(move))

    def _bounce(self, move: Move) -> Steps:
        return self._on(LEADS, move, "bounce", hard=move.sync == 2) * (move.choice + 3)

    def _deliver(self, move: Move) -> Steps:
        return self._on(LEADS, move, "deliver")

    def _complain(self, move: Move) -> Steps:
        return self._on(LEADS, move, "complain")

    def _delete_lead(self, move: Move) -> Steps:
        return self._on(LEADS, move, "delete")

    def _make_lead(self, move: Move) -> Steps:
        self._leads += 1
        return (do("create", name=f"lead {self._leads}", module=LEADS, fields={"email": move.address}),)

    def _readdress_lead(self, move: Move) -> Steps:
        return self._on(LEADS, move, "update", fields={"email": move.address})

    def _add(self, move: Move) -> Steps:
        return (do("add_to_list", list=self._list(move), leads=self._picked(LEADS, move.which)),)

    def _remove(self, move: Move) -> Steps:
        return (do("remove_from_list", list=self._list(move), leads=self._picked(LEADS, move.which)),)

    def _delete_list(self, move: Move) -> Steps:
        """Rarely: nothing is left to look at without lists."""
        return (do("delete", record=self._list(move)),) if move.choice == 5 else ()

    # In MarketingHub: the syncs.

    def _enter_account(self, move: Move) -> Steps:
        return (do("update_account", **{"email": "present"} if move.sync else {}, key="present"),)

    def _recover(self, move: Move) -> Steps:
        return OPEN_ALL

    def _activate(self, move: Move) -> Steps:
        return (do("activate_sync", sync=_sync(move)),)

    def _deactivate(self, move: Move) -> Steps:
        return (do("deactivate_sync", sync=_sync(move)),)

    def _edit_retrieval(self, move: Move) -> Steps:
        choices: dict[str, object]
        if move.choice < 4:
            choices = {"at": TIMES[move.choice % len(TIMES)], "zone": ZONES[move.which % len(ZONES)]}
        elif move.choice == 4:
            choices = {"frequency": ("daily", "weekly", "monthly")[move.which % 3], "weekday": 0, "day": 31}
        else:
            choices = {"data": "all"} if move.which % 2 else {"after": "now"}
        return (do("edit_retrieval", sync=_sync(move), **choices),)

    def _put_off(self, move: Move) -> Steps:
        """The day's time is moved to the end of the day, whether or not it has come."""
        return (do("edit_retrieval", sync=_sync(move), frequency="daily", at="23:59"),)

    def _map(self, move: Move) -> Steps:
        changes = {"billing_address.country": "country" if move.choice % 2 else ""}
        return (do("edit_mapping", sync=_sync(move), changes=changes),)

    def _wait(self, move: Move) -> Steps:
        return (do("advance", hours=HOURS[move.choice], minutes=move.which),)

    def _picked(self, module: str, which: int) -> tuple[str, ...]:
        names = self.player.names.all(module)
        return (names[which % len(names)],) if names else ()

    def _on(self, module: str, move: Move, verb: str, **given: object) -> Steps:
        return tuple([do(verb, record=each, **given) for each in self._picked(module, move.which)])

    def _list(self, move: Move) -> str:
        return next(iter(self._picked("marketinghub.lists", move.sync)), "news")


def _sync(move: Move) -> str:
    return tuple(SYNCS)[move.sync]


some_work = given(
    st.sampled_from(STARTS),
    st.sampled_from([0, 0, 900, 60_000]),
    st.sampled_from(ZONES),
    st.lists(MOVES, max_size=40),
)


@some_work
def test_leads_stay_in_order(start: str, call_ms: int, zone: str, moves: list[Move]) -> None:
    campaign = Campaign(start, call_ms, zone)
    for move in moves:
        campaign.do(move)
    campaign.rest()


@pytest.mark.parametrize("bug", [pytest.param(bug, id=bug.name) for bug in BUGS if bug.met_by is MetBy.LEADS])
def test_people_come_upon_every_planted_bug(bug: Bug) -> None:
    """Told by the world's own checks: what the test sees by itself is left aside."""

    @settings(max_examples=1500, phases=[Phase.generate])
    @some_work
    def play(start: str, call_ms: int, zone: str, moves: list[Move]) -> None:
        campaign = Campaign(start, call_ms, zone, bug.make())
        for move in moves:
            campaign.do(move)
        campaign.play(do("advance", days=3))

    with pytest.raises(InvariantViolated, match=bug.invariant):
        play()
