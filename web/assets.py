"""Static files: our own, Leaflet and Bootstrap from their wheels.

The address holds a hash of the content, so that a browser keeps a file for good and yet never an
old one: `/assets/<hash>/<package>/<path>`. Modules import each other by relative paths, which keep
the hash.
"""

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from flask import Blueprint, Response, abort, send_from_directory, url_for
from xstatic.pkg import leaflet

FOREVER = 365 * 24 * 3600
OWN = Path(__file__).parent / "static"

blueprint = Blueprint("assets", __name__)


@cache
def folders() -> dict[str, Path]:
    """Return the folder of each package of static files."""
    bootstrap = find_spec("flask_bootstrap")
    if bootstrap is None or bootstrap.origin is None:
        raise RuntimeError("Bootstrap-Flask is not installed: its stylesheet is missing")
    return {
        "app": OWN,
        "leaflet": Path(leaflet.BASE_DIR),
        "bootstrap": Path(bootstrap.origin).parent / "static" / "bootstrap5",
    }


@cache
def content_hash(package: str) -> str:
    """Return a hash of a package: of our own content, of foreign files' names and sizes."""
    digest = hashlib.sha256()
    folder = folders()[package]
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(file.relative_to(folder)).encode())
        digest.update(file.read_bytes() if package == "app" else str(file.stat().st_size).encode())
    return digest.hexdigest()[:12]


def url(path: str) -> str:
    """Return the address of `package/path`, for instance "app/css/page.css"."""
    package, _, name = path.partition("/")
    return url_for("assets.send", version=content_hash(package), package=package, name=name)


@blueprint.get("/assets/<version>/<package>/<path:name>", endpoint="send")
def send(version: str, package: str, name: str) -> Response:
    """Send a file. Under the hash of the present content it may be kept for good."""
    if package not in folders():
        abort(404)
    answer = send_from_directory(folders()[package], name, conditional=True)
    if version == content_hash(package):
        answer.cache_control.max_age = FOREVER
        answer.cache_control.public = True
        answer.cache_control.immutable = True
        answer.cache_control.no_cache = None
    return answer
