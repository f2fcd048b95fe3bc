"""The data of the search."""

from __future__ import annotations

import json
from dataclasses import replace

from tests.report.made_up import recording, result, small_evidence
from zsim.report import Evidence
from zsim.report.index.search_data import VARIABLE, search_script
from zsim.report.searching import SearchEntry
from zsim.report.site import Site


def found(*others):
    page = search_script(Site(small_evidence()), others)
    assert page.path == "search.js"
    return json.loads(page.text.removeprefix(f"window.{VARIABLE} = ").removesuffix(";\n"))


def test_rules_and_stories_can_be_found():
    entries = found()
    assert ["rule", "CUS-12 Overwrite", "rules/CUS.html#CUS-12", "Overwrite, says the rule."] in entries
    story = next(each for each in entries if each[1] == "Overwrite replaces what the CRM knows")
    assert story == [
        "story",
        "Overwrite replaces what the CRM knows",
        "scenarios/customers-overwrite_replaces_what_the_crm_knows.html",
        "A customer typed in by hand takes the CRM's values.",
    ]


def test_what_other_parts_have_comes_last():
    assert found(SearchEntry("reason", "It was skipped", "scenarios/x.html", "in 3 runs"))[-1] == [
        "reason",
        "It was skipped",
        "scenarios/x.html",
        "in 3 runs",
    ]


def test_an_event_is_found_by_what_happens():
    usual, regenerated = recording({"scenarios": [result(f"events/{name}", ()) for name in EVENTS]}).scenarios
    site = Site(small_evidence())
    events = (usual, replace(regenerated, title="Invoice's key is regenerated"))
    evidence = Evidence(site.catalogue, replace(site.recording, consequences=events))
    text = search_script(Site(evidence), ()).text
    assert '["event","Invoice\'s key is regenerated","records/consequence-key.html","what follows from it"]' in text
    assert "consequence-as_usual" not in text


EVENTS = ("as_usual", "key")
