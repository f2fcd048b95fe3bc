"""All bugs that were written last."""

from __future__ import annotations

from zsim.explore.bank.bug import Bug
from zsim.explore.bank.slipping.in_choices import IN_CHOICES
from zsim.explore.bank.slipping.in_exports import IN_EXPORTS
from zsim.explore.bank.slipping.in_records import IN_RECORDS
from zsim.explore.bank.slipping.in_refusals import IN_REFUSALS
from zsim.explore.bank.slipping.in_runs import IN_RUNS
from zsim.explore.bank.slipping.in_words import IN_WORDS

SLIPPING_BUGS: tuple[Bug, ...] = (*IN_RECORDS, *IN_EXPORTS, *IN_CHOICES, *IN_REFUSALS, *IN_RUNS, *IN_WORDS)
