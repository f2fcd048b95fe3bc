from __future__ import annotations

import pytest

from zsim.fakes.store.keys import is_key, maker_of, new_key
from zsim.kernel.streams import Streams


def test_a_key_tells_who_made_it() -> None:
    stream = Streams(0)["keys"]
    keys = {app: new_key(app, stream) for app in ("crm", "books", "marketinghub")}
    assert [maker_of(key, ("books", "crm", "marketinghub")) for key in keys.values()] == list(keys)
    assert maker_of(keys["books"].upper(), ("books",)) == "books"
    assert maker_of(keys["books"], ("crm", "billing")) is None
    assert len({*keys.values(), new_key("crm", stream)}) == 4


@pytest.mark.parametrize("text", ["", "0" * 31, "0" * 33, "g" * 32])
def test_a_key_has_32_hexadecimal_digits(text: str) -> None:
    assert not is_key(text)
    assert is_key(new_key("crm", Streams(1)["keys"]))
