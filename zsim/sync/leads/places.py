"""The two apps a fetch knows, and the modules it uses there."""

from __future__ import annotations

from enum import StrEnum


class Place(StrEnum):
    """Where a call goes: the source the leads come from, or MarketingHub."""

    SOURCE = "source"
    HUB = "hub"


SOURCE, HUB = Place.SOURCE, Place.HUB
CONTACTS = "customers"
LEADS = "Leads"
LISTS = "Lists"
MEMBERS = "Members"
SUPPRESSIONS = "Suppressions"
ORGANISATION = "marketinghub"
"""What MarketingHub is called in references and in the journal."""
SYNCS = "Syncs"
"""What the syncs are called as a whole in the journal."""
