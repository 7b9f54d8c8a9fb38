"""Light or dark: a choice kept in a cookie, else what the reader's system prefers."""

from flask import request

COOKIE = "scheme"
SCHEMES = ("light", "dark")


def for_templates() -> dict[str, str]:
    """Give templates `scheme`: "light" or "dark" when the reader has chosen, else "auto"."""
    chosen = request.cookies.get(COOKIE, "")
    return {"scheme": chosen if chosen in SCHEMES else "auto"}
