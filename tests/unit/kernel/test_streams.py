"""Random streams: named, apart, and exportable."""

from __future__ import annotations

import json

from zsim.kernel.streams import Streams


def test_a_stream_is_the_same_object_each_time() -> None:
    streams = Streams(7)
    assert streams["crm.ids"] is streams["crm.ids"]


def test_equal_seeds_draw_equal_numbers() -> None:
    assert Streams(7)["faults"].random() == Streams(7)["faults"].random()


def test_a_stream_is_the_same_on_every_machine() -> None:
    assert Streams(7)["faults"].getrandbits(64) == 10791707687874021043


def test_other_seeds_draw_other_numbers() -> None:
    assert Streams(7)["faults"].random() != Streams(8)["faults"].random()


def test_other_names_draw_other_numbers() -> None:
    streams = Streams(7)
    assert streams["faults"].random() != streams["faker"].random()


def test_drawing_from_one_stream_leaves_the_others_alone() -> None:
    disturbed = Streams(7)
    disturbed["faults"].random()
    assert disturbed["faker"].random() == Streams(7)["faker"].random()


def test_a_state_goes_through_json_and_back() -> None:
    streams = Streams(7)
    streams["faults"].gauss(0, 1)
    loaded = Streams(7)
    loaded.restore(json.loads(json.dumps(streams.state())))
    assert loaded["faults"].gauss(0, 1) == streams["faults"].gauss(0, 1)


def test_restoring_moves_the_streams_already_handed_out() -> None:
    streams = Streams(7)
    stream = streams["faults"]
    state = streams.state()
    first = stream.random()
    streams.restore(state)
    assert stream.random() == first


def test_restoring_starts_streams_anew_that_were_not_in_use() -> None:
    streams = Streams(7)
    state = streams.state()
    first = streams["faults"].random()
    streams.restore(state)
    assert streams["faults"].random() == first
