"""The state of the engine: tables that are committed and rolled back together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zsim.sync.runs.engine_state import EngineState


def kept(**rows: int) -> EngineState:
    """A state with one table of these rows, committed."""
    state = EngineState()
    for key, row in rows.items():
        state.table("links").put(key, row)
    state.commit()
    return state


def test_a_table_is_the_same_whenever_it_is_asked_for():
    state = kept(acme=1)
    assert state.table("links") is state.table("links")
    assert state.table("links").get("acme") == 1


def test_a_row_that_is_put_again_takes_the_place_of_the_former():
    table = kept(acme=1).table("links")
    table.put("acme", 2)
    assert (table.get("acme"), len(table), list(table)) == (2, 1, ["acme"])


def test_removing_what_is_not_there_does_nothing():
    state = kept(acme=1)
    state.table("links").remove("bolt")
    state.roll_back()
    assert state.snapshot() == {"links": {"acme": 1}}


def test_a_roll_back_undoes_what_was_put_replaced_removed_and_cleared():
    state = kept(acme=1, bolt=2)
    table = state.table("links")
    table.put("acme", 3)
    table.remove("bolt")
    table.put("corn", 4)
    table.clear()
    state.roll_back()
    assert state.snapshot() == {"links": {"acme": 1, "bolt": 2}}


def test_changes_of_one_row_are_undone_from_the_last_to_the_first():
    state = kept(acme=1)
    for number in (2, 3):
        state.table("links").put("acme", number)
    state.roll_back()
    assert state.table("links").get("acme") == 1


def test_what_was_committed_stays():
    state = kept(acme=1)
    state.table("links").put("acme", 2)
    state.commit()
    state.roll_back()
    assert state.table("links").get("acme") == 2


def test_a_roll_back_is_done_once():
    state = kept(acme=1)
    state.table("links").put("acme", 2)
    state.roll_back()
    state.table("links").put("acme", 3)
    state.commit()
    state.roll_back()
    assert state.table("links").get("acme") == 3


def test_nothing_put_is_a_row_like_any_other():
    state = EngineState()
    state.table("links").put("acme", None)
    state.commit()
    state.table("links").put("acme", 1)
    state.roll_back()
    assert state.snapshot() == {"links": {"acme": None}}


def test_parts_have_tables_of_their_own_that_are_committed_with_all_others():
    state = EngineState()
    books, invoice = state.part("books"), state.part("invoice")
    books.table("links").put("acme", 1)
    state.commit()
    invoice.table("links").put("acme", 2)
    state.table("links").put("acme", 3)
    books.roll_back()
    assert state.snapshot() == {"books links": {"acme": 1}}


def test_parts_of_parts_are_apart():
    state = EngineState()
    state.part("books").part("items").table("left").put("a", 1)
    assert state.snapshot() == {"books items left": {"a": 1}}


def test_a_cell_holds_its_first_value_until_another_is_put_there():
    state = EngineState()
    cell = state.cell("queues", "customers", "none")
    assert (cell.value, state.snapshot()) == ("none", {})
    cell.set("one")
    assert cell.value == state.cell("queues", "customers", "none").value == "one"
    state.roll_back()
    assert cell.value == "none"


def test_numbers_grow_in_whichever_part_they_are_asked_for():
    state = EngineState()
    given = [state.next_number(), state.part("books").next_number(), state.part("invoice").next_number()]
    assert given == [1, 2, 3]


def test_a_number_that_was_not_committed_may_be_given_again():
    state = EngineState()
    state.next_number()
    state.commit()
    assert state.next_number() == 2
    state.roll_back()
    assert state.next_number() == 2


def test_a_snapshot_is_a_copy_in_the_order_of_names_without_empty_tables():
    state = EngineState()
    state.table("runs").put("b", 1)
    state.table("links").put("a", 1)
    state.table("empty")
    taken = state.snapshot()
    state.table("links").put("a", 2)
    assert list(taken) == ["links", "runs"]
    assert taken["links"] == {"a": 1}


KEY, ROW = st.sampled_from("abc"), st.integers(0, 3)
ACTIONS = st.lists(
    st.tuples(st.just("put"), KEY, ROW)
    | st.tuples(st.just("remove"), KEY)
    | st.tuples(st.sampled_from(["clear", "commit", "roll_back"]))
)


@given(ACTIONS)
def test_a_roll_back_always_comes_to_what_was_committed_last(actions):
    state, now, committed = EngineState(), {}, {}
    for verb, *given_to in actions:
        match verb:
            case "put":
                state.table("t").put(*given_to)
                now[given_to[0]] = given_to[1]
            case "remove":
                state.table("t").remove(*given_to)
                now.pop(given_to[0], None)
            case "clear":
                state.table("t").clear()
                now = {}
            case "commit":
                state.commit()
                committed = dict(now)
            case _:
                state.roll_back()
                now = dict(committed)
        assert state.table("t").rows == now
