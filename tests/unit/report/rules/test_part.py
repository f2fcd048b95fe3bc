"""The pages of rules as they are read."""

from __future__ import annotations

from tests.report.twinned import twinned_evidence
from zsim.report.html import html_pages

PAGES = dict(html_pages(twinned_evidence()))


def rule(behaviour_id):
    text = PAGES[f"rules/{behaviour_id.partition('-')[0]}.html"]
    return text.split(f'id="{behaviour_id}"')[1].split("</article>")[0]


def test_each_area_has_a_page():
    assert [path for path in PAGES if path.startswith("rules/")] == [
        "rules/CON.html",
        "rules/CUS.html",
        "rules/DEL.html",
    ]


def test_a_rule_says_where_it_stands():
    assert "Zoho Invoice - Zoho CRM Integration, under “Sync items”" in rule("CUS-12")
    assert "Other help of the vendor" in rule("CON-02")


def test_a_ruling_has_its_alternative_and_the_options_of_its_policy():
    assert "<strong>The alternative:</strong> The last edit wins." in rule("CUS-21")
    assert "The side read first wins." in rule("CUS-21")


def test_an_oddity_stands_beside_its_twin():
    told = rule("CON-02")
    assert "Without the oddity CON-02" in told
    assert 'href="../compare/twin-without-con-02.html">Compare the two' in told
    assert "Here it ends." in told


def test_stories_are_linked_and_not_their_runs():
    covering = rule("CUS-12").split('class="covering"')[1]
    assert 'href="../scenarios/customers-overwrite_replaces_what_the_crm_knows.html"' in covering


def test_a_rule_without_a_passing_run_says_so():
    assert "No run that passes covers it." in rule("CUS-27")
