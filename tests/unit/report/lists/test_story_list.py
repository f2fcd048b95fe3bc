"""The list of all stories."""

from __future__ import annotations

from tests.report.made_up import small_evidence
from zsim.report.lists.story_list import story_list
from zsim.report.site import Site


def test_every_story_is_listed_by_folder_with_its_runs_and_what_did_not_pass():
    page = story_list(Site(small_evidence()))
    assert [section.title for section in page.sections] == ["Bugs", "Connection", "Customers"]
    row = page.sections[2].rows[0]
    assert [[piece.text for piece in cell] for cell in row.cells] == [
        ["Overwrite replaces what the CRM knows"],
        ["3", "failed 1"],
    ]
    assert row.cells[0][0].path == "scenarios/customers-overwrite_replaces_what_the_crm_knows.html"
