"""Chinese sentences about people and parts whose names are written in other letters."""

import re

from web.languages import current

CHINESE = "\u3400-\u4dbf\u4e00-\u9fff"
OTHER = "A-Za-zÀ-ɏ"
SEAMS = re.compile(f"(?<=[{CHINESE}])(?=[{OTHER}])|(?<=[{OTHER}])(?=[{CHINESE}])")


def spaced(text: str) -> str:
    """Return a sentence as readers expect it: in Chinese with a space on both sides of letters."""
    return SEAMS.sub(" ", text) if current() == "zh" else text
