"""What the scenarios about faults begin with, one record of every sort on either side, and what they ask in the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from scenarios.faults._sorts import CUSTOMER, NAMES, OTHERS, SORTS, Records, Sort, modules
from zsim import World
from zsim.fakes.store.handle import Handle
from zsim.sync import Integration, Run

TWO_WAY = ("invoice", "books", "billing")
"""The products that sync both ways; the import only fetches."""
WITH_KEY = ("invoice", "books")
"""Those of them that are connected with a key."""

LOST = pytest.mark.parametrize("lost", ["on its way", "on the way back"])
"""What becomes of a write that is not answered."""

CALLS = {
    "open": "the opening",
    "fields": "the question for fields",
    "changed": "the page of changes",
    "deleted": "the page of deletions",
    "search": "the search",
    "write": "the write",
}
"""What each kind of call is to people."""


def in_crm(world: World, product: str, names: Mapping[Sort, str] = NAMES, **texts: str) -> Records:
    """A record of every sort, typed into the CRM; ``text`` fills its other field."""
    return {each: each.add_to_crm(world, names[each], **{each.crm_text: texts.get("text")}) for each in SORTS[product]}


def in_finance(world: World, product: str, names: Mapping[Sort, str] = NAMES, **texts: str) -> Records:
    """A record of every sort, typed into finance; ``text`` fills its other field."""
    return {
        each: each.add_to_finance(world, product, names[each], **{each.finance_text: texts.get("text")})
        for each in SORTS[product]
    }


def many_in_crm(world: World, sort: Sort, count: int) -> None:
    """So many records of one sort, typed into the CRM."""
    for number in range(count):
        sort.add_to_crm(world, f"{NAMES[sort]} {number:03}")


def edit_in_crm(world: World, ours: Records, text: str) -> None:
    """Fill the other field of these records of the CRM."""
    for sort, each in ours.items():
        sort.edit_in_crm(world, each, text)


def edit_in_finance(world: World, product: str, text: str) -> None:
    """Fill the other field of the one record that finance has of every sort."""
    for sort in SORTS[product]:
        (theirs,) = sort.in_finance(world, product).all()
        sort.edit_in_finance(world, product, theirs, text)


def set_up(world: World, product: str, duplicates: str = "skip", email: str | None = None) -> Integration:
    """Connect a product and save the preferences of all it syncs, both ways where it can; nothing runs yet."""
    sync = world.connect(product, email=email)
    if product == "import":
        sync.customers.configure(auto_update=True).save_and_sync_later()
        return sync
    usual = {"extent": "both_ways", "duplicates": duplicates}
    for module in modules(product):
        more = {"module": "accounts_and_contacts"} if module == "customers" else {}
        sync.module(module).configure(**usual, **more).save_and_sync_later()
    return sync


def lose(world: World, app: str, lost: str, *, module: str, call: int = 1) -> None:
    """Have a write to a module lost on its way, or its answer on the way back."""
    if lost == "on its way":
        world.faults.refused(app, error="NoAnswer", call=call, of="write", module=module)
    else:
        world.faults.answer_lost(app, call=call, module=module)


def later(world: World, ms: int, deed: Callable[[], object]) -> None:
    """Have somebody do something after so many milliseconds."""

    def act() -> None:
        deed()

    world.schedule.after(ms, act)


def run_all(world: World, product: str) -> None:
    """Run the syncs of all modules, one after the other, to their ends."""
    for module in modules(product):
        world.integration(product).module(module).instant_sync()
        world.settle()


def start_all(world: World, product: str) -> None:
    """Ask for the syncs of all modules at once; they run as time goes on."""
    for module in modules(product):
        world.integration(product).module(module).instant_sync()


def connected(world: World, product: str, duplicates: str = "skip") -> Integration:
    """Connect a product, and sync what is there."""
    sync = set_up(world, product, duplicates)
    run_all(world, product)
    return sync


def edited_in_crm(world: World, product: str, duplicates: str = "skip") -> Records:
    """A record of every sort, typed into the CRM and synced, and edited there since."""
    ours = in_crm(world, product, text="111")
    connected(world, product, duplicates)
    edit_in_crm(world, ours, "222")
    return ours


def deleted_but_acme(world: World, product: str) -> Records:
    """Acme and one more record of every sort, synced; these others were deleted in the CRM since, and are given."""
    ours = in_crm(world, product)
    ours[CUSTOMER] = CUSTOMER.add_to_crm(world, OTHERS[CUSTOMER])
    connected(world, product)
    for sort, each in ours.items():
        sort.delete_in_crm(world, each)
    return ours


def one_more_of_each(world: World, product: str) -> Records:
    """A record of every sort, synced and given, and another of each, typed into the CRM an hour later."""
    ours = in_crm(world, product)
    connected(world, product)
    world.advance(hours=1)
    in_crm(world, product, OTHERS)
    return ours


def with_invoices(world: World, product: str) -> Integration:
    """A record of every sort, synced, with invoices enabled."""
    in_crm(world, product)
    sync = connected(world, product)
    sync.transactions.enable("invoices")
    world.settle()
    return sync


def make_invoice(world: World, product: str, total: int = 100) -> Handle:
    """An invoice made in finance for its only customer."""
    (customer,) = world[product].customers.all()
    made: Handle = world[product].invoices.create(customer_id=customer, lines=[{"name": "Work", "rate": total}])
    return made


def history(world: World, product: str, module: str) -> tuple[Run, ...]:
    """The finished runs of a module."""
    runs: tuple[Run, ...] = world.integration(product).module(module).history
    return runs


def last_runs(world: World, product: str) -> list[Run]:
    """The last run of each module."""
    return [world.integration(product).module(each).history[-1] for each in modules(product)]


def grades(world: World, product: str) -> set[str]:
    """How the last runs of the modules ended."""
    return {each.grade.value for each in last_runs(world, product)}


def added(world: World, product: str) -> int:
    """How many records the last runs say they added."""
    return sum([each.added for each in last_runs(world, product)])


def texts_in_finance(world: World, product: str) -> set[str | None]:
    """What the other field of finance's records holds; ``None`` is among it where there is no record of some sort."""
    found: set[str | None] = set()
    for sort in SORTS[product]:
        found.update([getattr(each, sort.finance_text) for each in sort.in_finance(world, product).all()] or [None])
    return found


def invoices_shown(world: World) -> list[str]:
    """The numbers of the invoices that the CRM shows."""
    return [each.invoice_number for each in world.crm.zoho_finance.invoices.all()]


def all_noted(world: World, product: str) -> bool:
    """Whether every record of finance holds the id of its CRM record."""
    sync = world.integration(product)
    return all(
        getattr(each, sort.noted) == link.crm_id
        for sort in SORTS[product]
        for each in sort.in_finance(world, product).all()
        for link in sync.links
        if link.finance_id == each.id
    )


def stands(world: World, product: str) -> dict[str, object]:
    """The names of all records in the CRM and in finance, by their sort, and how many pairs there are."""
    pairs = len(world.integration(product).links)
    return {**{sort.finance: sort.names(world, product) for sort in SORTS[product]}, "pairs": pairs}


def each_once(product: str, *names: Mapping[Sort, str]) -> dict[str, object]:
    """What ``stands`` gives where there is one record of each of these names on either side, all in pairs."""
    wanted = {sort: sorted([each[sort] for each in names]) for sort in SORTS[product]}
    pairs = sum(map(len, wanted.values()))
    return {**{sort.finance: (each, each) for sort, each in wanted.items()}, "pairs": pairs}
