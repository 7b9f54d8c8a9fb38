"""The texts of the pages in the reader's language: Flask-Babel's functions, with types."""

import flask_babel
from flask_babel.speaklater import LazyString


def gettext(text: str, **values: object) -> str:
    """Return the translation of `text`, its %(names)s filled with `values`."""
    return str(flask_babel.gettext(text, **values))


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """Return the translation that fits the number, which the texts call %(num)d."""
    return str(flask_babel.ngettext(one, many, num, **values))


def lazy_gettext(text: str) -> LazyString:
    """Return a text that is translated when it is shown, for tables made at import."""
    return flask_babel.lazy_gettext(text)
