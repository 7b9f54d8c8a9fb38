"""The day board: a page, and the same day as data for its drawings."""

from datetime import timedelta

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from web.board.payload import board_payload
from web.others import others_words
from web.services import read_date, services

board = Blueprint("board", __name__)


@board.get("/")
def home() -> BaseResponse:
    """Go to today's board."""
    return redirect(url_for("board.day", day=services().today().isoformat()))


@board.get("/board")
def chosen() -> BaseResponse:
    """Go to the board of the date in the query, today without one."""
    asked = request.args.get("date", "")
    day = read_date(asked) if asked else services().today()
    return redirect(url_for("board.day", day=day.isoformat()))


@board.get("/board/<day>")
def day(day: str) -> str:
    """Show the board of a day."""
    shown = read_date(day)
    one = timedelta(days=1)
    return render_template(
        "board/day.html",
        board=services().board(shown),
        today=services().today(),
        before=(shown - one).isoformat(),
        after=(shown + one).isoformat(),
    )


@board.get("/api/board/<day>.json")
def data(day: str) -> Response:
    """Return the day as data, its words in the reader's language."""
    return jsonify(board_payload(services().board(read_date(day))))


@board.get("/api/board/<day>/others/<key>.json")
def others(day: str, key: str) -> Response:
    """Return who else could take a visit of the day's plan, in the reader's language."""
    return jsonify(others_words(services().alternatives(key, read_date(day))))
