"""CSV tables of a small town: one base, a bakery, a farm, two technicians, three orders."""

from pathlib import Path

TOWN = {
    "bases": """\
code,name,latitude,longitude,city_radius_km,time_zone
harbour,Harbour base,49.9,-9.0,10,Europe/London
""",
    "customers": """\
code,name,tier,phone
C1,金龙饭店 Golden Dragon,vip,+44 1632 960001
C2,Mill Farm,regular,
""",
    "sites": """\
code,customer,base,name,address,latitude,longitude,opening_hours
S1,C1,harbour,Restaurant,"1 Quay Street, Old Town",49.91,-9.01,Mo-Su 09:00-22:00
S2,C2,harbour,Farm,"Mill Lane, Saltby",50.2,-9.0,
""",
    "assets": """\
serial,model,site,warranty_until
RE-1,Polaris CR-9,S1,2027-06-30
""",
    "technicians": """\
code,name,base,home_latitude,home_longitude,skills,hour_price
T1,Marta Quill,harbour,49.92,-9.0,boiler:4; hvac:3,3200
T2,Owen Bright,harbour,49.9,-9.05,refrigeration:3,3000
""",
    "shifts": """\
technician,starts_at,ends_at,max_overtime_minutes,breaks
T1,2026-03-17T08:00,2026-03-17T16:30,60,30 min 11:30-13:30
T2,2026-03-17T08:00,2026-03-17T16:30,,
""",
    "absences": """\
technician,starts_at,ends_at,reason
T2,2026-03-17T13:00,2026-03-17T16:30,Dentist
""",
    "work_orders": """\
number,site,asset,channel,severity,description,reported_at,responded_at,duration_minutes,skills,windows
WO-2026-000101,S1,RE-1,phone,emergency,Cold room warm,2026-03-17T07:10,2026-03-17T07:20,80,refrigeration:3,
WO-2026-000102,S2,,web,general_fault,No hot water,2026-03-16T16:00,,50,boiler:2,2026-03-17 10:00-12:00
WO-2026-000103,S2,,email,enquiry,Wants an invoice,2026-03-16T09:00,2026-03-16T10:00,,,
""",  # noqa: E501 - a row is a line
}


def write_tables(folder: Path, **tables: str) -> list[Path]:
    """Write tables as CSV files named after them; returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in tables.items():
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def write_town(folder: Path, **changes: str) -> list[Path]:
    """Write the town, with other tables in the place of some of its own."""
    return write_tables(folder, **{**TOWN, **changes})
