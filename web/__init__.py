"""The pages of the product: parse, call one service, render."""

from web.app import create_app
from web.ports import PageServices, PageSettings

__all__ = ["PageServices", "PageSettings", "create_app"]
