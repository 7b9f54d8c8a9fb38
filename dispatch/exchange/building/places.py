"""Bases, customers, sites and assets from rows."""

from collections.abc import Iterable
from typing import Final

from dispatch.domain.customers import Asset, Customer, ServiceBase, Site
from dispatch.domain.geography import Coordinates
from dispatch.domain.regions import region_of
from dispatch.exchange.building.batch import Batch
from dispatch.exchange.reading.rows import Row
from dispatch.exchange.tables import ASSETS, BASES, CUSTOMERS, SITES
from dispatch.store import Unit

NO_GEOCODER: Final = (
    "has no coordinates: give latitude and longitude, or set DISPATCH_NOMINATIM_URL so that they "
    "can be looked up"
)


def build_places(batch: Batch) -> None:
    """Bases and customers, then what refers to them."""
    _know_present(batch)
    for row in batch.of(BASES):
        if row.sound:
            values = _columns(row, "code", "name", "city_radius_km", "time_zone")
            values["location"] = coordinates(row)
            batch.keep(row, batch.unit.bases.add, ServiceBase, values)
    for row in batch.of(CUSTOMERS):
        if row.sound:
            values = _columns(row, "code", "name", "tier", "phone", "email")
            batch.keep(row, batch.unit.customers.add, Customer, values)
    for row in batch.of(SITES):
        _build_site(batch, row)
    for row in batch.of(ASSETS):
        site = batch.reference(row, "site")
        if row.sound:
            values = _columns(row, "serial", "model", "warranty_until") | {"site": site}
            batch.keep(row, batch.unit.assets.add, Asset, values)


def coordinates(row: Row, prefix: str = "") -> Coordinates:
    """The point in the columns of a prefix."""
    return Coordinates(row[f"{prefix}latitude"], row[f"{prefix}longitude"])


def _know_present(batch: Batch) -> None:
    unit = batch.unit
    for base in unit.bases.all():
        batch.know(BASES, (base.code,), base)
    for customer in unit.customers.all():
        batch.know(CUSTOMERS, (customer.code,), customer)
    for site in unit.sites.all():
        batch.know(SITES, (site.code,), site)
    for asset in unit.assets.all():
        batch.know(ASSETS, (asset.serial,), asset)


def unlocated(rows: Iterable[Row], unit: Unit) -> list[str]:
    """Addresses of sites that neither the rows nor the database give coordinates for, each once."""
    without = [row for row in rows if row.table is SITES and row.sound and not _degrees(row)]
    if not without:
        return []
    known = {site.code: site.address for site in unit.sites.all()}
    addresses = (row["address"] for row in without if known.get(row["code"]) != row["address"])
    return list(dict.fromkeys(addresses))


def _build_site(batch: Batch, row: Row) -> None:
    customer = batch.reference(row, "customer")
    base: ServiceBase | None = batch.reference(row, "base")
    location = _location(batch, row)
    if not row.sound or base is None or location is None:
        return
    values = _columns(row, "code", "name", "address", "opening_hours", "access_notes") | {
        "customer": customer,
        "base": base,
        "time_zone": row["time_zone"] or base.time_zone,
        "region": row["region"] or region_of(base, location),
    }
    present = batch.known(SITES, row.key)
    if present is None or present.location != location:
        values["location"] = location
    batch.keep(row, batch.unit.sites.add, Site, values)


def _location(batch: Batch, row: Row) -> Coordinates | None:
    """Where a site is: as written, else as known of its address, else as found for it."""
    degrees = _degrees(row)
    if degrees == 1:
        missing = "longitude" if row.values.get("latitude") is not None else "latitude"
        if missing in row.values:  # else it was given, and wrong, and that has been said
            batch.refuse(row, missing, "latitude and longitude come together")
    if not row.sound:
        return None
    if degrees:
        return coordinates(row)
    present: Site | None = batch.known(SITES, row.key)
    if present is not None and present.address == row["address"]:
        return present.location
    found = batch.located.get(row["address"], NO_GEOCODER)
    if isinstance(found, Coordinates):
        return found
    batch.refuse(row, "address", found)
    return None


def _degrees(row: Row) -> int:
    """How many of latitude and longitude a row gives."""
    return sum(row.values.get(name) is not None for name in ("latitude", "longitude"))


def _columns(row: Row, *names: str) -> dict[str, object]:
    return {name: row[name] for name in names}
