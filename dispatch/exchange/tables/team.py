"""Technicians, their skills, when they work and when they are away."""

from datetime import timedelta
from typing import Final

from dispatch.domain.skills import HIGHEST_LEVEL, LOWEST_LEVEL
from dispatch.exchange import kinds
from dispatch.exchange.spec import Column, Table
from dispatch.exchange.tables.columns import code, degrees, name, reference, technician

DAY_MINUTES: Final = 24 * 60
_HIGHEST_PRICE: Final = 10_000_000


def _factor(name: str, chinese: str, help: str, help_chinese: str) -> Column:
    return Column(name, chinese, kinds.number(0.2, 5), help, help_chinese, "1", default=1.0)


def _price(name: str, chinese: str, help: str, help_chinese: str, example: str) -> Column:
    return Column(
        name, chinese, kinds.whole(0, _HIGHEST_PRICE), help, help_chinese, example, default=0
    )


TECHNICIANS: Final = Table(
    "technicians",
    "技术员",
    "technician",
    "People who visit sites",
    "上门服务的人员",
    ("code",),
    (
        code("technician", "技术员", "T01"),
        name("technician", "技术员", "Marta Quill"),
        reference("base", "服务站", "bases", "Code of the base", "所属服务站编号", "harbour", True),
        *degrees("home_", "出发", "where the day begins", "每日出发地", ("49.92", "-9.0"), True),
        *degrees("end_", "结束", "where the day ends; empty: at home", "每日结束地；空：同出发地"),
        Column(
            "skills",
            "技能",
            kinds.SKILLS,
            "Skills with levels 1 to 5, such as boiler:3; hvac:2",
            "技能及等级 1 至 5，如 空调:3；锅炉:2",
            "boiler:3; hvac:2",
            default=(),
        ),
        _factor(
            "travel_factor", "行程系数", "1.2 travels a fifth slower", "1.2 表示行程慢五分之一"
        ),
        _factor(
            "duration_factor", "工时系数", "1.2 works a fifth slower", "1.2 表示干活慢五分之一"
        ),
        _price("hour_price", "每小时工价", "Cents for an hour of work", "每小时工价（分）", "3200"),
        _price(
            "overtime_hour_price",
            "每小时加班价",
            "Cents for an hour of overtime",
            "每小时加班价（分）",
            "4800",
        ),
        Column(
            "stock",
            "车载备件",
            kinds.STOCK,
            "Parts in the van when a shift begins, such as gasket:4; valve:1",
            "出车时的备件，如 垫片:4；阀门:1",
            default=(),
        ),
        Column(
            "max_visits",
            "每班最多上门",
            kinds.whole(0, 999),
            "Visits in one shift; empty: no limit",
            "一个班次最多上门次数；空：不限",
        ),
        Column(
            "max_travel_minutes",
            "每班最多行程分钟",
            kinds.minutes(0, DAY_MINUTES),
            "Driving in one shift; empty: no limit",
            "一个班次最多行程时间；空：不限",
        ),
        Column(
            "phone", "电话", kinds.TEXT, "Telephone number", "电话号码", "01632 960045", default=""
        ),
    ),
)

SKILLS: Final = Table(
    "skills",
    "技能",
    "skill",
    "One skill of one technician a row; skills that no row names stay as they are",
    "每行是一名技术员的一项技能；未列出的技能保持不变",
    ("technician", "skill"),
    (
        technician(),
        Column("skill", "技能", kinds.SKILL, "Such as boiler", "如 锅炉", "boiler", required=True),
        Column(
            "level",
            "等级",
            kinds.whole(LOWEST_LEVEL, HIGHEST_LEVEL),
            "1 (assisted) to 5 (expert)",
            "1（需协助）至 5（专家）",
            "3",
            required=True,
        ),
    ),
)

SHIFTS: Final = Table(
    "shifts",
    "班次",
    "shift",
    "Working days of technicians, in the time of their base",
    "技术员的工作日，按服务站当地时间",
    ("technician", "starts_at"),
    (
        technician(),
        Column(
            "starts_at",
            "开始时间",
            kinds.MOMENT,
            "Such as 2026-03-17T08:00",
            "如 2026-03-17 08:00",
            "2026-03-17T08:00",
            required=True,
        ),
        Column(
            "ends_at",
            "结束时间",
            kinds.MOMENT,
            "At most 24 hours later",
            "最多晚 24 小时",
            "2026-03-17T16:30",
            required=True,
        ),
        Column(
            "max_overtime_minutes",
            "最多加班分钟",
            kinds.minutes(0, DAY_MINUTES),
            "Overtime allowed after the end; empty: none",
            "结束后允许的加班；空：不允许",
            "60",
            default=timedelta(0),
        ),
        Column(
            "max_duration_minutes",
            "最长工作分钟",
            kinds.minutes(1, DAY_MINUTES),
            "Longest time from leaving home to returning; empty: the whole shift",
            "从出发到返回的最长时间；空：整个班次",
        ),
        Column(
            "breaks",
            "休息",
            kinds.RESTS,
            "Length, and when it may start, such as 30 min 11:30-13:30; 15 min 15:00-16:00; "
            "at a place: 30 min 11:30-13:30 @ 49.9,-9.0",
            "时长与可开始的时段，如 30 分钟 11:30-13:30；15 分钟 15:00-16:00；"
            "在指定地点：30 分钟 11:30-13:30 @ 49.9,-9.0",
            "30 min 11:30-13:30",
            default=(),
        ),
    ),
)

ABSENCES: Final = Table(
    "absences",
    "缺勤",
    "absence",
    "When technicians are away, in the time of their base",
    "技术员何时不在，按服务站当地时间",
    ("technician", "starts_at"),
    (
        technician(),
        Column(
            "starts_at",
            "开始时间",
            kinds.MOMENT,
            "From when on, such as 2026-03-17T00:00",
            "从何时起，如 2026-03-17 00:00",
            "2026-03-17T13:00",
            required=True,
        ),
        Column(
            "ends_at",
            "结束时间",
            kinds.MOMENT,
            "Until when",
            "到何时止",
            "2026-03-17T16:30",
            required=True,
        ),
        Column("reason", "原因", kinds.TEXT, "Why", "为什么", "Dentist", default=""),
    ),
)
