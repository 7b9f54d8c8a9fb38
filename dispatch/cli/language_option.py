"""`--language`: what people read is worded in it; without the option, in the user's own."""

import os
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from dispatch.exchange import Language

Command = TypeVar("Command", bound=Callable[..., Any])

LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def users_language(environment: Mapping[str, str] | None = None) -> str:
    """The language that the locale of the environment asks for, English if it is none of ours."""
    found = os.environ if environment is None else environment
    locale = next(filter(None, (found.get(name) for name in LOCALE_VARIABLES)), "")
    ours = (each.value for each in Language if locale.lower().startswith(each.value))
    return next(ours, Language.ENGLISH.value)


def _option(what: str) -> Callable[[Command], Command]:
    """`--language` for a command that words `what` in it."""
    return click.option(
        "--language",
        type=click.Choice([language.value for language in Language]),
        default=users_language,
        help=f"Language of {what}; without it, the one LC_ALL, LC_MESSAGES or LANG asks for, else "
        "English.",
    )


language_option = _option("tables, reasons and actions")
file_language_option = _option("headings, reasons and actions")
