"""The part of records: its pages, its doors, and what stands on them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import unescape

from tests.report.made_up import small_evidence
from tests.report.played import evidence
from zsim.report.evidence import Evidence
from zsim.report.html import environment
from zsim.report.parts import Door
from zsim.report.records import RecordsPart
from zsim.report.site import Site
from zsim.report.telling import told_story


def made(shown: Evidence) -> tuple[Mapping[str, str], tuple[Door, ...]]:
    site = Site(shown)
    part = RecordsPart(site, environment(shown))
    own = [page for story in site.stories for page in part.story(told_story(story, site.catalogue))]
    assert own == []
    return {page.path: page.text for page in part.pages()}, part.doors()


BOOKS = "records/not-arrived-books.html"


@cache
def pages() -> Mapping[str, str]:
    return made(evidence())[0]


def text(path: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", pages()[path])).split())


def test_each_door_leads_to_a_page() -> None:
    doors = made(evidence())[1]
    assert [each.path for each in doors] == [
        "records/not-arrived-invoice.html",
        "records/not-arrived-books.html",
        "records/reasons.html",
        "records/consequences.html",
        "records/parties.html",
    ]
    assert all(each.path in pages() for each in doors)


def test_a_door_says_how_much_is_behind_it() -> None:
    (door,) = [each for each in made(evidence())[1] if each.path == "records/consequences.html"]
    assert door == Door("What follows from an event", "records/consequences.html", "3 events")


def test_a_customer_that_did_not_arrive_stands_with_its_reason_and_its_scenario() -> None:
    page = pages()[BOOKS]
    assert "account &#39;Acme&#39; in the CRM" in page
    assert '<a href="../scenarios/customers-a_namesake_is_skipped.html#books">' in page
    assert "A record of the same name stands on the other side" in page


def test_a_reason_says_what_to_do_and_leads_to_its_rule() -> None:
    assert "Choose overwrite to join the two" in text("records/reasons.html")
    assert 'href="../rules/CUS.html#CUS-13"' in pages()["records/reasons.html"]


def test_a_run_that_failed_whole_is_among_the_reasons() -> None:
    assert "The key, or the user who made it or connected, is not valid any more." in text("records/reasons.html")


def test_a_record_of_the_product_itself_is_told_to_be_missing_in_the_crm() -> None:
    *_, from_crm, from_books = re.split("From (?:the CRM, not in Books|Books, not in the CRM) 5 records", text(BOOKS))
    assert "account 'Acme' in the CRM" in from_crm
    assert "customer 'Acme' in Books" not in from_crm
    assert "customer 'Acme' in Books" in from_books


def test_the_door_to_a_product_tells_what_is_missing_on_either_side() -> None:
    (door,) = [each for each in made(evidence())[1] if each.path == BOOKS]
    assert door.says == "5 from the CRM, not in Books; 5 from Books, not in the CRM; 6 reasons"


def test_names_are_text_and_no_markup() -> None:
    assert "<b>Odd" not in pages()[BOOKS]
    assert "&lt;b&gt;Odd" in pages()[BOOKS]


def test_the_consequences_lead_to_a_page_for_each_event() -> None:
    listed = pages()["records/consequences.html"]
    assert '<a href="../records/consequence-invoice-key.html">Invoice&#39;s key is regenerated</a>' in listed
    told = text("records/consequence-invoice-key.html")
    assert "1 thing follows, and 1 thing that would have happened does not." in told
    assert "the sync 'Invoice to Newsletter' is inactive now" in told


def test_links_inside_the_records_lead_to_pages_that_are_there() -> None:
    for path, page in pages().items():
        for target, anchor in re.findall(r'href="(?:\.\./records/)?([\w-]+\.html)(#[\w-]+)?"', page):
            assert f"records/{target}" in pages(), f"{path} leads to {target}"
            assert not anchor or f'id="{anchor[1:]}"' in pages()[f"records/{target}"]


def test_no_id_stands_twice_on_a_page() -> None:
    for path, page in pages().items():
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids)), path


def test_no_page_is_larger_than_it_may_be() -> None:
    assert max(len(page.encode()) for page in pages().values()) < 400_000


def test_the_same_recording_gives_the_same_bytes() -> None:
    assert made(evidence())[0] == pages()


def test_a_recording_without_consequences_has_no_page_of_them() -> None:
    found, doors = made(small_evidence())
    assert not any("consequence" in path for path in found)
    assert not any("follows" in door.title for door in doors)
