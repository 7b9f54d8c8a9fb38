"""A plan as people read it. It is written only: plans are made, not imported."""

from enum import StrEnum
from typing import Final

from dispatch.domain.severity import Severity
from dispatch.exchange import kinds
from dispatch.exchange.kinds import Kind
from dispatch.exchange.language import PlanRow
from dispatch.exchange.spec import Column, Table

_ANY: Final = 10**9


def _text(name: str, chinese: str, help: str, help_chinese: str) -> Column:
    return Column(name, chinese, kinds.TEXT, help, help_chinese)


def _time(name: str, chinese: str, help: str, help_chinese: str) -> Column:
    return Column(name, chinese, kinds.MOMENT, help, help_chinese)


def _number(name: str, chinese: str, help: str, help_chinese: str, kind: Kind) -> Column:
    return Column(name, chinese, kind, help, help_chinese)


def _minutes(name: str, chinese: str, help: str, help_chinese: str) -> Column:
    return _number(name, chinese, help, help_chinese, kinds.rounded_minutes(-_ANY, _ANY))


def _choice(
    name: str, chinese: str, options: type[StrEnum], help: str, help_chinese: str
) -> Column:
    return Column(name, chinese, kinds.choice(options), help, help_chinese)


_KIND: Final = _choice(
    "kind",
    "类别",
    PlanRow,
    "start, visit, break, end, or backlog for what stays undone",
    "出发、上门、休息、返回，或未安排",
)
_WAY: Final = (
    _text("technician", "技术员", "Code of the technician", "技术员编号"),
    _text("technician_name", "技术员名称", "Name of the technician", "技术员姓名"),
    _number("position", "次序", "Place in the day", "当天次序", kinds.whole(0, _ANY)),
    _time("arrival", "到达", "Arrival", "到达时间"),
    _time("start", "开始", "Begin of work", "开工时间"),
    _time("end", "结束", "End of work", "完工时间"),
    _minutes("travel_minutes", "行程分钟", "Way to this stop", "到此站的行程"),
    _number("distance_km", "里程公里", "The same way", "到此站的里程", kinds.number(0, _ANY)),
    _minutes("waiting_minutes", "等待分钟", "Waiting on site", "现场等待"),
    _minutes(
        "slack_minutes",
        "余量分钟",
        "How much later work could begin without harm",
        "最多可推迟多久而无影响",
    ),
)
_WHAT: Final = (
    _text("work_order", "工单号", "Number of the work order", "工单号"),
    _choice("severity", "严重程度", Severity, "Severity", "严重程度"),
    _text("description", "描述", "What is wrong", "出了什么问题"),
    _text("customer", "客户", "Name of the customer", "客户名称"),
    _text("phone", "电话", "Telephone number", "电话号码"),
    _text("site", "地点", "Code of the site", "地点编号"),
    _text("address", "地址", "Address", "地址"),
    _number("latitude", "纬度", "Degrees north", "北纬度数", kinds.number(-90, 90)),
    _number("longitude", "经度", "Degrees east", "东经度数", kinds.number(-180, 180)),
    _time("arrive_by", "到达期限", "Promised arrival", "承诺的到达时间"),
    _minutes("late_minutes", "迟到分钟", "Arrival after the promise", "超过承诺的时间"),
)
_WHY: Final = (
    _text("reason", "原因", "Why it stays undone, for machines", "未安排的原因代码"),
    _text("explanation", "说明", "Why it stays undone, for people", "未安排的原因说明"),
    _text("action", "建议", "What could be done about it", "可采取的措施"),
)


def _table(name: str, chinese: str, help: str, columns: tuple[Column, ...]) -> Table:
    return Table(name, chinese, name, help, help, (), columns)


PLAN: Final = _table("plan", "计划", "Itineraries and backlog", (_KIND, *_WAY, *_WHAT, *_WHY))
ITINERARIES: Final = _table("itineraries", "行程", "Who goes where", (_KIND, *_WAY, *_WHAT))
BACKLOG: Final = _table("backlog", "积压", "What stays undone", (*_WHAT[:-1], *_WHY))
