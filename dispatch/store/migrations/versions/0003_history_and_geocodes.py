"""Finished visits, and what geocoders answered."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "geocode",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_geocode")),
        sa.UniqueConstraint("query", name=op.f("uq_geocode_query")),
    )
    op.create_table(
        "finished_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("technician_id", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("skill", sa.String(), nullable=False),
        sa.Column(
            "severity",
            sa.Enum(
                "emergency",
                "complex_fault",
                "general_fault",
                "enquiry",
                name="severity",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "tier",
            sa.Enum(
                "new",
                "regular",
                "vip",
                name="tier",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "region",
            sa.Enum(
                "same_city",
                "out_of_town",
                name="region",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("actual", sa.Integer(), nullable=False),
        sa.Column("planned_travel", sa.Integer(), nullable=False),
        sa.Column("actual_travel", sa.Integer(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_time_fix", sa.Boolean(), nullable=False),
        sa.Column("arrive_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "planned >= 0 AND actual >= 0 AND planned_travel >= 0 AND actual_travel >= 0",
            name=op.f("ck_finished_visit_spans"),
        ),
        sa.ForeignKeyConstraint(
            ["technician_id"],
            ["technician.id"],
            name=op.f("fk_finished_visit_technician_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finished_visit")),
        sa.UniqueConstraint(
            "technician_id", "arrived_at", name=op.f("uq_finished_visit_technician_id_arrived_at")
        ),
    )
    with op.batch_alter_table("finished_visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finished_visit_date"), ["date"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("finished_visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_finished_visit_date"))

    op.drop_table("finished_visit")
    op.drop_table("geocode")
