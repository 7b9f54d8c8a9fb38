"""Technicians of the sample company, and when they work on the sample day."""

from random import Random

from dispatch.sample import SAMPLE_DAY
from dispatch.sample.catalogue import CREW
from dispatch.sample.city import City
from dispatch.sample.world import BASE, Row, any_district, dice, phone, point

PART_TIMER, ABSENT = 7, 8
_VILLAGERS = 0.12


def technician_code(number: int) -> str:
    """Code of the technician with a number from 1."""
    return f"T{number:02}"


def technicians(city: City, count: int) -> list[Row]:
    """The first so many technicians, each at home somewhere in the city or a village."""
    return [_technician(city, number) for number in range(1, count + 1)]


def shifts(count: int) -> list[Row]:
    """One shift for each: full days from 7:30 or 8:00, every ninth a part-timer."""
    return [_shift(number) for number in range(1, count + 1)]


def absences() -> list[Row]:
    """One technician is ill for the day, in spite of the shift."""
    day = SAMPLE_DAY.isoformat()
    return [
        {
            "technician": technician_code(ABSENT),
            "starts_at": f"{day}T00:00",
            "ends_at": f"{day}T23:59",
            "reason": "Ill",
        }
    ]


def _technician(city: City, number: int) -> Row:
    rng = dice("technician", number)
    name, skills = CREW[number - 1]
    home = city.random_address(rng, any_district(rng, city, _VILLAGERS))
    hour = 2600 + 200 * rng.randrange(6)
    return {
        "code": technician_code(number),
        "name": name,
        "base": BASE,
        **point(home.coordinates, "home_"),
        "skills": skills,
        "travel_factor": "1",
        "duration_factor": rng.choice(("0.9", "1", "1", "1", "1.1")),
        "hour_price": str(hour),
        "overtime_hour_price": str(hour * 3 // 2),
        "phone": phone(rng),
    }


def _shift(number: int) -> Row:
    rng = dice("shift", number)
    day = SAMPLE_DAY.isoformat()
    if number % 9 == PART_TIMER:
        start, end, overtime, breaks = "08:00", "13:00", 0, "15 min 10:00-11:00"
    else:
        start, end = rng.choice((("07:30", "16:00"), ("08:00", "16:30"), ("08:00", "16:30")))
        overtime = 60 if number % 3 == 0 else 0
        breaks = f"30 min {_lunch(rng)}"
    return {
        "technician": technician_code(number),
        "starts_at": f"{day}T{start}",
        "ends_at": f"{day}T{end}",
        "max_overtime_minutes": str(overtime),
        "breaks": breaks,
    }


def _lunch(rng: Random) -> str:
    return rng.choice(("11:30-13:00", "12:00-13:30", "11:30-13:30"))
