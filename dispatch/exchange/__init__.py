"""Files in: CSV tables become customers, teams, promises and work orders."""

from dispatch.exchange.importing import import_files
from dispatch.exchange.report import Counts, ImportReport
from dispatch.exchange.tables import TABLES

__all__ = ["TABLES", "Counts", "ImportReport", "import_files"]
