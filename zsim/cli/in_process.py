"""What pytest must be told when it is called from a process that has already imported zsim."""

from __future__ import annotations

# pytest would rewrite the assertions of every package that brings a plugin, and warns that it came too late for ours;
# scripts are imported later and are rewritten as always.
IN_PROCESS = ("-W", "ignore:Module already imported so cannot be rewritten:pytest.PytestAssertRewriteWarning")

# What keeps a session from leaving a recording or pytest's own memory of it behind.
UNRECORDED = ("-p", "no:zsim-recorder", "-p", "no:cacheprovider")
