"""When two names are one, and how two that look alike are told apart."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from tests.repo.tree import modules_of_zsim
from zsim.ports.folding import all_plain, difference, folded, folded_texts, look, spellings

LOWERING = {
    "zsim/fakes/crm/keys.py",
    "zsim/fakes/crm/users_face.py",
    "zsim/fakes/finance/gate.py",
    "zsim/fakes/marketinghub/port.py",
    "zsim/fakes/store/csv_rows.py",
    "zsim/fakes/store/face.py",
    "zsim/fakes/store/keys.py",
    "zsim/fakes/store/outsiders.py",
    "zsim/ports/folding.py",
    "zsim/ports/pattern.py",
    "zsim/sync/leads/choices.py",
    "zsim/sync/runs/calls.py",
    "zsim/sync/settings/single_kind_settings.py",
}
DECOMPOSED = unicodedata.normalize("NFD", "Müller")


@pytest.mark.parametrize(
    ("one", "other"),
    [(" ACME ", "acme"), ("ΣΟΦΟΣ", "σοφος"), ("MAẞE", "maße"), ("ÇA", "ça"), ("\tAcme\u00a0", "Acme")],
)
def test_outer_blanks_and_case_do_not_count(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maße", "Masse"),
        ("MAẞE", "MASSE"),
        ("ﬁn", "fin"),
        ("Müller", DECOMPOSED),
        ("A  B", "A B"),
        ("Acme\u200b", "Acme"),
    ],
)
def test_whatever_else_differs_counts(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.parametrize("other", ["ann.lee@example.com", "annlee+news@example.com"])
def test_dots_and_plus_tags_tell_addresses_apart(other: str) -> None:
    assert folded(other) != folded("annlee@example.com")


def test_every_character_is_folded_by_itself_and_once_is_enough() -> None:
    characters = [each for each in map(chr, range(sys.maxunicode + 1)) if not each.isspace()]
    alone = [folded(each) for each in characters]
    assert [folded(each) for each in alone] == alone
    for start in range(0, len(characters), 4096):
        assert folded("".join(characters[start : start + 4096])) == "".join(alone[start : start + 4096])


def test_texts_are_folded_all_at_once_as_one_by_one() -> None:
    for texts in (["Cup", " CUP ", "", " "], ["Cup", "Straße", "STRASSE", "ΣΟΦΟΣ"]):
        assert list(folded_texts(texts)) == [folded(each) for each in texts]


@pytest.mark.parametrize(
    "text",
    ["Acme Ltd", "Straße", "ann@acme.example", "ann@straße.example"],
)
def test_a_text_looks_like_itself_folded(text: str) -> None:
    assert look(f" {text.upper()} ") == folded(text.upper())


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("Müller", DECOMPOSED),
        (DECOMPOSED, "Müller"),
        ("ﬁn", "fin"),
        ("Ann  Lee", "Ann Lee"),
        ("Ann\u00a0Lee", "Ann Lee"),
        ("Acme\u200b", "Acme"),
        ("u@exämple.com", "u@xn--exmple-cua.com"),
        ("u@xn--exmple-cua.com", "u@exämple.com"),
        ("u@exa\u0308mple.com", "u@xn--exmple-cua.com"),
        ("u@exämple.com", "u@exa\u0308mple.com"),
    ],
)
def test_other_spellings_of_what_looks_alike_are_known(written: str, other: str) -> None:
    assert look(written) == look(other)
    assert folded(other) in spellings(written)
    assert folded(written) not in spellings(written)


@pytest.mark.parametrize("text", ["Acme Ltd", "ann.lee+x@acme.example", ""])
def test_plain_text_is_written_in_one_way(text: str) -> None:
    assert spellings(text) == ()


@pytest.mark.parametrize("odd", ["Müller", "Ann  Lee", "ann@xn--mnchen-3ya.example"])
def test_texts_are_plain_together_where_each_of_them_is(odd: str) -> None:
    assert all_plain(["Ann Lee", "", "ben@example.com"])
    assert not all_plain(["Ann Lee", odd])


def test_a_domain_that_cannot_be_decoded_is_left_as_it_is() -> None:
    assert look("u@xn--ü.com") == "u@xn--ü.com"


@pytest.mark.parametrize(
    ("here", "there", "told"),
    [
        (
            "Müller",
            DECOMPOSED,
            "LATIN SMALL LETTER U WITH DIAERESIS here, LATIN SMALL LETTER U, COMBINING DIAERESIS there",
        ),
        ("Acme", "Acme\u200b", "LATIN SMALL LETTER E here, LATIN SMALL LETTER E, ZERO WIDTH SPACE there"),
        ("Ann  Lee", "Ann Lee", "SPACE, SPACE here, SPACE there"),
        ("\u200bA", "A", "ZERO WIDTH SPACE here, nothing there"),
        ("a\x07b", "a b", "U+0007 here, SPACE there"),
        ("12345", "", "DIGIT ONE, DIGIT TWO, DIGIT THREE, DIGIT FOUR, … here, nothing there"),
    ],
)
def test_a_difference_is_told_by_the_names_of_the_characters(here: str, there: str, told: str) -> None:
    assert difference(here, there) == told


@pytest.mark.parametrize(
    ("here", "there", "told"),
    [
        ("Acme Ltd", "ACME ltd", "they differ in upper and lower case"),
        ("Acme Ltd", "Acme Ltd ", "they differ in a blank at an end"),
        ("Acme Ltd", "ACME ltd ", "they differ in upper and lower case and in a blank at an end"),
        (" Acme", "  Acme", "SPACE here, SPACE, SPACE there"),
    ],
)
def test_a_difference_of_case_or_of_a_blank_at_an_end_is_told_as_such(here: str, there: str, told: str) -> None:
    assert difference(here, there) == told


def test_nothing_else_in_zsim_folds_case() -> None:
    folding = [path.as_posix() for path in modules_of_zsim() if "casefold" in path.read_text(encoding="utf-8")]
    assert folding == ["zsim/catalogue/suggest.py", "zsim/ports/folding.py"]  # the first: what was misspelled


def test_names_and_addresses_are_made_small_nowhere_else() -> None:
    """Where apps and engine make letters small it is a key, an option, a weekday, or a word of ours."""
    apps = [path for path in modules_of_zsim() if {"checks", "fakes", "ports", "sync"} & {*path.parts}]
    assert {path.as_posix() for path in apps if ".lower" in path.read_text(encoding="utf-8")} == LOWERING
