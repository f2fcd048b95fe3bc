"""What one run is to do."""

from __future__ import annotations

from tests.unit.sync.execution.samples import Connection
from zsim.sync.execution.job import Job


def test_a_job_reads_everything_and_takes_no_field_for_newly_mapped_unless_told():
    whole = Connection().job()
    assert Job(*whole[:8]) == whole
    assert (whole.only, whole.mapped_ms) == ((), {})
