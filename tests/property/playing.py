"""Play scripts in a process of one's own: ``python -m tests.property.playing`` reads them as JSON, prints digests."""

from __future__ import annotations

import json
import sys

from zsim.explore.script import play, script_of

if __name__ == "__main__":
    sys.stdout.writelines(f"{play(script_of(each)).world.digest()}\n" for each in json.load(sys.stdin))
