# ruff: noqa: E501 - a row is a line
"""The small town with everything that tables can hold, and text that files find hard to keep."""

from pathlib import Path

from tests.builders.tables import TOWN, write_tables

HARD_TEXT = "'=HYPERLINK(\"x\"); _x0041_ #N/A，“引号” O'Brien"

FULL_TOWN = {
    **TOWN,
    "customers": """\
code,name,tier,phone,email
C1,金龙饭店 Golden Dragon,vip,'+44 1632 960001,a@example.org
C2,'=Mill Farm,regular,,
C3,#N/A,new,'-1,'@home
""",
    "technicians": """\
code,name,base,home_latitude,home_longitude,end_latitude,end_longitude,skills,travel_factor,hour_price,stock,max_visits,max_travel_minutes
T1,Marta Quill,harbour,49.92,-9.0,49.9,-9.1,boiler:4; 空调:3,1.1,3200,gasket:4; valve:0,6,240
T2,Owen Bright,harbour,49.9,-9.05,,,refrigeration:3,1,3000,,,
""",
    "skills": """\
technician,skill,level
T1,boiler,5
T2,hvac,1
""",
    "shifts": """\
technician,starts_at,ends_at,max_overtime_minutes,max_duration_minutes,breaks
T1,2026-03-17T08:00,2026-03-17T16:30,60,480,"30 min 11:30-13:30; 15 min 15:00-15:00 @ 49.9,-9.0"
T2,2026-10-24T22:00,2026-10-25T01:30+00:00,,,45 min 23:30-00:30
""",
    "work_orders": f"""\
number,site,asset,channel,severity,description,reported_at,responded_at,duration_minutes,setup_minutes,skills,parts,windows,not_before,pinned_technician,pinned_start,pinned_position,required_technicians,excluded_technicians,preferred_technicians,service_level,overrule_reason,status,resolved_at
WO-2026-000101,S1,RE-1,phone,紧急,Cold room warm,2026-03-17T07:10,2026-03-17T07:20,80,10,refrigeration:3,gasket:2; valve,2026-03-17 08:00-10:00; 2026-03-17T22:00/2026-03-18T06:00,2026-03-17T08:30,T1,2026-03-17T09:00,2,T1; T2,,T2,,,,
WO-2026-000102,S2,,web,general fault,"{HARD_TEXT.replace('"', '""')}",2026-10-25T01:10+01:00,,50,,boiler:2,,,,,,,,T2,,emergency-country,'=Hospital,,
WO-2026-000103,S2,,邮件,enquiry,"Two
lines",2026-03-16T09:00:30,2026-03-16T10:00,,,,,,,,,,,,,,,,
WO-2026-000104,S1,,app,enquiry,Solved,2026-03-10T09:00,2026-03-10T09:30,30,,,,,,,,,,,,,,closed,2026-03-10T11:00
WO-2026-000105,S1,,app,enquiry,Called off,2026-03-10T09:00,,30,,,,,,,,,,,,,,已取消,
""",
    "finished_visits": """\
date,technician,skill,severity,tier,region,planned_minutes,actual_minutes,planned_travel_minutes,actual_travel_minutes,arrive_by,arrived_at,first_time_fix
2026-03-02,T1,boiler,emergency,vip,same_city,45,52.5,15,18,2026-03-02T11:00,2026-03-02T10:42,yes
,T2,空调,enquiry,new,out_of_town,30,0,40,44,,2026-10-25T01:15+00:00,否
2026-03-03,T2,hvac,enquiry,new,out_of_town,30,25,40,44,,2026-03-04T00:10,0
""",
}


def write_full_town(folder: Path) -> list[Path]:
    """Write every table as CSV; returns the paths."""
    return write_tables(folder, **FULL_TOWN)
