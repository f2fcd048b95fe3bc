"""Records from the files that MarketingHub exports."""

from __future__ import annotations

from zsim.fakes.marketinghub import MarketingHub

TIMES = "Created Time,Created By,Modified Time,Modified By,Last Activity Time"
MADE = "2025-12-01 09:00:00,Rita,2025-12-02 09:00:00,Rita,"


def test_columns_the_hub_keeps_for_itself_are_passed_over(hub: MarketingHub) -> None:
    leads = hub.leads.load_csv([f"Lead ID,{TIMES},Email,First Name,Lead Score", f"604,{MADE},ann@x.example,Ann,12"])
    lists = hub.lists.load_csv([f"List Key,{TIMES},List Name", f"abc,{MADE},News"])
    assert (leads.loaded, leads.rejected, lists.loaded, lists.rejected) == (1, (), 1, ())
    assert [(each.email, each.first_name) for each in hub.leads.all()] == [("ann@x.example", "Ann")]
    assert [each.name for each in hub.lists.all()] == ["News"]
