"""What becomes of synced records when an integration is deleted.

Source: DIS-07, DIS-08, DIS-09, DIS-10, DIS-11, DIS-14, USR-12.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from zsim.catalogue import catalogue
from zsim.kernel.errors import UsageError
from zsim.kernel.printed import Printed
from zsim.ports.errors import NotAllowed, NotFound
from zsim.ports.records import Delete, RecordId, Update
from zsim.sync.execution.connection_context import ConnectionContext
from zsim.sync.execution.usage import in_use
from zsim.sync.model.kinds import FINANCE, KINDS, Kind
from zsim.sync.model.links import Link, Links
from zsim.sync.runs.calls import BATCH_SIZE, Calls, Steps, batches

OTHERS_GO = "DIS-08"
NOTICE = "DIS-10"
USERS_GO = "USR-12"


class Conversion(StrEnum):
    """What becomes of synced records when the integration is deleted. Source: DIS-09."""

    ALL = "all"
    WITH_TRANSACTIONS = "with_transactions"


def conversion(name: str) -> Conversion:
    """The choice of that name; another raises ``UsageError``."""
    if name not in tuple(Conversion):
        raise UsageError(
            asked=f"delete the integration with convert={name!r}",
            found="there is no such choice",
            right=f"one of {', '.join(each.value for each in Conversion)}",
        )
    return Conversion(name)


def suspend(context: ConnectionContext) -> tuple[str, ...]:
    """Have the CRM note that a connection is disabled, and tell what it loses; finance is asked for nothing.

    Source: DIS-01, DIS-02, DIS-03, DIS-04.
    """
    return context.registry.suspend(context.organisation_key)


def losses(context: ConnectionContext, convert: Conversion) -> Printed[str]:
    """What deleting the integration takes away for good, in words. Source: DIS-07, DIS-09."""
    count = len(tuple(context.links))
    told = "1 link" if count == 1 else f"{count} links"
    links = f"{told} between records, which no later connection knows (DIS-07)"
    deleted = "synced records of finance that have no transactions (DIS-09)"
    return Printed(([links] if convert is Conversion.ALL else [links, deleted]) if count else ())


def disconnect(context: ConnectionContext, actor: str, convert: Conversion, cause: int) -> Steps[None]:
    """Turn the linked records of finance into its own, or delete those that may go; children go before parents.

    A link ends with the answer about its record, so that whoever is stopped on the way goes on with the rest. Where a
    record may not be deleted, because transactions came to use it meanwhile, it becomes finance's own after all; one
    born in finance always does, overwritten or not. Source: DIS-14.
    """
    calls = _calls(context, actor)
    links = context.links
    for kind in reversed(tuple(KINDS.values())):
        ours = [link for link in links if link.kind == kind.name]
        for some in batches(ours, BATCH_SIZE):
            keep = frozenset([each.finance_id for each in some])
            if convert is not Conversion.ALL and kind.parent is None:
                keep = yield from in_use(calls, context.product.key, kind, [each.finance_id for each in some])
            yield from _let_go(calls, links, kind, some, keep, cause)
    if catalogue().behaviour(USERS_GO).holds_for(context.product.key):
        for user in (yield from calls.of_organisation(FINANCE, "integration_users")):
            yield from calls.of_organisation(FINANCE, "dismiss_user", email=user.email)


def other_apps(context: ConnectionContext, actor: str) -> Steps[tuple[str, ...]]:
    """The organisations of other finance apps whose integrations go, too. Source: DIS-08."""
    if not catalogue().behaviour(OTHERS_GO).holds_for(context.product.key):
        return ()
    return (yield from _calls(context, actor).of_organisation(FINANCE, "other_apps"))


def tell_deletion(context: ConnectionContext, actor: str) -> Steps[None]:
    """Tell the users of finance that the deletion is complete, where they are told. Source: DIS-10."""
    if catalogue().behaviour(NOTICE).holds_for(context.product.key):
        calls = _calls(context, actor)
        yield from calls.notify(FINANCE, f"The integration of {context.product.name} with Zoho CRM was deleted.")


def _calls(context: ConnectionContext, actor: str) -> Calls:
    return context.functions.stand_ins.of(Calls)({FINANCE: context.finance}, context.journal, actor, context.patience)


def _let_go(
    calls: Calls, links: Links, kind: Kind, some: Sequence[Link], keep: frozenset[RecordId], cause: int
) -> Steps[None]:
    ids = [link.finance_id for link in some]
    keep |= {link.finance_id for link in some if link.origin is FINANCE}
    left = yield from _write(
        calls, links, kind, [_own(kind, each, cause) for each in some if each.finance_id in keep], some
    )
    left += yield from _write(calls, links, kind, [Delete(each, cause) for each in ids if each not in keep], some)
    again = [_own(kind, each, cause) for each in some if each.finance_id in left]
    refused = yield from _write(calls, links, kind, again, some)
    if refused:
        raise NotAllowed(
            f"{len(refused)} records of {kind.finance.module} could not be let go; delete again", code="NOT_ALLOWED"
        )


def _write(
    calls: Calls, links: Links, kind: Kind, writes: Sequence[Update | Delete], some: Sequence[Link]
) -> Steps[list[RecordId]]:
    """Write, and end the links of what was let go; gives the records that were refused."""
    if not writes:
        return []
    by_id = {link.finance_id: link for link in some}
    done = yield from calls.write(FINANCE, kind.finance.module, writes)
    refused: list[RecordId] = []
    for write, result in zip(writes, done, strict=True):
        if result.error is None or isinstance(result.error, NotFound):
            links.drop(by_id[write.id])
        else:
            refused.append(write.id)
    return refused


def _own(kind: Kind, link: Link, cause: int) -> Update:
    return Update(link.finance_id, {kind.link_field: None, **kind.source(None)}, cause)
