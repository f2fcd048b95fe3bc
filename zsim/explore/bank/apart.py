"""Planted bugs where finance is touched as a connection closes, or the CRM's own documents are, with their scripts."""

from __future__ import annotations

from collections.abc import Mapping

from zsim.explore.bank.bug import Bug, Family
from zsim.explore.bank.finance import ADVICE, invoiced
from zsim.ports.records import Create, Delete, Record, Update, Value
from zsim.sync import ConnectionContext, Conversion, EngineFunctions, System, disconnect
from zsim.sync import suspend as close
from zsim.sync.execution import Calls, DocumentCommand, Steps, carry_out
from zsim.world import World


def void_on_closing(context: ConnectionContext) -> tuple[str, ...]:
    """Disabling that voids the invoices nobody was sent."""
    drafts = [each for each in context.finance.changed("invoices", None).records if each.fields["status"] == "draft"]
    context.finance.write("invoices", [Update(each.ref.id, {"status": "void"}) for each in drafts])
    return close(context)


def delete_documents(context: ConnectionContext, actor: str, convert: Conversion, cause: int) -> Steps[None]:
    """Deleting that takes the invoices along."""
    held = context.finance.changed("invoices", None).records
    context.finance.write("invoices", [Delete(each.ref.id, cause) for each in held])
    return disconnect(context, actor, convert, cause)


def file_a_copy(calls: Calls, command: DocumentCommand) -> Steps[Record]:
    """Commands to finance that leave a copy among the CRM's own invoices."""
    made = yield from carry_out(calls, command)
    yield from calls.write(System.CRM, "Invoices", [Create({"Subject": str(made.fields.get("invoice_number"))})])
    return made


def take_natives_along(calls: Calls, command: DocumentCommand) -> Steps[Record]:
    """Commands to finance that make estimates of the CRM's own quotes."""
    for each in (yield from calls.changed(System.CRM, "Quotes", None, None)):
        line = {"name": str(each.fields["Subject"])}
        given: Mapping[str, Value] = {"customer_id": command.given["customer_id"], "line_items": (line,)}
        yield from calls.perform(System.FINANCE, "estimates", "create", None, given, command.user)
    return (yield from carry_out(calls, command))


def _disabled(world: World) -> None:
    invoiced(world)
    world.integrations[0].disable()
    world.check()


def _deleted(world: World) -> None:
    _disabled(world)
    world.integrations[0].delete()
    world.settle()
    world.check()


def _invoiced_beside_a_native_quote(world: World) -> None:
    acme = world.crm.accounts.create(Account_Name="Acme")
    sync = world.connect("books")
    for module in sync.modules:
        module.choose({"extent": "fetch"}).save_and_sync()
        world.settle()
    sync.transactions.enable("invoices")
    world.crm.quotes.create(Subject="Own", Account_Name=acme, Grand_Total=900)
    world.crm.zoho_finance.invoices.create(customer=acme, lines=[ADVICE])
    world.settle()
    world.check()


APART_BUGS: tuple[Bug, ...] = (
    Bug(
        "void-on-closing",
        "To disable an integration voids finance's drafts.",
        Family.DOCUMENTS,
        ("DIS-04",),
        lambda: EngineFunctions(suspend=void_on_closing),
        "finance-is-spared",
        _disabled,
    ),
    Bug(
        "delete-documents",
        "To delete an integration deletes finance's invoices.",
        Family.DOCUMENTS,
        ("DIS-09",),
        lambda: EngineFunctions(disconnect=delete_documents),
        "finance-is-spared",
        _deleted,
    ),
    Bug(
        "file-a-copy",
        "A command to finance leaves a copy among the CRM's own invoices.",
        Family.DOCUMENTS,
        ("TXN-02",),
        lambda: EngineFunctions(carry_out=file_a_copy),
        "natives-stay-apart",
        _invoiced_beside_a_native_quote,
    ),
    Bug(
        "take-natives-along",
        "Quotes of the CRM's own become estimates of finance.",
        Family.DOCUMENTS,
        ("TXN-02",),
        lambda: EngineFunctions(carry_out=take_natives_along),
        "natives-stay-apart",
        _invoiced_beside_a_native_quote,
    ),
)
