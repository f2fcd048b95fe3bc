"""Play scripts in a process of one's own: ``python -m tests.property.playing`` reads them as JSON, prints digests."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from tests.property.people import People, Start, Step

Script = tuple[Start, Sequence[Step]]


def digest_of(start: Start, steps: Sequence[Step]) -> str:
    """The digest of the journal after a script."""
    people = People(start)
    for step in steps:
        people.do(step)
    people.settle_down()
    return people.world.digest()


def written(scripts: Sequence[Script]) -> str:
    """Scripts as JSON."""
    return json.dumps([[start, [*steps]] for start, steps in scripts])


def read(text: str) -> list[Script]:
    """The scripts that ``written`` gave."""
    return [(Start(*start), [Step(*step) for step in steps]) for start, steps in json.loads(text)]


if __name__ == "__main__":
    sys.stdout.writelines(f"{digest_of(*script)}\n" for script in read(sys.stdin.read()))
