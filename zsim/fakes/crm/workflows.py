"""The CRM's set-up page for workflows, where the import's triggers are switched on. Source: TRG-21."""

from __future__ import annotations

from zsim.fakes.crm.connections import ConnectedOrganisations
from zsim.fakes.store.face import CommandLog
from zsim.kernel.errors import UsageError
from zsim.ports.refusals import tells_refusals


@tells_refusals("configure", "_recorder.journal")
class WorkflowsFace:
    """What an administrator switches on for deals; the choice goes to the organisation that offers workflows."""

    def __init__(self, connections: ConnectedOrganisations, recorder: CommandLog) -> None:
        self._connections = connections
        self._recorder = recorder

    def configure(self, *, estimate: bool = False, invoice: bool = False) -> None:
        """Choose the workflow of deals from now on: one for estimates or one for invoices; left out, neither is on.

        Refused with ``UsageError`` are both at once, and any choice while no organisation offers one: the one-way
        import does, once connected; the other products have theirs in finance. Source: TRG-20, TRG-21.
        """
        number = self._recorder.note(
            "Organisation", "configure_workflows", ("crm", "Workflows"), {"estimate": estimate, "invoice": invoice}
        )
        choose = self._connections.workflows
        if choose is None:
            raise UsageError(
                asked="configure the workflow of deals",
                found="no connected organisation offers one (TRG-21)",
                right="connect the import; other products: integration.triggers.configure(...)",
            )
        with self._recorder.journal.because(number):
            choose(estimate, invoice)
