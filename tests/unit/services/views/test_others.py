"""Who else could take a visit: the answer in one word, and one line for each person."""

from dataclasses import replace

import pytest

from dispatch.planning.others import Other, Others
from dispatch.services.views.others import others_view
from tests.builders.domain import a_plan, a_technician, at

ADA, BO, CY = (a_technician(code=code, name=code.title()) for code in ("ADA", "BO", "CY"))
FREE = Other(BO, at(10), {"travel": 4.0})
TRAIN = {"code": "train", "sentence": "", "details": {"vehicle": "CY", "skills": {"gas": 3}}}
LONGER = {"code": "extend_shift", "sentence": "", "details": {"vehicle": "CY", "overtime": 60}}


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        ((), "nobody"),
        ((FREE, Other(CY, needs=TRAIN)), "some"),
        ((Other(BO, needs=TRAIN), Other(CY, needs=TRAIN)), "skill"),
        ((Other(BO, needs=TRAIN), Other(CY, needs=LONGER)), "room"),
        ((Other(BO),), "room"),
    ],
)
def test_the_verdict_says_who_else_there_is(found: tuple[Other, ...], verdict: str) -> None:
    assert others_view(a_plan(), "WO-1", Others(ADA, found, {})).verdict == verdict


def test_each_person_is_listed_once_with_the_better_stretch_and_never_the_holder() -> None:
    later = replace(FREE, start=at(15), terms={"travel": 9.0})
    view = others_view(a_plan(), "WO-1", Others(ADA, (FREE, Other(ADA, at(9)), later), {}))
    assert [(other.code, other.extra) for other in view.others] == [("BO", 4.0)]
    assert view.holder == "Ada"


def test_only_who_can_as_things_are_is_able() -> None:
    view = others_view(a_plan(), "WO-1", Others(None, (FREE, Other(CY, at(9), {}, LONGER)), {}))
    assert [other.code for other in view.able] == ["BO"]
    assert view.holder == ""
