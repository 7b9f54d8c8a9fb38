"""Bases, customers, sites and assets."""

from typing import Final

from dispatch.domain.customers import CustomerTier, Region
from dispatch.domain.hours import WeeklyHours
from dispatch.exchange import kinds
from dispatch.exchange.spec import LONG_TEXT, Column, Table
from dispatch.exchange.tables.columns import code, degrees, name, reference

BASES: Final = Table(
    "bases",
    "服务站",
    "base",
    "Where teams work from",
    "服务团队的出发地",
    ("code",),
    (
        code("base", "服务站", "harbour"),
        name("base", "服务站", "Harbour base"),
        *degrees("", "", "the base", "服务站", ("49.9", "-9.0"), required=True),
        Column(
            "city_radius_km",
            "市区半径公里",
            kinds.number(0, 1000),
            "Sites within so many kilometres, as the crow flies, are in the same city",
            "直线距离在此公里数以内的地点算市内",
            "12",
            required=True,
        ),
        Column(
            "time_zone",
            "时区",
            kinds.TIME_ZONE,
            "IANA time zone, such as Europe/London",
            "IANA 时区，如 Asia/Shanghai",
            "Europe/London",
            required=True,
        ),
    ),
)

CUSTOMERS: Final = Table(
    "customers",
    "客户",
    "customer",
    "Who asks for service",
    "报修的客户",
    ("code",),
    (
        code("customer", "客户", "C001"),
        name("customer", "客户", "Copper Dental Clinic"),
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
            "phone", "电话", kinds.TEXT, "Telephone number", "电话号码", "01632 960183", default=""
        ),
        Column(
            "email",
            "电子邮箱",
            kinds.TEXT,
            "E-mail address",
            "电子邮箱地址",
            "desk@example.org",
            default="",
        ),
    ),
)

SITES: Final = Table(
    "sites",
    "地点",
    "site",
    "Places to travel to",
    "上门服务的地点",
    ("code",),
    (
        code("site", "地点", "S001"),
        reference(
            "customer", "客户", "customers", "Code of its customer", "所属客户编号", "C001", True
        ),
        reference(
            "base",
            "服务站",
            "bases",
            "Code of the base that serves it",
            "负责此地点的服务站编号",
            "harbour",
            True,
        ),
        name("site", "地点", "Clinic, Harbourside"),
        Column(
            "address",
            "地址",
            kinds.TEXT,
            "Street, number, district",
            "区、街道、门牌号",
            "75 Camden Close, Harbourside",
            required=True,
        ),
        *degrees(
            "",
            "",
            "the site; empty: found by its address, if a geocoder is set",
            "地点；空：设置了地理编码服务时按地址查找",
            ("49.8855", "-9.0213"),
        ),
        Column(
            "time_zone",
            "时区",
            kinds.TIME_ZONE,
            "IANA time zone; empty: that of the base",
            "IANA 时区；空：与服务站相同",
        ),
        Column(
            "region",
            "区域",
            kinds.choice(Region),
            "same_city or out_of_town; empty: by the distance from the base",
            "市内或市外；空：按与服务站的距离判断",
        ),
        Column(
            "opening_hours",
            "开放时间",
            kinds.HOURS,
            "When visits may start, such as Mo-Fr 08:00-17:00; empty: always",
            "何时可以上门，如 周一-周五 08:00-17:00；空：全天",
            "Mo-Fr 08:00-17:00",
            default=WeeklyHours(),
        ),
        Column(
            "access_notes",
            "进入说明",
            kinds.TEXT,
            "How to get in",
            "如何进入",
            "Ring at the back",
            default="",
            longest=LONG_TEXT,
        ),
    ),
)

ASSETS: Final = Table(
    "assets",
    "设备",
    "asset",
    "Equipment installed at sites",
    "安装在地点的设备",
    ("serial",),
    (
        Column("serial", "序列号", kinds.CODE, "Serial number", "设备序列号", "BO-0011533", True),
        Column(
            "model",
            "型号",
            kinds.TEXT,
            "Maker and model",
            "厂家与型号",
            "Thermaline TC 120",
            required=True,
        ),
        reference(
            "site", "地点", "sites", "Code of the site it is at", "所在地点编号", "S001", True
        ),
        Column(
            "warranty_until",
            "保修到期",
            kinds.DAY,
            "Last day of warranty",
            "保修的最后一天",
            "2027-06-30",
        ),
    ),
)
