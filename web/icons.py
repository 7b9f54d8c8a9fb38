"""Icons drawn into the page: single symbols of the Bootstrap icon sprite, which as a whole is 1 MB."""

import re
from functools import cache

from markupsafe import Markup

from web.assets import folders

_SYMBOL = re.compile(r'<symbol [^>]*viewBox="([^"]+)" id="([\w-]+)">(.*?)</symbol>', re.DOTALL)


class UnknownIcon(LookupError):
    """A template names an icon that the sprite does not hold."""


@cache
def icon(name: str, label: str = "") -> Markup:
    """Return the icon as inline SVG in the colour of the text.

    With a `label` it is an image for screen readers, without one it is hidden from them.
    Raises `UnknownIcon`.
    """
    box, shape = _symbol(name)
    hidden = Markup('role="img" aria-label="{}"').format(label) if label else 'aria-hidden="true"'
    return Markup('<svg class="icon" viewBox="{}" fill="currentColor" {}>{}</svg>').format(
        box, Markup(hidden), Markup(shape)
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
