"""What an installation may set, from the environment (prefix `DISPATCH_`) or a `.env` file."""

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEFAULT_DATABASE = "sqlite:///var/dispatch.db"


class Settings(BaseSettings):
    """Settings with safe defaults; nothing here is a secret.

    `streets` is a street graph (GraphML or edge list) that travel times follow; without one they
    are great-circle estimates, except in the demo, which has the streets of its own city.
    `nominatim_url` is a Nominatim server that is asked where addresses are, at most once in
    `nominatim_seconds`; without one every site needs coordinates.
    `tile_url` is a Leaflet tile template; without one the map draws its own ground.
    """

    model_config = SettingsConfigDict(env_prefix="DISPATCH_", env_file=".env", extra="ignore")

    database_url: str = DEFAULT_DATABASE
    streets: Path | None = None
    tile_url: str = ""
    tile_attribution: str = ""
    policy: Path | None = Field(default=None, description="TOML file with the prices of a plan")
    plan_seconds: float = Field(default=10.0, gt=0, le=3600)
    seed: int = Field(default=1, ge=0)
    nominatim_url: str = ""
    nominatim_seconds: float = Field(default=1.0, ge=0, le=3600)
    port: int = Field(default=8080, ge=1, le=65535)

    @field_validator("nominatim_url")
    @classmethod
    def _must_be_http(cls, url: str) -> str:
        parts = urlsplit(url)
        if url and (parts.scheme not in ("http", "https") or not parts.netloc):
            raise ValueError("must be a URL such as https://nominatim.example.org")
        return url

    @field_validator("streets", "policy")
    @classmethod
    def _must_exist(cls, path: Path | None) -> Path | None:
        if path is not None and not path.is_file():
            raise ValueError(f"no such file: {path}")
        return path
