from datetime import timedelta

import pytest

from dispatch.domain.customers import CustomerTier
from dispatch.domain.skills import SkillLevel
from dispatch.domain.sla import Clock, Target
from dispatch.exchange import cells


def test_skills_have_levels_and_the_lowest_when_none_is_given():
    assert cells.skills("hvac; boiler: 3") == [SkillLevel("boiler", 3), SkillLevel("hvac", 1)]


@pytest.mark.parametrize(
    "text", ["boiler:6", "boiler:0", "boiler:x", "boiler:", "Boiler 3", "boiler:1; boiler:2", ":3"]
)
def test_what_is_no_skill_is_refused(text: str):
    with pytest.raises(ValueError, match=r"boiler|:3"):
        cells.skills(text)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("30 min", Target(timedelta(minutes=30))),
        ("1.5h", Target(timedelta(minutes=90))),
        ("2 d", Target(timedelta(days=2))),
        ("10 h working", Target(timedelta(hours=10), Clock.WORKING)),
    ],
)
def test_targets_are_spans_on_a_clock(text: str, target: Target):
    assert cells.target(text) == target


@pytest.mark.parametrize("text", ["30", "0 h", "-1 h", "400 d", "1 week", "0.001 min"])
def test_what_is_no_target_is_refused(text: str):
    with pytest.raises(ValueError, match="must be"):
        cells.target(text)


def test_choices_are_read_whatever_their_case():
    assert cells.choice(CustomerTier)("VIP") is CustomerTier.VIP
    with pytest.raises(ValueError, match="new, regular, vip"):
        cells.choice(CustomerTier)("gold")


@pytest.mark.parametrize("text", ["nan", "inf", "-90.1", "north", "1,5", ""])
def test_numbers_are_finite_and_within_bounds(text: str):
    with pytest.raises(ValueError, match="from -90 to 90"):
        cells.number(-90, 90)(text)


@pytest.mark.parametrize("text", ["1.5", "1e3", "٣", "99999999999999999999", "11"])
def test_whole_numbers_are_plain_digits_within_bounds(text: str):
    with pytest.raises(ValueError, match="from 1 to 10"):
        cells.whole(1, 10)(text)


@pytest.mark.parametrize("text", ["", "-1", "a b", "=1+1", "x" * 41, "a;b"])
def test_codes_are_short_and_plain(text: str):
    with pytest.raises(ValueError, match="letters, digits"):
        cells.code(text)


def test_text_may_be_chinese_and_have_lines_but_no_control_characters():
    assert cells.text("金龙饭店\nGolden Dragon") == "金龙饭店\nGolden Dragon"
    with pytest.raises(ValueError, match="control"):
        cells.text("a\x00b")
