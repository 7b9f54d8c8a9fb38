"""The application factory: one place that joins services, blueprints and rules for every answer."""

from pathlib import Path

from flask import Flask
from flask_babel import Babel

from web import assets, errors, formats, languages, reasons, scheme, security, wording
from web.board.pages import board
from web.files.pages import files
from web.ground.tiles import ground, tile_source
from web.icons import icon
from web.orders import history
from web.orders.pages import orders
from web.ports import PageServices, PageSettings
from web.route.pages import route

TRUSTED_HOSTS = ["127.0.0.1", "localhost"]


def create_app(services: PageServices, settings: PageSettings) -> Flask:
    """Return the WSGI application. It answers only to local host names and only reads."""
    app = Flask("web", static_folder=None, root_path=str(Path(__file__).parent))
    app.config.update(
        TRUSTED_HOSTS=TRUSTED_HOSTS,
        BABEL_DEFAULT_LOCALE=languages.DEFAULT,
        BABEL_TRANSLATION_DIRECTORIES="translations",
        PROVIDE_AUTOMATIC_OPTIONS=False,
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]  # keeps the order a reader sees
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["dispatch"] = services
    Babel(app, locale_selector=languages.choose)
    tiles = tile_source(settings)
    blueprints = (board, orders, route, files, ground, assets.blueprint, languages.blueprint)
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    app.jinja_env.globals.update(
        asset=assets.url, icon=icon, tiles=tiles, languages=languages.LANGUAGES
    )
    app.context_processor(languages.for_templates)
    app.context_processor(scheme.for_templates)
    formats.register(app)
    wording.register(app)
    reasons.register(app)
    history.register(app)
    security.register(app, tiles.host)
    errors.register(app)
    return app
