"""The reference model watches worlds, and tells where a planted bug leads them astray."""

from __future__ import annotations

import pytest

from zsim import World
from zsim.checks import InvariantViolated
from zsim.explore import BUGS, Bug
from zsim.explore.bank.planting import in_place
from zsim.explore.script import Named, Player, Start, StepOutcome, do
from zsim.fakes.finance.documents.estimates import EstimateModule
from zsim.kernel.errors import UsageError
from zsim.ports.errors import InvalidData
from zsim.ports.records import Fields, Record, RecordId

BUG = {each.name: each for each in BUGS}
CAUGHT = (
    "answer-twice",
    "overlook-links",
    "never-match",
    "write-again",
    "lose-trace",
    "tidy-up",
    "run-always",
    "forget-origin",
    "forget-transactions",
    "merge-by-hand",
    "leave-behind",
    "drop-outsiders",
    "add-twice",
    "push-twice",
    "mix-up-fields",
    "clear-the-way",
    "say-only",
    "give-to-the-last-owner",
    "merge-everywhere",
    "skip-whom-it-knows",
    "blame-the-one-before",
    "count-slots",
    "ignore-silently",
    "forget-suppression",
    "overlook-leads",
    "add-under-tags",
    "forget-states",
    "overrule",
    "show-for-ever",
    "forget-documents",
    "void-what-was-sent",
    "ask-for-no-edition",
    "tell-of-the-account",
    "use-up-numbers",
    "begin-numbers-anew",
    "tax-in-one",
    "discount-as-amount",
    "keep-what-was-paid",
    "settle-at-once",
    "edit-what-is-void",
    "void-with-other-lines",
    "void-on-closing",
    "delete-documents",
)
"""The planted bugs whose own script is enough for the model to tell them."""


def watched(bug: Bug, *, planted: bool) -> World:
    """A world in which the script of a bug was played."""
    world = World(functions=bug.make() if planted else None, model=True)
    try:
        bug.script(world)
        world.check()
    except InvariantViolated:
        pass
    return world


@pytest.mark.parametrize("bug", [each for each in BUGS if each.script], ids=lambda bug: bug.name)
def test_the_script_of_a_bug_is_nothing_to_the_model_without_it(bug: Bug) -> None:
    assert watched(bug, planted=False).judged.found == []


@pytest.mark.parametrize("bug", [each for each in BUGS if each.name in CAUGHT], ids=lambda bug: bug.name)
def test_the_model_tells_of_a_planted_bug(bug: Bug) -> None:
    assert watched(bug, planted=True).judged.found != []


def test_a_difference_is_told_with_its_rules_and_both_records() -> None:
    bug = next(each for each in BUGS if each.name == "say-only")
    told = str(watched(bug, planted=True).judged.found[0])
    assert "(CUS-21)" in told
    assert "crm's Accounts Acme" in told
    assert "books's customers Acme" in told


def asked_for_in_the_crm(name: str | None = None) -> World:
    """An invoice made in the CRM's section, of a product that shows the rest with the next refresh."""
    world = World(functions=None if name is None else BUG[name].make(), model=True)
    acme = world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect("invoice")
    for each in sync.modules:
        each.configure(extent="both_ways").save_and_sync()
        world.settle()
    sync.transactions.enable("invoices")
    world.settle()
    world.crm.zoho_finance.invoices.create(customer=acme, lines=[{"name": "Work", "rate": 10}])
    world.settle()
    return world


def test_what_a_command_of_the_crm_made_shows_there() -> None:
    assert asked_for_in_the_crm().judged.found == []
    assert [each.rules for each in asked_for_in_the_crm("not-shown-yet").judged.found] == [("TXN-30",)]


def approved_late(name: str | None = None) -> World:
    """A deal is won before its estimate was approved, which is done then; a slot comes after that."""
    world = World(functions=None if name is None else BUG[name].make(), model=True)
    acme = world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect("books")
    for each in sync.modules:
        each.configure(extent="both_ways").save_and_sync()
        world.settle()
    sync.transactions.enable("estimates", "invoices")
    sync.triggers.configure(estimate=True)
    deal = world.crm.deals.create(Deal_Name="Fit", Account_Name=acme, Stage="Qualification")
    world.advance(minutes=5)
    world.books.preferences.update(approvals=True)
    world.crm.deals.update(deal, Stage="Closed Won")
    world.advance(minutes=2)
    estimate = world.books.estimates.all()[0]
    estimate.submit()
    estimate.approve()
    world.advance(hours=3)
    return world


def test_a_slot_looks_again_at_what_nobody_had_approved() -> None:
    assert approved_late().judged.found == []
    assert approved_late("look-no-more").judged.found != []


def test_runs_are_counted_and_those_that_are_not_judged_by_their_reason() -> None:
    world = World(model=True)
    world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect("books").customers
    sync.configure(module="accounts").save_and_sync()
    world.settle()
    world.crm.generate_zsc_key()
    world.advance(hours=2)
    judged = world.judged
    assert (judged.found, judged.judged, dict(judged.left_out)) == ([], 1, {"it failed": 1})


def test_a_world_without_the_model_has_no_judgement() -> None:
    with pytest.raises(UsageError, match="model=True"):
        World().judged.found  # noqa: B018  the reading is what raises


def test_an_estimate_is_not_accepted_where_the_invoice_it_becomes_would_be_refused() -> None:
    world = World(model=True)
    acme = world.books.customers.create(contact_name="Acme")
    estimate = world.books.estimates.create(customer=acme, lines=[{"name": "Advice", "rate": 100}])
    world.books.preferences.update(tax_mandatory=True, convert_accepted="draft")
    with pytest.raises(InvalidData, match="tax"):
        estimate.accept()
    world.check()
    assert world.judged.found == []


@pytest.mark.parametrize("later_s", [0, 1])
def test_a_deal_saved_as_soon_as_a_connection_closes_may_go_either_way_under_skewed_clocks(later_s: int) -> None:
    world = World(model=True)
    acme = world.crm.accounts.create(Account_Name="Acme")
    integration = world.connect("books")
    integration.customers.configure(module="accounts").save_and_sync()
    integration.triggers.configure(estimate=True)
    world.settle()
    world.faults.clock_skew("crm", skew_ms=-1000)
    integration.disable()
    world.advance(seconds=later_s)
    world.crm.deals.create(Deal_Name="Roof", Account_Name=acme)
    integration.enable()
    world.advance(hours=2)
    assert world.judged.found == []


def test_a_first_name_edited_while_only_the_crms_values_crossed_takes_the_full_name_along_later() -> None:
    world = World(model=True)
    bolt = world.books.customers.create(contact_name="Bolt")
    person = world.books.contact_persons.create(contact_id=bolt, last_name="von Hill")
    customers = world.connect("books").customers
    customers.configure(extent="both_ways", module="accounts_and_contacts").save_and_sync()
    world.settle()
    customers.edit(extent="fetch")
    world.books.contact_persons.update(person, first_name="Ada")
    customers.instant_sync()
    world.settle()
    customers.configure(extent="both_ways", module="accounts_and_contacts").save_and_sync_later()
    customers.instant_sync()
    world.settle()
    assert [each.First_Name for each in world.crm.contacts.all()] == ["Ada"]
    assert world.judged.found == []


def test_a_run_of_triggers_during_which_another_module_was_chosen_is_not_judged() -> None:
    world = World(model=True)
    dune = world.crm.accounts.create(Account_Name="Dune")
    integration = world.connect("invoice")
    integration.customers.configure().save_and_sync()
    integration.triggers.configure(estimate=True)
    integration.customers.pause()
    world.crm.deals.create(Deal_Name="Roof", Account_Name=dune)
    integration.customers.edit(module="contacts")
    world.settle()
    assert world.judged.found == []
    assert sum(world.judged.left_out.values()) == 2, "the run that was paused, and that of triggers"


@pytest.mark.parametrize("module", ["Finance_Invoices", "Accounts"])
def test_what_a_command_made_need_not_show_in_a_module_that_is_hidden_or_whose_parties_are(module: str) -> None:
    world = World(model=True)
    dune = world.crm.accounts.create(Account_Name="Dune")
    olga = world.crm.users.create("Olga", email="olga@x.example")
    world.connect("import", email="olga@x.example").customers.configure().save_and_sync()
    world.settle()
    world.crm.profiles.hide("Standard", module)
    world.crm.zoho_finance.invoices.create(customer=dune, lines=[{"name": "Work", "rate": 1}])
    world.check()
    assert (olga.profile, len(world.integrations)) == ("Standard", 1)
    assert world.judged.found == []


def test_what_finance_fills_in_may_cross_where_a_taken_sku_keeps_the_rest_back() -> None:
    world = World(model=True)
    world.crm.products.create(Product_Name="Anvil", Product_Code="A-1")
    rope = world.crm.products.create(Product_Name="Rope")
    items = world.connect("billing").items
    items.configure(extent="both_ways").save_and_sync()
    world.settle()
    world.crm.products.update(rope, Product_Code="A-1")
    world.crm.products.add_field("Type", "picklist", options=("Goods",))
    items.map("Type", "product_type")
    items.instant_sync()
    world.settle()
    assert (rope.Type, world.runs()[-1].counts["failed"]) == ("Goods", 1)
    assert world.judged.found == []


def test_the_second_of_a_name_may_be_found_where_the_first_bears_it_too_shortly() -> None:
    world = World(model=True, search_lag_ms=60_000)
    anvil = world.crm.products.create(Product_Name="Anvil")
    world.billing.items.create(name="Nail")
    before = world.connect("billing")
    before.items.configure(extent="both_ways").save_and_sync()
    world.settle()
    world.advance(minutes=1)
    world.crm.products.update(anvil, Product_Name="Nail")
    before.disable()
    before.delete()
    world.connect("billing").items.configure(extent="both_ways", duplicates="overwrite").save_and_sync()
    world.settle()
    assert world.judged.found == []


class RefusesUntaxed(EstimateModule):
    """Estimates of which none is accepted without a tax, whatever becomes of it then."""

    def update(self, record_id: RecordId, changes: Fields, actor: str, cause: int | None = None) -> Record:
        """Refuse."""
        raise InvalidData("a line has no tax", code="11", field="tax_percentage")


@pytest.mark.parametrize(("preferred", "told"), [("off", True), ("draft", False)])
def test_a_refused_acceptance_is_told_unless_the_estimate_would_become_an_invoice(preferred: str, told: bool) -> None:
    world = World(functions=in_place(RefusesUntaxed), model=True)
    acme = world.books.customers.create(contact_name="Acme")
    estimate = world.books.estimates.create(customer=acme, lines=[{"name": "Advice", "rate": 100}])
    world.books.preferences.update(tax_mandatory=True, convert_accepted=preferred)
    with pytest.raises(InvalidData, match="tax"):
        estimate.accept()
    world.check()
    assert bool(world.judged.found) is told


@pytest.mark.parametrize("name", ["same-revision", None])
def test_what_an_edited_view_lists_newly_is_due(name: str | None) -> None:
    world = World(model=True, functions=None if name is None else BUG[name].make())
    world.crm.accounts.views.create("Few", ("Phone", "is", "1"))
    sync = world.connect("books").customers
    sync.configure(module="accounts", account_view="Few").save_and_sync()
    world.crm.accounts.create(Account_Name="Acme", Phone="2")
    for conditions in ((("Phone", "is", "3"),), (("Phone", "is", "2"),)):
        world.advance(minutes=5)
        world.crm.accounts.views.update("Few", *conditions)
        sync.instant_sync()
        world.settle()
    told = [each.told for each in world.judged.found]
    assert bool(told) is (name is not None), told


def test_a_new_key_enables_no_integration_for_commands_of_the_crm() -> None:
    player = Player(Start(("import",)), model=True)
    for step in (
        do("create", name="acme", module="crm.accounts", fields={"Account_Name": "Acme"}),
        do("connect"),
        do("configure", sync="customers", choices={}),
        do("save_and_sync", sync="customers"),
        do("update", record="acme in finance", fields={"email": "acme@x.example"}),
        do(
            "create",
            name="bill",
            module="finance.invoices",
            fields={"customer": Named("acme in finance"), "lines": ({"name": "Work", "rate": 10},)},
        ),
        do("refresh", module="crm.zoho_finance.invoices", party="acme"),
        do("disable"),
        do("update_credentials"),
    ):
        assert player.do(step).outcome is StepOutcome.DONE
    assert player.do(do("send", record="bill in crm")).outcome is StepOutcome.REFUSED
    player.world.check()
