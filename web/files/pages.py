"""Files to take away: the plan of a day, and templates to fill in and import."""

from collections.abc import Sequence
from pathlib import Path

from flask import Blueprint, Response

from dispatch.exchange import Format, Language, format_of
from dispatch.services.exporting import template_file
from dispatch.services.views.board import BacklogView
from web.languages import current
from web.reasons import reason_action, reason_sentence
from web.services import read_date, services

files = Blueprint("files", __name__)

TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSON: "application/json",
}


@files.get("/plans/<name>")
def plan(name: str) -> Response:
    """Send the plan of a day, "2026-03-17.xlsx" or another format, worded for the reader."""
    format, day = format_of(Path(name)), read_date(Path(name).stem)
    sent = services().plan_file(day, format, Language(current()), _explained)
    return _download(sent, f"plan-{day}.{format}", format)


@files.get("/templates/<name>")
def template(name: str) -> Response:
    """Send an empty table to fill in, "sites.csv", or all of them, "all.xlsx"."""
    format = format_of(Path(name))
    sent = template_file(Path(name).stem, format, Language(current()))
    return _download(sent, f"template-{name}", format)


def _explained(backlog: Sequence[BacklogView]) -> list[tuple[str, str]]:
    return [(reason_sentence(entry), reason_action(entry)) for entry in backlog]


def _download(content: bytes, name: str, format: Format) -> Response:
    answer = Response(content, content_type=TYPES[format])
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
