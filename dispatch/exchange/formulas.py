"""Text that a spreadsheet could take for a formula stands behind an apostrophe in files.

`=HYPERLINK(...)` in a customer's name must not run on a dispatcher's machine. Reading takes away
the one apostrophe that writing put there, so that text which begins with one stays as it is.
"""

import re

_WRITTEN = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_READ = re.compile(r"''*[=+\-@\t\r\n＝＋－＠]")


def escaped(text: str) -> str:
    """Text that no spreadsheet calculates."""
    return f"'{text}" if _WRITTEN.match(text) else text


def unescaped(text: str) -> str:
    """What `escaped` was given."""
    return text[1:] if _READ.match(text) else text
