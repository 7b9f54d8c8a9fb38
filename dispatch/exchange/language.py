"""The languages of files: headings, remarks, and the words for values of enumerations."""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from dispatch.domain.customers import CustomerTier, Region
from dispatch.domain.hours import WEEKDAYS
from dispatch.domain.orders import Channel, OrderStatus
from dispatch.domain.severity import Severity


class Language(StrEnum):
    """What a file is written in; reading understands both in one file."""

    ENGLISH = "en"
    CHINESE = "zh"


class PlanRow(StrEnum):
    """What a row of a written plan is about."""

    START = "start"
    VISIT = "visit"
    BREAK = "break"
    END = "end"
    BACKLOG = "backlog"


# The first word is the one that is written; the others are read as well.
CHINESE: Final[Mapping[StrEnum, tuple[str, ...]]] = {
    Severity.EMERGENCY: ("紧急", "紧急故障"),
    Severity.COMPLEX_FAULT: ("复杂故障", "复杂"),
    Severity.GENERAL_FAULT: ("一般故障", "普通故障", "一般"),
    Severity.ENQUIRY: ("咨询",),
    CustomerTier.NEW: ("新客户", "新"),
    CustomerTier.REGULAR: ("普通客户", "普通", "老客户"),
    CustomerTier.VIP: ("VIP客户", "贵宾"),
    Region.SAME_CITY: ("市内", "同城"),
    Region.OUT_OF_TOWN: ("市外", "外地"),
    Channel.PHONE: ("电话",),
    Channel.WEB: ("网站", "网页"),
    Channel.EMAIL: ("电子邮件", "邮件"),
    Channel.APP: ("应用", "手机应用"),
    Channel.PREVENTIVE: ("预防性维护", "预防性保养", "保养"),
    PlanRow.START: ("出发",),
    PlanRow.VISIT: ("上门",),
    PlanRow.BREAK: ("休息",),
    PlanRow.END: ("返回",),
    PlanRow.BACKLOG: ("未安排",),
    OrderStatus.REPORTED: ("已报修",),
    OrderStatus.RESPONDED: ("已响应",),
    OrderStatus.AWAITING_VISIT: ("待上门",),
    OrderStatus.SCHEDULED: ("已排程", "已安排"),
    OrderStatus.IN_PROGRESS: ("处理中", "进行中"),
    OrderStatus.ON_HOLD: ("暂停", "已暂停"),
    OrderStatus.RESOLVED: ("已解决",),
    OrderStatus.CLOSED: ("已关闭",),
    OrderStatus.CANCELLED: ("已取消",),
}
YES: Final = {Language.ENGLISH: ("yes", "true", "1", "y"), Language.CHINESE: ("是", "对", "有")}
NO: Final = {Language.ENGLISH: ("no", "false", "0", "n"), Language.CHINESE: ("否", "不", "无")}

_IN_STRUCTURES: Final = {
    **{
        f"{week}{chinese}": day
        for week in ("周", "星期")
        for chinese, day in zip("一二三四五六日天", (*WEEKDAYS, "Su"), strict=True)
    },
    "全天": "24/7",
    "休息": "closed",
    "分钟": " min",
    "小时": " h",
    "天": " d",
    "工作时间": " working",
    "至": "-",
    "、": ",",
}
_LONGEST_FIRST: Final = sorted(_IN_STRUCTURES, key=len, reverse=True)


def folded(word: str) -> str:
    """A word as it is compared: full-width letters, case, spaces and hyphens do not matter."""
    plain = unicodedata.normalize("NFKC", word).strip().casefold()
    return "_".join(plain.replace("-", " ").replace("_", " ").split())


def word_of(value: StrEnum, language: Language) -> str:
    """How a value is written in a language."""
    return CHINESE[value][0] if language is Language.CHINESE else value.value


def words_of(value: StrEnum) -> tuple[str, ...]:
    """Every word that means a value, as compared."""
    return folded(value.value), *map(folded, CHINESE.get(value, ()))


def in_ascii(text: str) -> str:
    """Hours, spans and lists as the parsers know them: Chinese words and punctuation replaced."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    for word in _LONGEST_FIRST:
        text = text.replace(word, _IN_STRUCTURES[word])
    return text
