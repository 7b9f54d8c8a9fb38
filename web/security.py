"""Headers that every answer carries. Nothing inline runs, nothing foreign loads but map tiles."""

from flask import Flask, Response


def policy(tile_host: str) -> str:
    """Return the content security policy; `tile_host` is an origin, or "" for our own tiles."""
    rules = {
        "default-src": "'self'",
        "img-src": " ".join(filter(None, ["'self'", "data:", tile_host])),
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def register(app: Flask, tile_host: str) -> None:
    """Add the headers to every answer of the application, errors included."""
    headers = {
        "Content-Security-Policy": policy(tile_host),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin" if tile_host else "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }

    @app.after_request
    def secure(response: Response) -> Response:
        response.headers.extend(headers)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-cache"
            response.vary.update(("Cookie", "Accept-Language"))
        return response
