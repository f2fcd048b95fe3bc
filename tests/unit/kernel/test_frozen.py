"""Frozen time: what Python's clocks show, and what they must not."""

# ruff: noqa: DTZ005, DTZ011, TID251  -- what Python's own clocks show is the subject here

from __future__ import annotations

import datetime
import subprocess
import sys
import time
import types
from collections.abc import Iterator

import _pytest.timing
import pytest
from faker import Faker
from freezegun import api  # the real names, in the one module that freezegun leaves as it is
from hypothesis import given, settings
from hypothesis import strategies as st

from zsim.kernel.canonical import canonical_bytes
from zsim.kernel.clock import to_datetime
from zsim.kernel.frozen import FrozenTime, Places
from zsim.kernel.moments import parse_moment

MOMENT_MS = parse_moment("2026-03-29 01:30:00.250")

ROUND = """
import datetime, threading, time
import _pytest.timing, zsim.kernel.frozen
real = {(datetime, "datetime"), (datetime, "date")} | {
    (time, name) for name in ("time", "time_ns", "gmtime", "localtime", "strftime", "monotonic", "perf_counter")
}
before = {each: getattr(*each) for each in real}
frozen = zsim.kernel.frozen.FrozenTime()
frozen.enter()
frozen.move_to(0)
assert time.time() == 0
assert _pytest.timing.time is before[time, "time"]
frozen.leave()
assert {each: getattr(*each) for each in real} == before
assert time.time() > 1_600_000_000
"""


@pytest.fixture
def frozen() -> Iterator[FrozenTime]:
    """Time frozen at the moment."""
    frozen = FrozenTime()
    frozen.move_to(MOMENT_MS)
    frozen.enter()
    yield frozen
    frozen.leave()


@pytest.mark.usefixtures("frozen")
def test_python_tells_the_moment_in_utc() -> None:
    assert (
        datetime.datetime.now().isoformat(),
        datetime.datetime.now(datetime.UTC).isoformat(),
        datetime.date.today().isoformat(),
        time.time(),
        time.gmtime()[:5],
    ) == (
        "2026-03-29T01:30:00.250000",
        "2026-03-29T01:30:00.250000+00:00",
        "2026-03-29",
        MOMENT_MS / 1000,
        (2026, 3, 29, 1, 30),
    )


def test_the_moment_moves_either_way(frozen: FrozenTime) -> None:
    frozen.move_to(MOMENT_MS + 1000)
    later = time.time()
    frozen.move_to(0)
    assert (later, time.time()) == ((MOMENT_MS + 1000) / 1000, 0)


@pytest.mark.usefixtures("frozen")
def test_a_caller_deep_in_our_own_code_reads_the_moment_too() -> None:
    """freezegun would give a function called by a module on its list the real time."""
    caller: dict[str, object] = {"__name__": "zsim.testing.plugin", "time": time}
    exec("def call():\n    return time.time()", caller)
    assert eval("call()", caller) == MOMENT_MS / 1000


@pytest.mark.usefixtures("frozen")
def test_stopwatches_are_real() -> None:
    assert (time.perf_counter, _pytest.timing.perf_counter) == (api.real_perf_counter, api.real_perf_counter)


@pytest.mark.usefixtures("frozen")
def test_pytest_tells_real_durations_and_starts() -> None:
    instant = _pytest.timing.Instant()
    assert (_pytest.timing.time, instant.elapsed().seconds > 0) == (api.real_time, True)


@pytest.mark.usefixtures("frozen")
def test_hypothesis_keeps_its_deadlines() -> None:
    seen: list[datetime.datetime] = []

    @settings(max_examples=10, deadline=10_000, database=None, derandomize=True)
    @given(st.datetimes(timezones=st.timezones()), st.dates())
    def collect(moment: datetime.datetime, day: datetime.date) -> None:
        assert isinstance(day, datetime.date)
        seen.append(moment)

    collect()
    assert all(isinstance(each, datetime.datetime) for each in seen)


def birthdays() -> list[datetime.date]:
    """Dates that Faker reckons from today."""
    faker = Faker("en_US")
    faker.seed_instance(7)
    return [faker.date_of_birth(minimum_age=18), faker.past_date(), faker.date_this_year()]


def test_faker_reckons_from_the_moment(frozen: FrozenTime) -> None:
    first = birthdays()
    frozen.move_to(MOMENT_MS)
    assert birthdays() == first
    assert first[2].year == 2026


@pytest.mark.usefixtures("frozen")
def test_our_own_modules_keep_the_real_classes() -> None:
    assert type(to_datetime(MOMENT_MS)) is api.real_datetime


@pytest.mark.usefixtures("frozen")
def test_a_frozen_datetime_has_the_bytes_of_a_real_one() -> None:
    assert canonical_bytes(datetime.datetime.now(datetime.UTC)) == canonical_bytes(to_datetime(MOMENT_MS))


def test_entering_again_does_nothing(frozen: FrozenTime) -> None:
    frozen.enter()
    assert time.time() == MOMENT_MS / 1000


def test_leaving_again_does_nothing() -> None:
    FrozenTime().leave()
    assert time.time() > MOMENT_MS / 1000


def test_moving_without_entering_shows_nothing() -> None:
    shown = datetime.datetime.now()
    FrozenTime().move_to(0)
    assert datetime.datetime.now() >= shown


def test_leaving_puts_everything_back() -> None:
    subprocess.run([sys.executable, "-c", ROUND], check=True)


def test_entering_anew_looks_only_where_something_changed() -> None:
    """Only then is it cheap enough to be done around each test."""
    places = Places()
    fakes = {id(api.real_datetime): api.FakeDatetime}
    first = places.look(fakes)
    assert first > 100
    assert places.look(fakes) == 0
    module = types.ModuleType("looked_at")
    sys.modules["looked_at"] = module
    try:
        assert places.look(fakes) == 1
        module.when = api.real_datetime
        assert places.look(fakes) == 1
    finally:
        del sys.modules["looked_at"]
