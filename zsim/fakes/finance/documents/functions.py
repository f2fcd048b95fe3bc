"""The pure functions of documents, so that a test can put a broken one in the place of a sound one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zsim.catalogue.life_cycles import LifeCycle
from zsim.fakes.finance.documents.lines import Totals, priced_lines, totals_of
from zsim.fakes.finance.documents.numbering import NumberSeries
from zsim.kernel.stand_ins import NO_STAND_INS, StandIns
from zsim.ports.records import Row


def left_to_pay(balance: Decimal, amount: Decimal) -> Decimal:
    """The balance once an amount was paid, or taken back where it is negative. Source: TXN-21."""
    return balance - amount


def keeps_content(cycle: LifeCycle, status: str) -> bool:
    """Whether a document in that state stays as it is. Source: TXN-29."""
    return status in cycle.frozen


@dataclass(frozen=True, slots=True)
class DocumentFunctions:
    """The parts; ``series`` makes the numbers of a prefix, ``stand_ins`` are made in the place of classes."""

    series: Callable[[str], NumberSeries] = NumberSeries
    lines: Callable[[str, Sequence[Mapping[str, object]], str], tuple[Row, ...]] = priced_lines
    totals: Callable[[Sequence[Row], str], Totals] = totals_of
    left: Callable[[Decimal, Decimal], Decimal] = left_to_pay
    keeps: Callable[[LifeCycle, str], bool] = keeps_content
    stand_ins: StandIns = NO_STAND_INS
