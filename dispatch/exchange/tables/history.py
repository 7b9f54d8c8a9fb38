"""Finished visits: what was planned, and what was measured."""

from typing import Final

from dispatch.domain.customers import CustomerTier, Region
from dispatch.domain.severity import Severity
from dispatch.exchange import kinds
from dispatch.exchange.spec import Column, Table
from dispatch.exchange.tables.columns import technician
from dispatch.exchange.tables.team import DAY_MINUTES


def _minutes(name: str, chinese: str, help: str, help_chinese: str, example: str) -> Column:
    kind = kinds.minutes(0, DAY_MINUTES)
    return Column(name, chinese, kind, help, help_chinese, example, required=True)


FINISHED_VISITS: Final = Table(
    "finished_visits",
    "已完成上门",
    "finished visit",
    "What was planned and what was measured, in the time of the technician's base",
    "计划与实际的对照，按技术员所属服务站当地时间",
    ("technician", "arrived_at"),
    (
        Column(
            "date",
            "日期",
            kinds.DAY,
            "Working day; empty: the day of arrival",
            "工作日；空：到达当天",
            "2026-03-16",
        ),
        technician(),
        Column(
            "skill",
            "技能",
            kinds.SKILL,
            "Skill that was needed, such as boiler",
            "所用技能，如 锅炉",
            "boiler",
            required=True,
        ),
        Column(
            "severity",
            "严重程度",
            kinds.choice(Severity),
            ", ".join(Severity),
            "紧急、复杂故障、一般故障或咨询",
            "general_fault",
            required=True,
        ),
        Column(
            "tier",
            "客户等级",
            kinds.choice(CustomerTier),
            "new, regular or vip",
            "新客户、普通客户或VIP客户",
            "regular",
            required=True,
        ),
        Column(
            "region",
            "区域",
            kinds.choice(Region),
            "same_city or out_of_town",
            "市内或市外",
            "same_city",
            required=True,
        ),
        _minutes("planned_minutes", "计划工时分钟", "Planned on site", "计划现场工时", "45"),
        _minutes("actual_minutes", "实际工时分钟", "Measured on site", "实际现场工时", "52"),
        _minutes("planned_travel_minutes", "计划行程分钟", "Planned way", "计划行程", "15"),
        _minutes("actual_travel_minutes", "实际行程分钟", "Measured way", "实际行程", "18"),
        Column(
            "arrive_by",
            "到达期限",
            kinds.MOMENT,
            "Promised arrival; empty: none",
            "承诺的到达时间；空：无",
            "2026-03-16T11:00",
        ),
        Column(
            "arrived_at",
            "到达时间",
            kinds.MOMENT,
            "When the technician was on site",
            "技术员何时到场",
            "2026-03-16T10:42",
            required=True,
        ),
        Column(
            "first_time_fix",
            "一次修复",
            kinds.YES_NO,
            "Whether this one visit settled the matter: yes or no",
            "是否一次上门即解决：是或否",
            "yes",
            required=True,
        ),
    ),
)
