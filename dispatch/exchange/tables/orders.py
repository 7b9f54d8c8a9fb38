"""Work orders, each with the visit it needs."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from dispatch.domain.orders import Channel, OrderStatus
from dispatch.domain.severity import Severity
from dispatch.exchange import kinds
from dispatch.exchange.spec import LONG_TEXT, Column, Table
from dispatch.exchange.tables.columns import reference
from dispatch.exchange.tables.team import DAY_MINUTES


def _technicians(name: str, chinese: str, help: str, help_chinese: str) -> Column:
    return Column(
        name, chinese, kinds.CODES, help, help_chinese, default=(), refers_to="technicians"
    )


def _choice(name: str, chinese: str, options: type[StrEnum], help: str, example: str) -> Column:
    kind = kinds.choice(options)
    return Column(name, chinese, kind, ", ".join(options), help, example, required=True)


def _told(name: str, chinese: str, help: str, help_chinese: str) -> Column:
    return Column(name, chinese, kinds.MOMENT, help, help_chinese, told=True)


WORK_ORDERS: Final = Table(
    "work_orders",
    "工单",
    "work order",
    "What customers ask for, in the time of the site. With a duration it needs a visit",
    "客户的报修，按地点当地时间。填写工时即需要上门",
    ("number",),
    (
        Column(
            "number",
            "工单号",
            kinds.CODE,
            "Such as WO-2026-000123; empty: the next free one is given",
            "如 WO-2026-000123；空：自动编号",
            "WO-2026-000123",
        ),
        reference("site", "地点", "sites", "Code of the site", "地点编号", "S001", True),
        reference(
            "asset", "设备", "assets", "Serial number of the asset", "设备序列号", "BO-0011533"
        ),
        _choice("channel", "渠道", Channel, "电话、网站、电子邮件、应用或预防性维护", "phone"),
        _choice(
            "severity", "严重程度", Severity, "紧急、复杂故障、一般故障或咨询", "general_fault"
        ),
        Column(
            "description",
            "描述",
            kinds.TEXT,
            "What is wrong",
            "出了什么问题",
            "No hot water",
            required=True,
            longest=LONG_TEXT,
        ),
        Column(
            "reported_at",
            "报修时间",
            kinds.MOMENT,
            "When the customer told us, such as 2026-03-17T07:10",
            "客户何时报修，如 2026-03-17 07:10",
            "2026-03-17T07:10",
            required=True,
        ),
        Column(
            "responded_at",
            "响应时间",
            kinds.MOMENT,
            "When we answered; empty: not yet",
            "我们何时答复；空：尚未答复",
            "2026-03-17T07:20",
        ),
        reference(
            "service_level",
            "服务级别",
            "service_levels",
            "Code of a level that overrules the rules; needs overrule_reason",
            "人工指定的服务级别编号；须填改级原因",
        ),
        Column(
            "overrule_reason",
            "改级原因",
            kinds.TEXT,
            "Why the rules are overruled",
            "为何不按规则分级",
            default="",
        ),
        Column(
            "duration_minutes",
            "工时分钟",
            kinds.minutes(1, DAY_MINUTES),
            "Planned work on site; empty: solved from afar, no visit",
            "计划现场工时；空：远程解决，无需上门",
            "45",
        ),
        Column(
            "skills",
            "所需技能",
            kinds.SKILLS,
            "Least levels a visit needs, such as boiler:3; hvac:2",
            "上门所需的最低等级，如 空调:3；锅炉:2",
            "boiler:2",
            default=(),
        ),
        Column(
            "windows",
            "可上门时段",
            kinds.WINDOWS,
            "When work may begin, such as 2026-03-17 08:00-12:00; 2026-03-17 14:00-16:00",
            "何时可以开工，如 2026-03-17 08:00-12:00；2026-03-17 14:00-16:00",
            "2026-03-17 10:00-12:00",
            default=(),
            longest=LONG_TEXT,
        ),
        Column("not_before", "最早上门", kinds.MOMENT, "No visit before", "在此之前不上门"),
        reference(
            "pinned_technician",
            "指定技术员",
            "technicians",
            "Code of the technician who must do it",
            "必须由其上门的技术员编号",
        ),
        _technicians(
            "required_technicians",
            "限定技术员",
            "Codes of those who may come, nobody else",
            "只能由这些技术员上门",
        ),
        _technicians(
            "excluded_technicians",
            "排除技术员",
            "Codes of those who may not come",
            "不可由这些技术员上门",
        ),
        _technicians(
            "preferred_technicians",
            "优先技术员",
            "Codes of those who had better come",
            "最好由这些技术员上门",
        ),
        Column(
            "setup_minutes",
            "准备分钟",
            kinds.minutes(0, DAY_MINUTES),
            "Time on site that whoever is there already saves",
            "已在现场者可省去的准备时间",
            default=timedelta(0),
        ),
        Column(
            "parts",
            "所需备件",
            kinds.PARTS,
            "Parts it uses up from the van, such as gasket:2; valve",
            "消耗的车载备件，如 垫片:2；阀门",
            default=(),
        ),
        Column(
            "pinned_start",
            "指定开始",
            kinds.MOMENT,
            "Work begins exactly then",
            "必须在此时开工",
        ),
        Column(
            "pinned_position",
            "指定次序",
            kinds.whole(1, 999),
            "Visits pinned to one technician are served by this number, lowest first",
            "指定给同一技术员的上门按此数字从小到大进行",
        ),
        Column(
            "status",
            "状态",
            kinds.choice(OrderStatus),
            "Only resolved, closed and cancelled are kept, and only for a new order",
            "仅对新工单保留已解决、已关闭和已取消",
        ),
        Column(
            "resolved_at",
            "解决时间",
            kinds.MOMENT,
            "When a resolved or closed order was solved",
            "已解决或已关闭的工单何时解决",
        ),
        _told("respond_by", "响应期限", "Promised answer", "承诺的答复时间"),
        _told("arrive_by", "到达期限", "Promised arrival", "承诺的到达时间"),
        _told("resolve_by", "解决期限", "Promised solution", "承诺的解决时间"),
    ),
)
