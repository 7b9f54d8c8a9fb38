"""Files in and out: CSV, XLSX and JSON tables of customers, teams, promises, orders, history."""

from dispatch.exchange.importing import FileContents, bring_in, import_files, read_contents
from dispatch.exchange.language import Language
from dispatch.exchange.report import Counts, ImportReport
from dispatch.exchange.spec import Table
from dispatch.exchange.tables import TABLES
from dispatch.exchange.writing.content import Content
from dispatch.exchange.writing.formats import Format, file_bytes, format_of
from dispatch.exchange.writing.templates import template_bytes

__all__ = [
    "TABLES",
    "Content",
    "Counts",
    "FileContents",
    "Format",
    "ImportReport",
    "Language",
    "Table",
    "bring_in",
    "file_bytes",
    "format_of",
    "import_files",
    "read_contents",
    "template_bytes",
]
