"""A policy file: what it leaves out keeps its default, and what is wrong in it is told at once."""

from datetime import timedelta
from pathlib import Path

import pytest

from dispatch.domain.policy import LateKink, PlanningPolicy
from dispatch.errors import BadInput
from dispatch.services.policy import load_policy

WHOLE = """
currency = "GBP"
travel_hour = 1000
unpreferred_technician = 700
change_technician = 2500
change_quarter_hour = 250
max_changed = 5
change_tolerance_minutes = 20

[late_minute]
4 = 2000
1 = 100

[late_step]
4 = 5000

[[late_kinks.4]]
after_minutes = 30
minute = 4000

[[late_kinks.4]]
after_minutes = 120
minute = 9000
"""

WRONG = """
kilometre = -3
max_changed = "five"
colour = "red"

[late_minute]
high = 2000

[[late_kinks.4]]
after_minutes = 60
minute = 4000

[[late_kinks.4]]
after_minutes = 30
minute = 1

[[late_kinks.3]]
after_minutes = 30
minute = 1
"""


def a_file(folder: Path, text: str) -> Path:
    path = folder / "prices.toml"
    path.write_text(text, "utf-8")
    return path


def test_without_a_file_the_defaults_hold() -> None:
    assert load_policy(None) == PlanningPolicy()


def test_every_figure_can_be_set(tmp_path: Path) -> None:
    assert load_policy(a_file(tmp_path, WHOLE)) == PlanningPolicy(
        currency="GBP",
        travel_hour=1000,
        late_minute={4: 2000, 1: 100},
        late_kinks={
            4: (LateKink(timedelta(minutes=30), 4000), LateKink(timedelta(minutes=120), 9000))
        },
        late_step={4: 5000},
        unpreferred_technician=700,
        change_technician=2500,
        change_quarter_hour=250,
        max_changed=5,
        change_tolerance=timedelta(minutes=20),
    )


def test_all_faults_of_a_file_come_at_once_also_those_between_its_fields(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        load_policy(a_file(tmp_path, WRONG))
    fields = {fault.field for fault in refused.value.faults}
    assert fields == {
        "kilometre",
        "max_changed",
        "colour",
        "late_minute.high",
        "late_kinks.4",
        "late_kinks.3",
    }
    assert {fault.file for fault in refused.value.faults} == {str(tmp_path / "prices.toml")}


def test_a_file_that_is_no_toml_says_where(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"prices\.toml.*line 1"):
        load_policy(a_file(tmp_path, "travel_hour is 5"))


def test_the_example_in_the_notes_is_a_policy(tmp_path: Path, repository: Path) -> None:
    notes = (repository / "docs" / "notes" / "one-currency.md").read_text("utf-8")
    example = notes.split("```toml\n")[1].split("```")[0]
    policy = load_policy(a_file(tmp_path, example))
    assert (policy.max_changed, policy.late_step_for(5)) == (5, 5000)
    assert policy.late_kinks_for(4) == (LateKink(timedelta(minutes=30), 4000),)
