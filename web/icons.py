"""Icons drawn into the page: single symbols of the Bootstrap icons, whose sprite is 1 MB."""

import re
from functools import cache

from markupsafe import Markup

from web.assets import folders

_SYMBOL = re.compile(r'<symbol [^>]*viewBox="([^"]+)" id="([\w-]+)">(.*?)</symbol>', re.DOTALL)

_SILENT = Markup('aria-hidden="true"')


class UnknownIcon(LookupError):
    """A template names an icon that the sprite does not hold."""


@cache
def icon(name: str, label: str = "") -> Markup:
    """Return the icon as inline SVG in the colour of the text.

    With a `label` it is an image for screen readers, without one it is hidden from them.
    Raises `UnknownIcon`.
    """
    box, shape = _symbol(name)
    said = Markup('role="img" aria-label="{}"').format(label) if label else _SILENT
    trusted = Markup(shape)  # noqa: S704  # from the installed wheel, not from a reader
    return Markup('<svg class="icon" viewBox="{}" fill="currentColor" {}>{}</svg>').format(
        box, said, trusted
    )


def _symbol(name: str) -> tuple[str, str]:
    found = _symbols().get(name)
    if found is None:
        raise UnknownIcon(name)
    return found


@cache
def _symbols() -> dict[str, tuple[str, str]]:
    sprite = (folders()["bootstrap"] / "icons" / "bootstrap-icons.svg").read_text("utf-8")
    return {name: (box, shape) for box, name, shape in _SYMBOL.findall(sprite)}
