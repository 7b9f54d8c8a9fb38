"""Friendly pages for what goes wrong: the tree of `dispatch.errors`, mapped to answers once."""

import logging
from collections.abc import Mapping

from flask import Flask, render_template
from flask_babel.speaklater import LazyString
from werkzeug.exceptions import HTTPException, SecurityError

from dispatch.errors import BadInput, Conflict, DispatchError, NotFound
from dispatch.services.errors import NoBase
from web.texts import lazy_gettext as _

logger = logging.getLogger(__name__)

#: the first class that fits decides
STATUS: Mapping[type[DispatchError], int] = {
    NoBase: 503,
    NotFound: 404,
    Conflict: 409,
    BadInput: 400,
    DispatchError: 503,
}

WORDS: Mapping[int, tuple[LazyString, LazyString]] = {
    400: (_("This request makes no sense"), _("Check the address, or start again from the board.")),
    404: (_("Nothing here"), _("What you look for does not exist, or not any more.")),
    405: (_("Not possible"), _("These pages only show things; they change nothing.")),
    409: (_("Somebody was faster"), _("Load the page again to see what changed.")),
    500: (_("Something broke"), _("It is our fault and noted in the log. Try again in a moment.")),
    503: (_("Not ready yet"), _("Something is missing before this page can be shown.")),
}
FALLBACK = (_("This did not work"), _("Go back to the board and try again."))


def register(app: Flask) -> None:
    """Answer every error with a page of its status."""

    @app.errorhandler(DispatchError)
    def ours(error: DispatchError) -> tuple[str, int]:
        status = next(code for kind, code in STATUS.items() if isinstance(error, kind))
        return _page(status, str(error)), status

    @app.errorhandler(SecurityError)
    def of_a_strange_host(error: SecurityError) -> tuple[str, int]:
        # without a host that can be trusted there are no addresses for links: no page either
        return "This host name is not served here.", error.code

    @app.errorhandler(HTTPException)
    def of_http(error: HTTPException) -> tuple[str, int]:
        status = error.code or 500
        return _page(status), status

    @app.errorhandler(Exception)
    def of_code(error: Exception) -> tuple[str, int]:
        logger.error("a page failed", exc_info=error)
        return _page(500), 500


def _page(status: int, detail: str = "") -> str:
    title, advice = WORDS.get(status, FALLBACK)
    return render_template(
        "errors/error.html", status=status, title=title, advice=advice, detail=detail
    )
