"""The words of the pages outside of any page: for the command line, in a chosen language."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask_babel import Babel, force_locale

from web.languages import DEFAULT, LANGUAGES


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Let what is worded inside be in a language: "en" or "zh"."""
    app = Flask("web", static_folder=None, root_path=str(Path(__file__).parent))
    app.config.update(BABEL_DEFAULT_LOCALE=DEFAULT, BABEL_TRANSLATION_DIRECTORIES="translations")
    Babel(app)
    with app.app_context(), force_locale(LANGUAGES[code][1]):
        yield
