"""What a module's sync asks of whoever knows its choices: every module answers it."""

from __future__ import annotations

import pytest

from tests.unit.sync.execution.samples import CREDENTIALS, NOW_MS, Connection
from tests.unit.sync.samples import ITEM, account
from zsim.kernel.errors import UsageError
from zsim.sync.settings.chooser import ModuleSettings
from zsim.sync.settings.customer_settings import CustomerSettings
from zsim.sync.settings.single_kind_settings import SingleKindSettings


def every() -> dict[str, ModuleSettings]:
    context = Connection().context
    return {
        "customers": CustomerSettings(context, lambda: CREDENTIALS, True),
        "items": SingleKindSettings(context, lambda: CREDENTIALS, True, ITEM, "items"),
    }


@pytest.mark.parametrize("name", every())
def test_a_job_carries_the_kinds_that_are_mapped_by_the_saved_choices(name: str):
    settings = every()[name]
    job = settings.job(settings.defaults, "sync", NOW_MS, ())
    assert list(job.kinds) == list(settings.pairs(settings.defaults))
    assert job.includes is settings.includes(settings.defaults)


@pytest.mark.parametrize("name", every())
def test_a_module_has_the_schedule_of_its_product(name: str):
    assert every()[name].period_hours == 2


@pytest.mark.parametrize("name", every())
def test_what_nobody_offers_cannot_be_chosen(name: str):
    settings = every()[name]
    with pytest.raises(UsageError):
        settings.choose(settings.defaults, {"colour": "red"})


@pytest.mark.parametrize("name", every())
def test_a_record_of_the_crm_is_meant_itself_or_refused(name: str):
    settings, ref = every()[name], account(11).ref
    if name == "items":
        with pytest.raises(UsageError):
            settings.crm_ref(ref, Connection().links, settings.defaults)
    else:
        assert settings.crm_ref(ref, Connection().links, settings.defaults) == ref
