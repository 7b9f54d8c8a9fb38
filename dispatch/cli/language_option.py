"""`--language`: what people read is worded in it; without the option, in the user's own."""

import os
from collections.abc import Mapping

import click

from dispatch.exchange import Language

LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def users_language(environment: Mapping[str, str] | None = None) -> str:
    """The language that the locale of the environment asks for, English if it is none of ours."""
    found = os.environ if environment is None else environment
    locale = next(filter(None, (found.get(name) for name in LOCALE_VARIABLES)), "")
    ours = (each.value for each in Language if locale.lower().startswith(each.value))
    return next(ours, Language.ENGLISH.value)


language_option = click.option(
    "--language",
    type=click.Choice([language.value for language in Language]),
    default=users_language,
    help="Language of headings, reasons and actions; without it, the one LC_ALL, LC_MESSAGES or "
    "LANG asks for, else English.",
)
