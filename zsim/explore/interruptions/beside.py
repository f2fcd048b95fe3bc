"""What stands beside the records of a world: comments, files, mails, notices, and how deals were judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zsim.catalogue.life_cycles import life_cycles
from zsim.explore.interruptions.fact import Fact
from zsim.fakes.finance import Finance
from zsim.sync import Integration

Naming = Callable[[str], str]
"""Gives what the record of an id is called."""


def beside_documents(finance: Finance, name: Naming, gone: str) -> Iterator[Fact]:
    """The comments and files beside documents, what was mailed, and what users were told."""
    for module in [each for each in life_cycles() if each in finance.modules and each != "payments"]:
        for document in getattr(finance, module).all():
            on = (("on", name(document.id)),)
            yield from [Fact(f"{finance.key}'s comment", repr(each.text), on) for each in document.comments.all()]
            yield from [Fact(f"{finance.key}'s file", repr(each.name), on) for each in document.attachments.all()]
    for mail in finance.outbox:
        if name(mail.id) != gone:
            yield Fact(f"{finance.key}'s mail", f"of {name(mail.id)}", (("to", mail.to),))
    for notice in finance.notifications:
        yield Fact(f"{finance.key}'s notice", repr(notice.text))
    for user in finance.users:
        yield Fact(f"{finance.key}'s user", repr(user.name))


def of_connection(integration: Integration, name: Naming, gone: str) -> Iterator[Fact]:
    """How a connection stands: what it shows, how deals were judged, and which are to be looked at again."""
    app, triggers = integration.organisation_key, integration.triggers
    shown = " and ".join(integration.transactions.enabled) or "none"
    yield Fact(f"{app}'s integration", "", (("is", integration.state.value), ("shows", shown)))
    for deal, judged in triggers.judged.items():
        if name(deal) != gone:
            phases = tuple([(each.value, str(judged.phase(each) or "never")) for each in triggers.choices.on])
            yield Fact(f"{app}'s judgement of", repr(name(deal)), phases)
    for each in triggers.runs.left.retry:
        if name(each.id) != gone:
            yield Fact(f"{app}'s triggers look again at", repr(name(each.id)))
