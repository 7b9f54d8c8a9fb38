"""The tables: customers, team, promises, work orders, plans, records."""

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)
from sqlalchemy import text as sql_text

from dispatch.domain.customers import CustomerTier, Region
from dispatch.domain.orders import Channel, OrderStatus, VisitStatus
from dispatch.domain.plans import PlanStatus, StopKind
from dispatch.domain.severity import Severity
from dispatch.domain.skills import HIGHEST_LEVEL, LOWEST_LEVEL
from dispatch.domain.sla import Clock, PauseReason
from dispatch.store.columns import code, identity, metadata, part_of, text, to, version
from dispatch.store.types import Hours, Seconds, UtcDateTime, enum_of


def _skills(name: str, owner: str) -> Table:
    return Table(
        name,
        metadata,
        identity(),
        part_of(owner),
        Column("skill", String, nullable=False, index=True),
        Column("level", Integer, nullable=False),
        CheckConstraint(f"level BETWEEN {LOWEST_LEVEL} AND {HIGHEST_LEVEL}", name="level"),
    )


def _parts(name: str, owner: str, least: int) -> Table:
    return Table(
        name,
        metadata,
        identity(),
        part_of(owner),
        Column("part", String, nullable=False, index=True),
        Column("quantity", Integer, nullable=False),
        CheckConstraint(f"quantity >= {least}", name="quantity"),
    )


def _named_technicians(name: str) -> Table:
    return Table(
        name,
        metadata,
        part_of("visit", primary_key=True, index=False),
        to("technician", primary_key=True),
    )


service_base = Table(
    "service_base",
    metadata,
    identity(),
    code(),
    text("name"),
    Column("latitude", Float, nullable=False),
    Column("longitude", Float, nullable=False),
    Column("city_radius_km", Float, nullable=False),
    text("time_zone"),
    version(),
)

customer = Table(
    "customer",
    metadata,
    identity(),
    code(),
    Column("name", String, nullable=False, index=True),
    Column("tier", enum_of(CustomerTier, "tier"), nullable=False),
    text("phone"),
    text("email"),
    version(),
)

site = Table(
    "site",
    metadata,
    identity(),
    code(),
    to("customer"),
    to("service_base"),
    text("name"),
    text("address"),
    Column("latitude", Float, nullable=False),
    Column("longitude", Float, nullable=False),
    text("time_zone"),
    Column("region", enum_of(Region, "region"), nullable=False),
    Column("opening_hours", Hours, nullable=False),
    text("access_notes"),
    version(),
)

asset = Table(
    "asset",
    metadata,
    identity(),
    code("serial"),
    text("model"),
    to("site"),
    Column("warranty_until", Date),
    version(),
)

technician = Table(
    "technician",
    metadata,
    identity(),
    code(),
    text("name"),
    to("service_base"),
    Column("home_latitude", Float, nullable=False),
    Column("home_longitude", Float, nullable=False),
    Column("end_latitude", Float),
    Column("end_longitude", Float),
    Column("travel_factor", Float, nullable=False),
    Column("duration_factor", Float, nullable=False),
    Column("hour_price", Integer, nullable=False),
    Column("overtime_hour_price", Integer, nullable=False),
    text("phone"),
    Column("max_visits", Integer),
    Column("max_travel", Seconds),
    version(),
    CheckConstraint("travel_factor > 0 AND duration_factor > 0", name="factors"),
    CheckConstraint("(end_latitude IS NULL) = (end_longitude IS NULL)", name="end"),
    CheckConstraint("max_visits >= 0", name="max_visits"),
    CheckConstraint("max_travel >= 0", name="max_travel"),
)

technician_skill = _skills("technician_skill", "technician")
technician_stock = _parts("technician_stock", "technician", least=0)

shift = Table(
    "shift",
    metadata,
    identity(),
    to("technician", index=False),
    Column("starts_at", UtcDateTime, nullable=False, index=True),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("max_overtime", Seconds, nullable=False),
    Column("max_duration", Seconds),
    version(),
    UniqueConstraint("technician_id", "starts_at"),
    CheckConstraint("starts_at < ends_at", name="span"),
    CheckConstraint("max_duration > 0", name="max_duration"),
)

shift_break = Table(
    "shift_break",
    metadata,
    identity(),
    part_of("shift"),
    Column("duration", Seconds, nullable=False),
    Column("earliest_start", UtcDateTime, nullable=False),
    Column("latest_start", UtcDateTime, nullable=False),
    Column("latitude", Float),
    Column("longitude", Float),
    CheckConstraint("earliest_start <= latest_start", name="window"),
    CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="place"),
)

absence = Table(
    "absence",
    metadata,
    identity(),
    to("technician"),
    Column("starts_at", UtcDateTime, nullable=False, index=True),
    Column("ends_at", UtcDateTime, nullable=False),
    text("reason"),
    version(),
    CheckConstraint("starts_at < ends_at", name="span"),
)

calendar = Table(
    "calendar",
    metadata,
    identity(),
    code(),
    text("name"),
    Column("hours", Hours, nullable=False),
    text("time_zone"),
    text("country"),
    text("subdivision"),
    version(),
)

service_level = Table(
    "service_level",
    metadata,
    identity(),
    code(),
    text("name"),
    Column("priority", Integer, nullable=False),
    Column("respond_within", Seconds, nullable=False),
    Column("respond_clock", enum_of(Clock, "respond_clock"), nullable=False),
    Column("arrive_within", Seconds, nullable=False),
    Column("arrive_clock", enum_of(Clock, "arrive_clock"), nullable=False),
    Column("resolve_within", Seconds, nullable=False),
    Column("resolve_clock", enum_of(Clock, "resolve_clock"), nullable=False),
    version(),
)

sla_policy = Table(
    "sla_policy",
    metadata,
    identity(),
    code(),
    text("name"),
    to("calendar"),
    version(),
)

classification_rule = Table(
    "classification_rule",
    metadata,
    identity(),
    part_of("sla_policy"),
    Column("position", Integer, nullable=False),
    to("service_level"),
    Column("severity", enum_of(Severity, "severity")),
    Column("tier", enum_of(CustomerTier, "tier")),
    Column("region", enum_of(Region, "region")),
)

work_order = Table(
    "work_order",
    metadata,
    identity(),
    code("number"),
    to("site"),
    Column("channel", enum_of(Channel, "channel"), nullable=False),
    Column("severity", enum_of(Severity, "severity"), nullable=False),
    text("description"),
    Column("reported_at", UtcDateTime, nullable=False, index=True),
    Column("asset_id", ForeignKey("asset.id", ondelete="SET NULL"), index=True),
    Column("status", enum_of(OrderStatus, "status"), nullable=False),
    to("service_level", nullable=True),
    text("overrule_reason"),
    Column("respond_by", UtcDateTime),
    Column("arrive_by", UtcDateTime),
    Column("resolve_by", UtcDateTime),
    Column("responded_at", UtcDateTime),
    Column("arrived_at", UtcDateTime),
    Column("resolved_at", UtcDateTime),
    version(),
    Index(None, "status", "reported_at"),
)

work_order_pause = Table(
    "work_order_pause",
    metadata,
    identity(),
    part_of("work_order"),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("reason", enum_of(PauseReason, "reason"), nullable=False),
)

visit = Table(
    "visit",
    metadata,
    identity(),
    part_of("work_order"),
    Column("duration", Seconds, nullable=False),
    Column("not_before", UtcDateTime),
    to("technician", name="pinned_technician_id", nullable=True),
    Column("status", enum_of(VisitStatus, "status"), nullable=False, index=True),
    Column("setup", Seconds, nullable=False, server_default=sql_text("0")),
    Column("pinned_start", UtcDateTime),
    Column("pinned_position", Integer),
    version(),
    CheckConstraint("duration > 0", name="duration"),
    CheckConstraint("setup >= 0", name="setup"),
    CheckConstraint(
        "pinned_position IS NULL OR (pinned_position >= 1 AND pinned_technician_id IS NOT NULL)",
        name="pinned_position",
    ),
)

visit_skill = _skills("visit_skill", "visit")
visit_part = _parts("visit_part", "visit", least=1)

visit_window = Table(
    "visit_window",
    metadata,
    identity(),
    part_of("visit"),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    CheckConstraint("starts_at <= ends_at", name="span"),
)

visit_required_technician = _named_technicians("visit_required_technician")
visit_excluded_technician = _named_technicians("visit_excluded_technician")
visit_preferred_technician = _named_technicians("visit_preferred_technician")

plan = Table(
    "plan",
    metadata,
    identity(),
    to("service_base", index=False),
    Column("day", Date, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    text("created_by"),
    text("engine"),
    Column("seed", Integer, nullable=False),
    Column("status", enum_of(PlanStatus, "status"), nullable=False),
    Column("published_at", UtcDateTime),
    Column("prices", JSON, nullable=False),
    Column("cost_terms", JSON, nullable=False),
    Column("check_result", JSON, nullable=False),
    version(),
    Index(None, "service_base_id", "day", "created_at"),
)
# However many dispatchers publish at once, one base and day has one published plan.
Index(
    "uq_plan_published",
    plan.c.service_base_id,
    plan.c.day,
    unique=True,
    sqlite_where=plan.c.status == PlanStatus.PUBLISHED,
    postgresql_where=plan.c.status == PlanStatus.PUBLISHED,
)

itinerary = Table(
    "itinerary",
    metadata,
    identity(),
    part_of("plan"),
    to("technician"),
    to("shift"),
    Column("leaves_at", UtcDateTime, nullable=False),
    Column("returns_at", UtcDateTime, nullable=False),
    Column("travel_home", Seconds, nullable=False),
    Column("metres_home", Integer, nullable=False),
)

stop = Table(
    "stop",
    metadata,
    identity(),
    part_of("itinerary"),
    Column("sequence", Integer, nullable=False),
    Column("kind", enum_of(StopKind, "kind"), nullable=False),
    Column("arrival", UtcDateTime, nullable=False),
    Column("start", UtcDateTime, nullable=False),
    Column("end", UtcDateTime, nullable=False),
    Column("travel", Seconds, nullable=False),
    Column("metres", Integer, nullable=False),
    Column("wait", Seconds, nullable=False),
    Column("slack", Seconds, nullable=False),
    to("visit", nullable=True),
    Column("latitude", Float),
    Column("longitude", Float),
    CheckConstraint("(kind = 'visit') = (visit_id IS NOT NULL)", name="visit"),
    CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="place"),
)

backlog_entry = Table(
    "backlog_entry",
    metadata,
    identity(),
    part_of("plan"),
    to("visit"),
    text("reason"),
    text("sentence"),
    Column("details", JSON, nullable=False),
    Column("action", JSON(none_as_null=True)),
)

audit_entry = Table(
    "audit_entry",
    metadata,
    identity(),
    Column("at", UtcDateTime, nullable=False, index=True),
    text("actor"),
    text("subject_type"),
    text("subject"),
    text("action"),
    Column("changes", JSON, nullable=False),
    text("note"),
    Index(None, "subject_type", "subject"),
)

number_sequence = Table(
    "number_sequence",
    metadata,
    Column("name", String, primary_key=True),
    Column("last", Integer, nullable=False),
)

meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", JSON, nullable=False),
)
