"""Calendars, service levels, policies and their rules."""

from typing import Final

from dispatch.domain.customers import CustomerTier, Region
from dispatch.domain.defaults import DEFAULT_POLICY_CODE
from dispatch.domain.severity import Severity
from dispatch.exchange import kinds
from dispatch.exchange.spec import Column, Table
from dispatch.exchange.tables.columns import code, name, reference

CALENDARS: Final = Table(
    "calendars",
    "日历",
    "calendar",
    "Working hours in which promises may be counted",
    "计算承诺时限所用的工作时间",
    ("code",),
    (
        code("calendar", "日历", "desk"),
        name("calendar", "日历", "Service desk"),
        Column(
            "hours",
            "工作时间",
            kinds.HOURS,
            "Weekly hours, such as Mo-Fr 08:00-18:00; Sa 09:00-12:00",
            "每周时间，如 周一-周五 08:00-18:00；周六 09:00-12:00",
            "Mo-Fr 08:00-18:00",
            required=True,
        ),
        Column(
            "time_zone",
            "时区",
            kinds.TIME_ZONE,
            "IANA time zone of the hours",
            "工作时间所在的 IANA 时区",
            "Europe/London",
            required=True,
        ),
        Column(
            "country",
            "国家代码",
            kinds.CODE,
            "ISO 3166 code; its public holidays are off",
            "ISO 3166 代码；其法定节假日休息",
            "GB",
            default="",
        ),
        Column(
            "subdivision",
            "地区代码",
            kinds.CODE,
            "ISO 3166-2 part of the country: ENG",
            "ISO 3166-2 地区代码，如 ENG",
            "ENG",
            default="",
        ),
    ),
)

SERVICE_LEVELS: Final = Table(
    "service_levels",
    "服务级别",
    "service level",
    "What is promised: 30 min, 4 h or 2 d on the clock, 10 h working in working hours",
    "承诺时限：30 分钟、4 小时、2 天；按工作时间计算写 10 小时 工作时间",
    ("code",),
    (
        code("service level", "级别", "emergency-city"),
        name("service level", "级别", "Emergency in the city"),
        Column(
            "priority",
            "优先级",
            kinds.whole(1, 9),
            "Higher is served first",
            "数字大者优先",
            "4",
            required=True,
        ),
        Column(
            "respond",
            "响应时限",
            kinds.TARGET,
            "From the report to our answer",
            "从报修到答复",
            "30 min",
            required=True,
        ),
        Column(
            "arrive",
            "到达时限",
            kinds.TARGET,
            "From the report to somebody on site",
            "从报修到人员到场",
            "2 h",
            required=True,
        ),
        Column(
            "resolve",
            "解决时限",
            kinds.TARGET,
            "From the report to the solution",
            "从报修到解决",
            "10 h working",
            required=True,
        ),
    ),
)

SLA_POLICIES: Final = Table(
    "sla_policies",
    "服务政策",
    "policy",
    "Sets of rules, each with the calendar it counts working hours in",
    "规则集，以及计算工作时间所用的日历",
    ("code",),
    (
        code("policy", "政策", DEFAULT_POLICY_CODE),
        name("policy", "政策", "Standard promises"),
        reference(
            "calendar", "日历", "calendars", "Code of the calendar", "日历编号", "desk", True
        ),
    ),
)

CLASSIFICATION_RULES: Final = Table(
    "classification_rules",
    "分级规则",
    "rule",
    "Which service level applies: the first rule by position whose conditions all hold. "
    "A file holds all rules of a policy; those that were there before are replaced",
    "适用哪个服务级别：按顺序第一条条件全部满足的规则。文件须含一个政策的全部规则，原有规则会被替换",
    ("policy", "position"),
    (
        Column(
            "policy",
            "政策",
            kinds.CODE,
            "Code of the policy",
            "政策编号",
            DEFAULT_POLICY_CODE,
            default=DEFAULT_POLICY_CODE,
            refers_to="sla_policies",
        ),
        Column(
            "position",
            "顺序",
            kinds.whole(1, 9999),
            "Lower is tried first",
            "数字小者先判断",
            "1",
            required=True,
        ),
        Column(
            "severity",
            "严重程度",
            kinds.choice(Severity),
            "Only this severity; empty: any",
            "仅此严重程度；空：任意",
            "emergency",
        ),
        Column(
            "tier",
            "客户等级",
            kinds.choice(CustomerTier),
            "Only this tier; empty: any",
            "仅此客户等级；空：任意",
            "vip",
        ),
        Column(
            "region",
            "区域",
            kinds.choice(Region),
            "Only this region; empty: any",
            "仅此区域；空：任意",
            "same_city",
        ),
        reference(
            "service_level",
            "服务级别",
            "service_levels",
            "Code of the service level",
            "服务级别编号",
            "emergency-city",
            True,
        ),
    ),
)
