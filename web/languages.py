"""The languages of the pages: a choice kept in a cookie, else what the browser asks for."""

from collections.abc import Mapping

from flask import Blueprint, Response, abort, redirect, request
from flask_babel import get_locale

COOKIE = "language"
DEFAULT = "en"
YEAR = 365 * 24 * 3600

#: address code -> (name in the language itself, Babel locale, HTML lang)
LANGUAGES: Mapping[str, tuple[str, str, str]] = {
    "en": ("English", "en", "en"),
    "zh": ("中文", "zh_Hans_CN", "zh-Hans-CN"),
}

blueprint = Blueprint("languages", __name__)


def choose() -> str:
    """Return the Babel locale for this request."""
    code = request.cookies.get(COOKIE, "")
    if code not in LANGUAGES:
        code = request.accept_languages.best_match(LANGUAGES, default=DEFAULT) or DEFAULT
    return LANGUAGES[code][1]


def current() -> str:
    """Return the address code ("en" or "zh") of the language this request is answered in."""
    locale = str(get_locale() or DEFAULT)
    return next((code for code, names in LANGUAGES.items() if names[1] == locale), DEFAULT)


def for_templates() -> dict[str, str]:
    """Give templates the language: `language` for addresses, `html_lang` for the page."""
    code = current()
    return {"language": code, "html_lang": LANGUAGES[code][2]}


@blueprint.get("/language/<code>")
def switch(code: str) -> Response:
    """Keep the choice and go back to the page that `next` names, a path on this server."""
    if code not in LANGUAGES:
        abort(404)
    answer = redirect(_local_path(request.args.get("next", "/")))
    answer.set_cookie(COOKIE, code, max_age=YEAR, samesite="Lax", httponly=True)
    return answer  # type: ignore[return-value]  # Flask answers with its own Response class


def _local_path(target: str) -> str:
    """Return `target` when it stays on this server; "//" and "/" with a backslash may not."""
    elsewhere = not target.startswith("/") or target[1:2] in ("/", "\\")
    return "/" if elsewhere or any(ord(letter) < 32 for letter in target) else target
