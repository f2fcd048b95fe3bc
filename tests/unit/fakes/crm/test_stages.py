from __future__ import annotations

import pytest

from zsim.fakes.crm import Crm
from zsim.kernel.errors import UsageError
from zsim.ports.app import Credentials
from zsim.ports.errors import DuplicateValue, InvalidData, NoPermission


def test_the_crm_comes_with_stages_that_say_what_they_bring(crm: Crm) -> None:
    assert [(each.name, each.probability) for each in crm.stages.all()][-4:] == [
        ("Negotiation/Review", 90),
        ("Closed Won", 100),
        ("Closed Lost", 0),
        ("Closed Lost to Competition", 0),
    ]
    assert str(crm.stages["closed won"]) == "Closed Won: 100%, Closed"
    assert str(crm.stages["Closed Lost"]) == "Closed Lost: 0%, Omitted"
    assert str(crm.stages).splitlines()[1] == "  Qualification: 10%, Pipeline"
    assert len(crm.stages) == 9


def test_a_new_stage_stands_last_and_brings_its_probability(crm: Crm) -> None:
    signed = crm.stages.create("Signed", probability=100)
    assert (signed.forecast_category, crm.stages.all()[-1]) == ("Closed", signed)
    assert crm.deals.create(Deal_Name="Anvils", Stage="Signed").Probability == 100
    assert crm.stages.create("Paper", 50, forecast_category="omitted").forecast_category == "Omitted"


def test_deals_take_up_an_edited_probability_when_they_are_saved(crm: Crm) -> None:
    deal, other = (crm.deals.create(Deal_Name=each, Stage="Negotiation/Review") for each in ("Anvils", "Ropes"))
    modified = other.record.modified_ms
    crm.stages.update("Negotiation/Review", probability=100)
    assert (deal.Probability, other.Probability) == (90, 90)
    assert crm.deals.update(deal, Description="Heavy").Probability == 100
    assert (other.Probability, other.record.modified_ms) == (90, modified)
    assert crm.deals.update(other, Stage="Negotiation/Review").Probability == 100
    assert crm.deals.create(Deal_Name="Saws", Stage="Negotiation/Review").Probability == 100


def test_what_is_not_named_stays(crm: Crm) -> None:
    assert str(crm.stages.update("Closed Won", forecast_category="Pipeline")) == "Closed Won: 100%, Pipeline"
    assert str(crm.stages.update("Closed Won", probability=99)) == "Closed Won: 99%, Pipeline"


def test_the_port_tells_the_probabilities_with_the_options(crm: Crm) -> None:
    port = crm.gate.open("books", Credentials(crm.email, crm.generate_zsc_key()))
    crm.stages.update("Qualification", probability=15)
    field = port.fields("Deals")["Stage"]
    assert dict(zip(field.options, field.probabilities, strict=True))["Qualification"] == 15
    assert field.probabilities[-3:] == (100, 0, 0)
    assert port.fields("Deals")["Type"].probabilities == ()


def test_what_is_no_stage_is_refused_in_words(crm: Crm) -> None:
    before = crm.export()
    with pytest.raises(UsageError, match="did you mean 'Negotiation/Review'"):
        crm.stages.update("Negotiation", probability=100)
    with pytest.raises(UsageError, match="name a probability"):
        crm.stages.update("Closed Won")
    with pytest.raises(InvalidData, match="from 0 to 100, not 101"):
        crm.stages.update("Closed Won", probability=101)
    for bad in (True, 0.5, "100"):
        with pytest.raises(InvalidData, match="a whole number"):
            crm.stages.create("Signed", probability=bad)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="one of Pipeline, Closed, Omitted"):
        crm.stages.create("Signed", 100, forecast_category="Sure")
    with pytest.raises(DuplicateValue, match="there is a stage"):
        crm.stages.create("closed won", 100)
    with pytest.raises(InvalidData, match="has a name"):
        crm.stages.create(" ", 100)
    crm.users.create("Rita")
    after = crm.export()
    with pytest.raises(NoPermission, match="only administrators"):
        crm.as_user("Rita").stages.update("Closed Won", probability=1)
    assert crm.export() == after
    assert after["stages"] == before["stages"]
    assert after["modules"] == before["modules"]
