"""Shifts and absences whose start is edited: the same ones, not second ones beside them."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dispatch.exchange import Counts
from dispatch.store import Store
from tests.builders.tables import TOWN, write_tables, write_town
from tests.integration.exchange.conftest import Load

Faults = Callable[[list[Path]], list[str]]
SHIFTS = "technician,starts_at,ends_at\n"
ABSENCES = "technician,starts_at,ends_at,reason\n"
DAY = datetime(2026, 3, 17, tzinfo=UTC), datetime(2026, 3, 18, tzinfo=UTC)


@pytest.fixture
def bring(load: Load, tmp_path: Path):
    """Import the town, then one more table."""
    load(write_town(tmp_path))
    return lambda **table: load(write_tables(tmp_path / "again", **table))


def times(store: Store, what: str, technician: str) -> list[str]:
    with store.read() as unit:
        (base,) = unit.bases.all()
        found = getattr(unit, what).between(base, *DAY)
    mine = [time for time in found if time.technician.code == technician]
    return [f"{time.starts_at:%H:%M}-{time.ends_at:%H:%M}" for time in mine]


def test_a_shift_whose_start_is_edited_is_moved(store: Store, bring):
    report = bring(shifts=f"{SHIFTS}T1,2026-03-17T09:00,2026-03-17T17:00\n")
    assert report.tables["shifts"] == Counts(updated=1)
    assert times(store, "shifts", "T1") == ["09:00-17:00"]


def test_a_moved_shift_keeps_what_the_file_does_not_say(store: Store, bring):
    bring(shifts=f"{SHIFTS}T1,2026-03-17T07:00,2026-03-17T16:30\n")
    with store.read() as unit:
        (base,) = unit.bases.all()
        shift, _ = unit.shifts.between(base, *DAY)
    assert len(shift.breaks) == 1


def test_an_absence_whose_start_is_edited_is_moved(store: Store, bring):
    report = bring(absences=f"{ABSENCES}T2,2026-03-17T12:00,2026-03-17T15:00,Dentist\n")
    assert report.tables["absences"] == Counts(updated=1)
    assert times(store, "absences", "T2") == ["12:00-15:00"]


def test_a_shift_beside_another_is_a_second_one(store: Store, bring):
    report = bring(shifts=f"{SHIFTS}T1,2026-03-17T18:00,2026-03-17T20:00\n")
    assert report.tables["shifts"] == Counts(created=1)
    assert times(store, "shifts", "T1") == ["08:00-16:30", "18:00-20:00"]


def test_a_shift_can_be_cut_in_two(store: Store, bring):
    halves = "T1,2026-03-17T08:00,2026-03-17T11:00\nT1,2026-03-17T12:00,2026-03-17T16:30\n"
    report = bring(shifts=SHIFTS + halves)
    assert report.tables["shifts"] == Counts(created=1, updated=1)
    assert times(store, "shifts", "T1") == ["08:00-11:00", "12:00-16:30"]


def test_both_halves_of_a_shift_may_have_another_start(store: Store, bring):
    halves = "T1,2026-03-17T09:00,2026-03-17T11:00\nT1,2026-03-17T12:00,2026-03-17T16:30\n"
    bring(shifts=SHIFTS + halves)
    assert times(store, "shifts", "T1") == ["09:00-11:00", "12:00-16:30"]


def test_a_row_that_could_be_either_of_two_shifts_is_refused(
    bring, faults_of: Faults, tmp_path: Path
):
    bring(shifts=f"{SHIFTS}T1,2026-03-17T18:00,2026-03-17T20:00\n")
    both = write_tables(tmp_path, shifts=f"{SHIFTS}T1,2026-03-17T10:00,2026-03-17T19:00\n")
    (fault,) = faults_of(both)
    assert fault.endswith("overlaps the shift from 2026-03-17 08:00")


def test_a_moved_shift_imported_again_changes_nothing(bring):
    moved = TOWN["shifts"].replace("T1,2026-03-17T08:00", "T1,2026-03-17T09:00")
    assert bring(shifts=moved).tables["shifts"] == Counts(updated=1, unchanged=1)
    assert bring(shifts=moved).changed_nothing
