"""First tables."""

from typing import Any, Final

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_CUSTOMER_TIER = ("new", "regular", "vip")
_REGION = ("same_city", "out_of_town")
_CLOCK = ("elapsed", "working")
_SEVERITY = ("emergency", "complex_fault", "general_fault", "enquiry")
_CHANNEL = ("phone", "web", "email", "app", "preventive")
_ORDER_STATUS = (
    "reported",
    "responded",
    "awaiting_visit",
    "scheduled",
    "in_progress",
    "on_hold",
    "resolved",
    "closed",
    "cancelled",
)
_PAUSE_REASON = ("customer", "parts")
_VISIT_STATUS = ("open", "scheduled", "en_route", "started", "done", "cancelled")
_PLAN_STATUS = ("draft", "published", "superseded")
_STOP_KIND = ("visit", "break")
_TABLES: Final = (
    "service_base",
    "customer",
    "site",
    "asset",
    "technician",
    "technician_skill",
    "shift",
    "shift_break",
    "absence",
    "calendar",
    "service_level",
    "sla_policy",
    "classification_rule",
    "work_order",
    "work_order_pause",
    "visit",
    "visit_skill",
    "visit_window",
    "visit_required_technician",
    "visit_excluded_technician",
    "plan",
    "itinerary",
    "stop",
    "backlog_entry",
    "audit_entry",
    "number_sequence",
    "meta",
)


def upgrade() -> None:
    _create_customers()
    _create_team()
    _create_promises()
    _create_orders()
    _create_plans()
    _create_records()


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _version() -> sa.Column[int]:
    return sa.Column("version", sa.Integer, nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=False)


def _code(name: str = "code") -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=False, unique=True)


def _choice(name: str, values: tuple[str, ...], **options: Any) -> sa.Column[str]:
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)
    return sa.Column(name, kind, **{"nullable": False, **options})


def _to(table: str, *, name: str = "", **options: Any) -> sa.Column[int]:
    target = sa.ForeignKey(f"{table}.id", ondelete="RESTRICT")
    options = {"nullable": False, "index": True, **options}
    return sa.Column(name or f"{table}_id", sa.Integer, target, **options)


def _part_of(table: str, **options: Any) -> sa.Column[int]:
    target = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    options = {"nullable": False, "index": True, **options}
    return sa.Column(f"{table}_id", sa.Integer, target, **options)


def _create_skills(name: str, owner: str) -> None:
    op.create_table(
        name,
        _id(),
        _part_of(owner),
        sa.Column("skill", sa.String, nullable=False, index=True),
        sa.Column("level", sa.Integer, nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name="level"),
    )


def _create_named_technicians(name: str) -> None:
    op.create_table(
        name,
        _part_of("visit", primary_key=True, index=False),
        _to("technician", primary_key=True),
    )


def _create_customers() -> None:
    op.create_table(
        "service_base",
        _id(),
        _code(),
        _text("name"),
        sa.Column("latitude", sa.Float, nullable=False),
        sa.Column("longitude", sa.Float, nullable=False),
        sa.Column("city_radius_km", sa.Float, nullable=False),
        _text("time_zone"),
        _version(),
    )
    op.create_table(
        "customer",
        _id(),
        _code(),
        sa.Column("name", sa.String, nullable=False, index=True),
        _choice("tier", _CUSTOMER_TIER),
        _text("phone"),
        _text("email"),
        _version(),
    )
    op.create_table(
        "site",
        _id(),
        _code(),
        _to("customer"),
        _to("service_base"),
        _text("name"),
        _text("address"),
        sa.Column("latitude", sa.Float, nullable=False),
        sa.Column("longitude", sa.Float, nullable=False),
        _text("time_zone"),
        _choice("region", _REGION),
        sa.Column("opening_hours", sa.String, nullable=False),
        _text("access_notes"),
        _version(),
    )
    op.create_table(
        "asset",
        _id(),
        _code("serial"),
        _text("model"),
        _to("site"),
        sa.Column("warranty_until", sa.Date),
        _version(),
    )


def _create_team() -> None:
    op.create_table(
        "technician",
        _id(),
        _code(),
        _text("name"),
        _to("service_base"),
        sa.Column("home_latitude", sa.Float, nullable=False),
        sa.Column("home_longitude", sa.Float, nullable=False),
        sa.Column("end_latitude", sa.Float),
        sa.Column("end_longitude", sa.Float),
        sa.Column("travel_factor", sa.Float, nullable=False),
        sa.Column("duration_factor", sa.Float, nullable=False),
        sa.Column("hour_price", sa.Integer, nullable=False),
        sa.Column("overtime_hour_price", sa.Integer, nullable=False),
        _text("phone"),
        _version(),
        sa.CheckConstraint("travel_factor > 0 AND duration_factor > 0", name="factors"),
        sa.CheckConstraint("(end_latitude IS NULL) = (end_longitude IS NULL)", name="end"),
    )
    _create_skills("technician_skill", "technician")
    op.create_table(
        "shift",
        _id(),
        _to("technician", index=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("max_overtime", sa.Integer, nullable=False),
        _version(),
        sa.UniqueConstraint("technician_id", "starts_at"),
        sa.CheckConstraint("starts_at < ends_at", name="span"),
    )
    op.create_table(
        "shift_break",
        _id(),
        _part_of("shift"),
        sa.Column("duration", sa.Integer, nullable=False),
        sa.Column("earliest_start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("latest_start", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("earliest_start <= latest_start", name="window"),
    )
    op.create_table(
        "absence",
        _id(),
        _to("technician"),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        _text("reason"),
        _version(),
        sa.CheckConstraint("starts_at < ends_at", name="span"),
    )


def _create_promises() -> None:
    op.create_table(
        "calendar",
        _id(),
        _code(),
        _text("name"),
        sa.Column("hours", sa.String, nullable=False),
        _text("time_zone"),
        _text("country"),
        _text("subdivision"),
        _version(),
    )
    op.create_table(
        "service_level",
        _id(),
        _code(),
        _text("name"),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("respond_within", sa.Integer, nullable=False),
        _choice("respond_clock", _CLOCK),
        sa.Column("arrive_within", sa.Integer, nullable=False),
        _choice("arrive_clock", _CLOCK),
        sa.Column("resolve_within", sa.Integer, nullable=False),
        _choice("resolve_clock", _CLOCK),
        _version(),
    )
    op.create_table(
        "sla_policy",
        _id(),
        _code(),
        _text("name"),
        _to("calendar"),
        _version(),
    )
    op.create_table(
        "classification_rule",
        _id(),
        _part_of("sla_policy"),
        sa.Column("position", sa.Integer, nullable=False),
        _to("service_level"),
        _choice("severity", _SEVERITY, nullable=True),
        _choice("tier", _CUSTOMER_TIER, nullable=True),
        _choice("region", _REGION, nullable=True),
    )


def _create_orders() -> None:
    op.create_table(
        "work_order",
        _id(),
        _code("number"),
        _to("site"),
        _choice("channel", _CHANNEL),
        _choice("severity", _SEVERITY),
        _text("description"),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column(
            "asset_id", sa.Integer, sa.ForeignKey("asset.id", ondelete="SET NULL"), index=True
        ),
        _choice("status", _ORDER_STATUS),
        _to("service_level", nullable=True),
        _text("overrule_reason"),
        sa.Column("respond_by", sa.DateTime(timezone=True)),
        sa.Column("arrive_by", sa.DateTime(timezone=True)),
        sa.Column("resolve_by", sa.DateTime(timezone=True)),
        sa.Column("responded_at", sa.DateTime(timezone=True)),
        sa.Column("arrived_at", sa.DateTime(timezone=True)),
        sa.Column("resolved_at", sa.DateTime(timezone=True)),
        _version(),
        sa.Index(None, "status", "reported_at"),
    )
    op.create_table(
        "work_order_pause",
        _id(),
        _part_of("work_order"),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        _choice("reason", _PAUSE_REASON),
    )
    op.create_table(
        "visit",
        _id(),
        _part_of("work_order"),
        sa.Column("duration", sa.Integer, nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True)),
        _to("technician", name="pinned_technician_id", nullable=True),
        _choice("status", _VISIT_STATUS, index=True),
        _version(),
        sa.CheckConstraint("duration > 0", name="duration"),
    )
    _create_skills("visit_skill", "visit")
    op.create_table(
        "visit_window",
        _id(),
        _part_of("visit"),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("starts_at <= ends_at", name="span"),
    )
    _create_named_technicians("visit_required_technician")
    _create_named_technicians("visit_excluded_technician")


def _create_plans() -> None:
    op.create_table(
        "plan",
        _id(),
        _to("service_base", index=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _text("created_by"),
        _text("engine"),
        sa.Column("seed", sa.Integer, nullable=False),
        _choice("status", _PLAN_STATUS),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.Column("prices", sa.JSON, nullable=False),
        sa.Column("cost_terms", sa.JSON, nullable=False),
        sa.Column("check_result", sa.JSON, nullable=False),
        _version(),
        sa.Index(None, "service_base_id", "day", "created_at"),
    )
    # At most one published plan of a base and day.
    op.create_index(
        "uq_plan_published",
        "plan",
        ["service_base_id", "day"],
        unique=True,
        sqlite_where=sa.text("status = 'published'"),
        postgresql_where=sa.text("status = 'published'"),
    )
    op.create_table(
        "itinerary",
        _id(),
        _part_of("plan"),
        _to("technician"),
        _to("shift"),
        sa.Column("leaves_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("returns_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("travel_home", sa.Integer, nullable=False),
        sa.Column("metres_home", sa.Integer, nullable=False),
    )
    op.create_table(
        "stop",
        _id(),
        _part_of("itinerary"),
        sa.Column("sequence", sa.Integer, nullable=False),
        _choice("kind", _STOP_KIND),
        sa.Column("arrival", sa.DateTime(timezone=True), nullable=False),
        sa.Column("start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end", sa.DateTime(timezone=True), nullable=False),
        sa.Column("travel", sa.Integer, nullable=False),
        sa.Column("metres", sa.Integer, nullable=False),
        sa.Column("wait", sa.Integer, nullable=False),
        sa.Column("slack", sa.Integer, nullable=False),
        _to("visit", nullable=True),
        sa.CheckConstraint("(kind = 'visit') = (visit_id IS NOT NULL)", name="visit"),
    )
    op.create_table(
        "backlog_entry",
        _id(),
        _part_of("plan"),
        _to("visit"),
        _text("reason"),
        _text("sentence"),
        sa.Column("details", sa.JSON, nullable=False),
    )


def _create_records() -> None:
    op.create_table(
        "audit_entry",
        _id(),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
        _text("actor"),
        _text("subject_type"),
        _text("subject"),
        _text("action"),
        sa.Column("changes", sa.JSON, nullable=False),
        _text("note"),
        sa.Index(None, "subject_type", "subject"),
    )
    op.create_table(
        "number_sequence",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("value", sa.JSON, nullable=False),
    )
