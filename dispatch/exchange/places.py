"""Bases, customers, sites and assets from rows."""

from dispatch.domain.customers import Asset, Customer, ServiceBase, Site
from dispatch.domain.geography import Coordinates
from dispatch.domain.regions import region_of
from dispatch.exchange.batch import Batch
from dispatch.exchange.rows import Row
from dispatch.exchange.tables import ASSETS, BASES, CUSTOMERS, SITES


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


def _build_site(batch: Batch, row: Row) -> None:
    customer = batch.reference(row, "customer")
    base: ServiceBase | None = batch.reference(row, "base")
    if not row.sound or base is None:
        return
    location = coordinates(row)
    values = _columns(row, "code", "name", "address", "opening_hours", "access_notes") | {
        "customer": customer,
        "base": base,
        "location": location,
        "time_zone": row["time_zone"] or base.time_zone,
        "region": row["region"] or region_of(base, location),
    }
    batch.keep(row, batch.unit.sites.add, Site, values)


def _columns(row: Row, *names: str) -> dict[str, object]:
    return {name: row[name] for name in names}
