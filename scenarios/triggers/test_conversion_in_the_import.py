"""The import makes estimates or invoices for deals, and somebody converts an estimate before the choice changes."""

from __future__ import annotations

from scenarios.triggers._setup import (
    LOST,
    OPEN,
    WON,
    deal,
    estimates,
    invoices,
    statuses,
    switch_on,
    switched_on,
    to_stage,
)
from zsim import World, given, scenario, then, when


@scenario(covers=["TRG-44"], products="import", tags=["complaint-38"])
def test_what_an_estimate_became_serves_the_win_once_invoices_are_made_for_deals(world: World, product: str) -> None:
    """One win has one invoice in the import as well: the one that its estimate became."""
    with given("a deal whose estimate was converted in finance, and workflows that make invoices from now on"):
        switched_on(world, product, estimate=True)
        fit_out = deal(world, OPEN)
        estimates(world, product)[0].convert()
        switch_on(world, product, invoice=True)
    with when("the deal is won"):
        to_stage(world, fit_out, WON)
    with then("that invoice is the only one"):
        assert statuses(invoices(world, product)) == ["draft"]
        assert "TRG-39" in world.why(fit_out).behaviours
    with when("the deal is lost after all"):
        to_stage(world, fit_out, LOST)
    with then("it is void"):
        assert statuses(invoices(world, product)) == ["void"]
