"""A ZSC key opens the product it was generated in, and no other."""

import pytest

from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError
from zsim.ports.errors import InvalidCredentials


@scenario(covers=["CON-03"], products=["marketinghub"])
def test_marketinghub_takes_the_key_of_invoice_and_no_other(world: World, product: str) -> None:
    """MarketingHub reads Invoice with Invoice's own key; the CRM's key and the key of Books are refused there."""
    email = world.invoice.email
    with given("Invoice, Books and the CRM each have a key of their own"):
        own = world.invoice.generate_zsc_key()
        others = [world.books.generate_zsc_key(), world.crm.generate_zsc_key()]
    with when("the keys of Books and of the CRM are entered for Invoice"):
        for key in others:
            with pytest.raises(InvalidCredentials, match="take that of invoice"):
                world.connect_marketinghub("invoice", email=email, key=key)
    with then("nothing is stored"), pytest.raises(UsageError, match="connected with MarketingHub: nothing"):
        world.sync_services("invoice")
    with when("Invoice's own key is entered"):
        services = world.connect_marketinghub("invoice", email=email, key=own)
    with then("the account is stored"):
        assert services.credentials.key == own
