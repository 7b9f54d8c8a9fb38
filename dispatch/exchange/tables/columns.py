"""Columns that several tables have."""

from dispatch.exchange import kinds
from dispatch.exchange.spec import Column


def code(thing: str, chinese: str, example: str) -> Column:
    """What an entity is known by in files."""
    return Column(
        "code",
        f"{chinese}编号",
        kinds.CODE,
        f"Code of the {thing} in files",
        f"文件中{chinese}的编号",
        example,
        required=True,
    )


def name(thing: str, chinese: str, example: str) -> Column:
    """What people call an entity."""
    return Column(
        "name",
        f"{chinese}名称",
        kinds.TEXT,
        f"Name of the {thing}",
        f"{chinese}的名称",
        example,
        required=True,
    )


def degrees(
    prefix: str,
    chinese: str,
    where: str,
    where_chinese: str,
    example: tuple[str, str] = ("", ""),
    required: bool = False,
) -> tuple[Column, Column]:
    """Latitude and longitude (WGS 84)."""
    return (
        Column(
            f"{prefix}latitude",
            f"{chinese}纬度",
            kinds.number(-90, 90),
            f"Degrees north: {where}",
            f"北纬度数：{where_chinese}",
            example[0],
            required,
        ),
        Column(
            f"{prefix}longitude",
            f"{chinese}经度",
            kinds.number(-180, 180),
            f"Degrees east: {where}",
            f"东经度数：{where_chinese}",
            example[1],
            required,
        ),
    )


def reference(
    name: str,
    chinese: str,
    to: str,
    help: str,
    help_chinese: str,
    example: str = "",
    required: bool = False,
) -> Column:
    """The code of a row of another table."""
    return Column(
        name,
        chinese,
        kinds.CODE,
        help,
        help_chinese,
        example,
        required,
        refers_to=to,
    )


def technician(example: str = "T01") -> Column:
    """Whom a row is about."""
    return reference(
        "technician",
        "技术员",
        "technicians",
        "Code of the technician",
        "技术员编号",
        example,
        required=True,
    )
