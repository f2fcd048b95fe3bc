"""Cases of commands: somebody does something to a finance document in the CRM, and its calls are disturbed.

So are those of joining a document with a deal, which somebody does in finance, and for which the CRM is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zsim.explore.interruptions.case import SweepCase
from zsim.explore.interruptions.cases.selling import (
    CALL_MS,
    FINISH,
    WITH_IMPORT,
    WORK,
    Steps,
    deal,
    document,
    looks_of,
    period_of,
    showing,
    shown_document,
)
from zsim.explore.script import Named, Script, ScriptStep, Start, do

OFFER, BILL = shown_document("own", "estimates"), shown_document("own", "invoices")
SENT = do("mark_sent", record="own")


class Asked(NamedTuple):
    """A command, and what was done ``before``; ``of`` are the products that have it and ask an app over it."""

    before: Steps
    command: ScriptStep
    of: tuple[str, ...] = WITH_IMPORT


FIT, OF_FIT = deal("fit"), shown_document("own", "invoices", deal=Named("fit"))

ASKED = {
    "create": Asked((), BILL),
    "create for a deal": Asked((FIT,), OF_FIT),
    "create and send": Asked((), shown_document("own", "estimates", send=True)),
    "edit": Asked((BILL,), do("update", record="own", fields={"notes": "Thanks", "lines": ({**WORK[0], "rate": 20},)})),
    "send": Asked((BILL,), do("send", record="own")),
    "mark": Asked((BILL,), SENT),
    "accept": Asked((OFFER,), do("accept", record="own")),
    "convert": Asked((OFFER,), do("convert", name="made", record="own")),
    "void": Asked((BILL, SENT), do("void", record="own")),
    "pay": Asked((BILL, SENT), do("record_payment", name="paid", record="own", amount=4)),
    "delete": Asked((BILL,), do("delete", record="own")),
    "associate": Asked(
        (FIT, document("own", "invoices")), do("associate", record="own", deal="fit"), ("invoice", "books")
    ),
    "dissociate": Asked((FIT, OF_FIT), do("dissociate", record="own in finance", deal="fit"), ("books", "billing")),
}
"""What is asked, by what it is called."""


def command_cases() -> Iterator[SweepCase]:
    """A case for each product and command."""
    for product in WITH_IMPORT:
        for name, asked in ASKED.items():
            if product in asked.of:
                yield _case(f"{product} command {name}", product, asked)


def _case(name: str, product: str, asked: Asked) -> SweepCase:
    prefix = (*showing(product), *[step for each in asked.before for step in (each, FINISH)])
    script = Script(Start(product, call_ms=CALL_MS), (*prefix, asked.command, FINISH))
    concerned = ("own", "fit") if FIT in asked.before else ("own",)
    looks = looks_of(product)
    return SweepCase(name, script, len(prefix), concerned, period_of(product), command=True, looks=looks)
