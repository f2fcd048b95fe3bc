"""Complaint 18: users without rights in Books made transactions with the administrator's, and the audit showed him."""

from __future__ import annotations

from scenarios.rights._setup import in_books, refused, sales
from scenarios.transactions._setup import ADVICE
from zsim import World, given, scenario, then, when


@scenario(covers=["USR-08", "USR-10"], tags=["complaint-18"])
def test_an_invoice_of_somebody_without_rights_is_refused(world: World, product: str) -> None:
    """Rita, who may nothing in Books, makes an invoice in the CRM of an administrator's connection: it is refused.

    What the user saw: salespeople made invoices that Books would not have let them make, and its audit named the
    administrator who had connected the apps. A command is now its own user's, and that one is no user of Books.
    """
    with given("Books, connected by an administrator, and Rita, who is no user of it"):
        _, acme, rita = in_books(world)
    with then("her invoice is refused, by her email and with what would be right"):
        with refused(world, r"rita@crm.example may not create invoices in Books: books has no user of that email"):
            rita.zoho_finance.invoices.create(customer=acme, lines=ADVICE)
        assert world.books.invoices.all() == world.crm.zoho_finance.invoices.all() == []
    with then("the journal tells of her command and of her refusal, and of nothing done as the administrator"):
        told = [str(each) for each in world.lines() if "may not create invoices" in str(each)]
        assert any("Rita was refused" in each for each in told)


@scenario(covers=["USR-08", "USR-02"], tags=["complaint-18"])
def test_what_is_allowed_is_told_as_the_one_who_did_it(world: World, product: str) -> None:
    """Rita is given the role she needs: her quote is hers in Books, too; an invoice takes a user of Books."""
    with given("Rita, an integration user"):
        sync, acme, rita = in_books(world)
        sync.users.add(rita.user)
    with when("she makes a quote in the CRM"):
        rita.zoho_finance.quotes.create(customer=acme, lines=ADVICE)
    with then("Books' audit names her"):
        (quote,) = world.books.estimates.all()
        (made,) = [each for each in world.journal.since(0) if each.kind == "effect" and each.subject == quote.ref]
        assert made.actor == "Rita"
    with then("an invoice is refused her still"), refused(world, r"\(USR-02\)"):
        rita.zoho_finance.invoices.create(customer=acme, lines=ADVICE)


@scenario(covers=["PRM-05"], tags=["complaint-18"])
def test_in_the_other_products_the_profile_decides(world: World, product: str) -> None:
    """In Invoice and Billing nobody needs to be a user of finance: what the profile denies is refused there."""
    with given("Sales, denied to create invoices"):
        acme, (rita,) = sales(world, product, "Rita")
        world.crm.profiles.deny("Sales", "invoices", "create_edit")
    with then("Rita's invoice is refused, her estimate is made as hers"):
        with refused(world, "Rita may not create and edit invoices"):
            rita.zoho_finance.invoices.create(customer=acme, lines=ADVICE)
        rita.zoho_finance.estimates.create(customer=acme, lines=ADVICE)
        (made,) = world[product].estimates.all()
        (effect,) = [each for each in world.journal.since(0) if each.kind == "effect" and each.subject == made.ref]
        assert effect.actor == rita.email
