"""The two apps a fetch knows, and the modules it uses there."""

from __future__ import annotations

from zsim.kernel.enums import WordEnum


class LeadSystem(WordEnum):
    """Where a call goes: the source the leads come from, or MarketingHub."""

    SOURCE = "source"
    HUB = "hub"


SOURCE, HUB = LeadSystem.SOURCE, LeadSystem.HUB
CONTACTS = "customers"
LEADS = "Leads"
LISTS = "Lists"
SUPPRESSIONS = "Suppressions"
ON_LISTS, OFF_LISTS = "lists", "left_lists"
"""The fields of a lead that hold the lists it is subscribed to, and those it unsubscribed from."""
JOIN_LIST, LEAVE_LIST = "join_list", "leave_list"
"""The fields by which a write puts a lead on a list, or takes it off."""
ORGANISATION = "marketinghub"
"""What MarketingHub is called in references and in the journal."""
SYNCS = "Syncs"
"""What the syncs are called as a whole in the journal."""
