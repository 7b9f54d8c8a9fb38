"""Without `--language` a command speaks the user's language."""

import pytest
from click.testing import CliRunner

from dispatch.cli import main
from dispatch.cli.language_option import users_language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "en_GB"}, "zh"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
    ],
)
def test_the_locale_chooses_the_language(environment: dict[str, str], language: str) -> None:
    assert users_language(environment) == language


@pytest.mark.parametrize(
    ("command", "words"),
    [("plan", "Language of tables, reasons"), ("export", "Language of headings, reasons")],
)
def test_help_says_what_is_in_the_language(command: str, words: str) -> None:
    shown = CliRunner().invoke(main, [command, "--help"], terminal_width=200).output
    assert words in shown
