"""What apps answered, in words that users know."""

from __future__ import annotations

from tests.report.played import recorded
from zsim.report.records.answers import in_users_words, name_of, word_for_word
from zsim.report.telling import ToldRun
from zsim.world import World


def acme() -> tuple[ToldRun, str]:
    """A world with a customer, and its id."""
    world = World(7)
    customer = world.books.customers.create(contact_name="Acme")
    world.connect("books").customers.configure(module="accounts").save_and_sync()
    world.settle()
    return ToldRun(recorded(world, "customers/it_is[books]", "books")), customer.id


TOLD, ACME = acme()


def test_a_field_is_called_by_its_label() -> None:
    answer = "failed (invalid data): customers: contact_name holds at most 200 characters, not 201"
    words = in_users_words(answer, TOLD)
    assert words == "failed (invalid data): customers: Display Name holds at most 200 characters, not 201"
    assert word_for_word(answer, words) == "customers: contact_name holds at most 200 characters, not 201"


def test_a_record_is_called_by_its_name() -> None:
    assert in_users_words(f"its customer is '{ACME}', or {ACME}", TOLD) == "its customer is 'Acme', or Acme"


def test_an_id_behind_the_name_is_left_out_and_needs_no_quotation() -> None:
    answer = f"failed (name taken): a customer named 'Acme' exists already ({ACME}); choose another name"
    words = in_users_words(answer, TOLD)
    assert words == "failed (name taken): a customer named 'Acme' exists already; choose another name"
    assert word_for_word(answer, words) == ""


def test_what_the_recording_does_not_know_is_left_readable() -> None:
    assert in_users_words("the preference tax_mandatory asks for one", TOLD) == (
        "the preference tax mandatory asks for one"
    )
    assert name_of("999999999999999", TOLD.lines) == "999999999999999"


def test_what_somebody_typed_stays_as_it_is() -> None:
    assert in_users_words("a customer named 'snake_case' exists already", TOLD) == (
        "a customer named 'snake_case' exists already"
    )


def test_of_a_whole_key_the_first_and_last_signs_are_told() -> None:
    sentence = "Rita configured the sync (key 453a144249a25ebfc495d47ea5cc1224)"
    assert in_users_words(sentence, TOLD) == "Rita configured the sync (key 453a...1224)"


def test_the_ids_of_two_records_of_one_name_that_became_one_are_left_out() -> None:
    sentence = "sync fused account Acme of its namesake (110000000000001002 into 110000000000001001): policy overwrite"
    assert in_users_words(sentence, TOLD) == "sync fused account Acme of its namesake: policy overwrite"
