"""The ground of the map: our own tiles of the sample city, or another server's."""

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, request

from web.ports import PageSettings
from web.services import services

OWN = "/tiles/{z}/{x}/{y}.svg?language={language}"
DAY = 24 * 3600
DEEPEST = 22
BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"/>'

ground = Blueprint("ground", __name__)


@dataclass(frozen=True, slots=True)
class TileSource:
    """Where tiles come from. `host` is the foreign origin that pages may load images from."""

    url: str
    attribution: str
    host: str

    @property
    def own(self) -> bool:
        """Tell whether the tiles are drawn here, and so may be recoloured for dark pages."""
        return not self.host

    def at(self, zoom: int, x: int, y: int, language: str) -> str:
        """Return the address of one tile."""
        address = self.url.replace("{s}", "a").replace("{r}", "")
        for name, value in {"z": zoom, "x": x, "y": y, "language": language}.items():
            address = address.replace("{" + name + "}", str(value))
        return address


def tile_source(settings: PageSettings) -> TileSource:
    """Return the tiles that the settings ask for."""
    parts = urlsplit(settings.tile_url)
    host = ""
    if parts.netloc:
        host = f"{parts.scheme or 'https'}://{parts.netloc.replace('{s}', '*')}"
    return TileSource(settings.tile_url or OWN, settings.tile_attribution, host)


@ground.get("/tiles/<int:zoom>/<int:x>/<int:y>.svg")
def tile(zoom: int, x: int, y: int) -> Response:
    """Send one tile; `language` is "en" or "zh". Beyond the drawn ground tiles are blank."""
    language = request.args.get("language", "en")
    if language not in ("en", "zh") or zoom > DEEPEST or max(x, y) >= 2**zoom:
        abort(404)
    drawing = services().tile(zoom, x, y, language) or BLANK
    answer = Response(drawing, mimetype="image/svg+xml")
    answer.cache_control.public = True
    answer.cache_control.max_age = DAY
    answer.set_etag(hashlib.sha256(drawing.encode()).hexdigest()[:20])
    return answer.make_conditional(request)  # type: ignore[return-value]
