"""What is put beside a document in one app shows in the other."""

from __future__ import annotations

from scenarios.transactions._setup import ADVICE, BOOKS_SHOWN, SHOWN, customer, shown
from zsim import World, given, scenario, then, when
from zsim.fakes.store.handle import Handle


def told(document: Handle) -> list[tuple[str, str, str]]:
    """A document's timeline, without the times."""
    return [(each.kind, each.by, each.text) for each in document.timeline]


def both(world: World, product: str) -> list[tuple[Handle, Handle]]:
    """A document of each type: finance's, and as the CRM shows it."""
    shown(world, product)
    theirs = [getattr(world[product], each).create(customer=customer(world, product), lines=ADVICE) for each in SHOWN]
    world.settle()
    return [(each, getattr(world.crm.zoho_finance, each.ref.module).all()[0]) for each in theirs]


@scenario(covers=["COL-01"])
def test_the_crms_notes_events_and_calls_show_in_finance(world: World, product: str) -> None:
    """Beside a quote and an invoice a note, an event and a call are made in the CRM: finance shows them at once."""
    with given("a quote and an invoice"):
        documents = both(world, product)
    with when("Rita puts a note, an event and a call beside each in the CRM"):
        rita = world.crm.as_user(world.crm.users.create("Rita", email="rita@crm.example"))
        for _, seen in documents:
            rita.notes.create(Parent_Id=seen, Note_Content="By May")
            world.advance(minutes=1)
            rita.events.create(Event_Title="Lunch", What_Id=seen)
            world.advance(minutes=1)
            rita.calls.create(Subject="Offer", What_Id=seen)
    with then("finance's timeline of each has them, and of no other document"):
        entries = [("note", "Rita", "By May"), ("event", "Rita", "Lunch"), ("call", "Rita", "Offer")]
        assert [told(each) for each, _ in documents] == [entries, entries]
        other = world[product].invoices.create(customer=customer(world, product), lines=ADVICE)
        assert told(other) == []


@scenario(covers=["COL-02"])
def test_finances_comments_show_in_the_crm(world: World, product: str) -> None:
    """A quote and an invoice are commented on in finance: the CRM's timeline of each has the comment at once."""
    with given("a quote and an invoice"):
        documents = both(world, product)
    with when("each is commented on in finance"):
        for each, _ in documents:
            each.comments.add("They want it by May")
    with then("the CRM's timeline of each has it, beside a note of the CRM's own"):
        entry = ("comment", world[product].founder, "They want it by May")
        assert [told(seen) for _, seen in documents] == [[entry], [entry]]
        world.advance(minutes=1)
        world.crm.notes.create(Parent_Id=documents[0][1], Note_Content="Called")
        assert told(documents[0][1]) == [entry, ("note", "Administrator", "Called")]
        assert [each.text for each in documents[0][0].comments.all()] == ["They want it by May"]


@scenario(covers=["COL-07"], products=["invoice", "books"])
def test_elsewhere_each_app_keeps_its_own(world: World, product: str) -> None:
    """In Invoice and Books comments, files and mails stand in finance's timeline, and notes in the CRM's."""
    with given("an invoice that the CRM shows"):
        _, acme = shown(world, product)
        seen = world.crm.zoho_finance.invoices.create(customer=acme, lines=ADVICE)
        (invoice,) = world[product].invoices.all()
    with when("it is commented on in finance, with a file, and noted in the CRM"):
        invoice.comments.add("By May")
        invoice.attachments.add("plan.txt", b"two floors")
        world.crm.notes.create(Parent_Id=seen, Note_Content="Called")
    with then("each timeline has its own"):
        founder = world[product].founder
        assert told(invoice) == [("comment", founder, "By May"), ("attachment", founder, "plan.txt")]
        assert told(seen) == [("note", "Administrator", "Called")]
        assert [(each.name, each.content) for each in invoice.attachments.all()] == [("plan.txt", b"two floors")]


@scenario(covers=["COL-08"])
def test_files_stay_in_the_app_where_they_were_attached(world: World, product: str) -> None:
    """Of each type, a file attached in the CRM is beside the document there, and finance's is in finance."""
    with given("a document of each type that the CRM shows"):
        _, acme = shown(world, product)
        section = world.crm.zoho_finance
        pairs = []
        for each in BOOKS_SHOWN[:3] if product == "books" else SHOWN:
            seen = getattr(section, each).create(customer=acme, lines=ADVICE)
            pairs.append((seen, getattr(world[product], each).all()[0]))
        world.settle()
    with when("Rita attaches a file in the CRM, and the founder one in finance"):
        rita = world.crm.as_user(world.crm.users.create("Rita", email="rita@crm.example"))
        for seen, document in pairs:
            rita.attachments.add(seen, "plan.txt", b"two floors")
            document.attachments.add("terms.txt", b"net 15")
    with then("each app has its own, in its timeline"):
        for seen, document in pairs:
            files = [(each.by, each.name, each.content) for each in seen.attachments.all()]
            assert files == [("Rita", "plan.txt", b"two floors")]
            assert told(seen) == [("attachment", "Rita", "plan.txt")]
            assert [each.name for each in document.attachments.all()] == ["terms.txt"]
            assert told(document) == [("attachment", world[product].founder, "terms.txt")]
    with when("each document is deleted in finance, and no list shows it any more"):
        for _, document in pairs:
            getattr(world[product], document.ref.module).delete(document)
        world.settle()
        if product in ("invoice", "import"):
            for each in SHOWN:
                getattr(section, each).refresh(acme)
    with then("its file is gone with it"):
        assert world.crm.attachments.all() == []


@scenario(covers=["DIS-03"], quirks=["DIS-03"])
def test_comments_from_before_disabling_stay_lost_in_the_crm(world: World, product: str) -> None:
    """Disabled and enabled again, the CRM's timeline has new comments alone; finance has all of them."""
    with given("an invoice with a comment, and the integration disabled"):
        _, (invoice, seen) = both(world, product)
        invoice.comments.add("By May")
        assert len(told(seen)) == 1
        world.advance(minutes=1)
        world.integration(product).disable()
        assert told(seen) == []
    with when("it is enabled, and the invoice commented on again"):
        world.advance(minutes=1)
        world.integration(product).enable()
        world.settle()
        world.advance(minutes=1)
        invoice.comments.add("By June")
    with then("the CRM has the new comment, finance both"):
        assert [each.text for each in seen.timeline] == ["By June"]
        assert [each.text for each in invoice.comments.all()] == ["By May", "By June"]


@scenario(covers=["DIS-03"], quirks_off=["DIS-03"])
def test_without_the_oddity_they_come_back(world: World, product: str) -> None:
    """Were the oddity not there, the comment would show again once enabled."""
    with given("an invoice with a comment"):
        _, (invoice, seen) = both(world, product)
        invoice.comments.add("By May")
        world.advance(minutes=1)
    with when("the integration is disabled and enabled"):
        world.integration(product).disable()
        world.integration(product).enable()
    with then("the CRM has the comment"):
        assert [each.text for each in seen.timeline] == ["By May"]
