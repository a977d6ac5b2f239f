"""Figures that stand a second time, what indicators are told from, documents of hanging rows."""

# ruff: noqa: E501
# fmt: off
import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
# the views as they are at this revision; a change of them needs a new one
views_fingerprint = "5d686ba3e8bd000e"
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# table and the key of the fact it hangs on
HANGING = (
    ("bridge_task_agency", "task_key"),
    ("bridge_finding_cell", "finding_key"),
    ("fact_hypothesis", "finding_key"),
    ("fact_hypothesis_change", "finding_key"),
)
# what an indicator is told from, and the column that names it
TOLD_FROM = (("own", "indicator_code"), ("numerator", "numerator_code"), ("denominator", "denominator_code"))
REPEATS = """
INSERT INTO bridge_figure_repeat (figure_key, document_key, counted_key)
SELECT figure_key, document_key, counted_key FROM (
  SELECT f.figure_key, f.document_key, first_value(f.figure_key) OVER (
    PARTITION BY f.indicator_key, f.field_key, f.basis, f.breakdown, d.province_key, d.agency_key,
      CASE WHEN a.agency_level IN ('province', 'central', 'party') THEN '' ELSE d.issuing_body END,
      p.period_kind, p.period_year, p.period_number,
      CASE WHEN p.period_kind IN ('range', 'unknown') THEN p.period_natural_key ELSE '' END,
      CASE WHEN p.period_key IS NULL OR d.known_to IS NOT NULL
        OR (d.agency_key IS NULL AND (d.issuing_body IS NULL OR d.province_key IS NULL))
        THEN d.document_key ELSE 0 END
    ORDER BY CASE WHEN f.reconciled_value IS NULL THEN 1 ELSE 0 END,
      d.document_date DESC NULLS LAST, d.document_key DESC, f.figure_key) AS counted_key
  FROM fact_figure f
  JOIN dim_document d ON d.document_key = f.document_key
  LEFT JOIN dim_agency a ON a.agency_key = d.agency_key
  LEFT JOIN dim_period p ON p.period_key = d.period_key
  WHERE f.indicator_key IS NOT NULL OR f.field_key IS NOT NULL) AS ranked
WHERE figure_key <> counted_key
"""
PARTS = """
INSERT INTO map_indicator_part (indicator_key, source_key, part, indicator_code)
SELECT t.indicator_key, s.indicator_key, '{part}', t.indicator_code
FROM dim_indicator t JOIN dim_indicator s ON s.indicator_code = t.{code}
WHERE NOT EXISTS (SELECT 1 FROM dim_indicator n
  WHERE n.indicator_code = t.indicator_code AND n.valid_from > t.valid_from)
"""
MEMBERS = """
UPDATE map_province_unit SET member_no = (SELECT count(*) FROM map_province_unit AS o
  WHERE o.units_from = map_province_unit.units_from AND o.unit_key = map_province_unit.unit_key
  AND o.province_key <= map_province_unit.province_key)
"""


def upgrade() -> None:
    """Create the tables and columns, and fill them from what is there."""
    op.create_table('bridge_figure_repeat',
        sa.Column('figure_key', KEY, autoincrement=False, nullable=False, comment='The figure that does not count.'),
        sa.Column('document_key', KEY, nullable=False, comment='Document it is in.'),
        sa.Column('counted_key', KEY, nullable=False, comment='The figure that counts instead.'),
        sa.ForeignKeyConstraint(['document_key'], ['dim_document.document_key'], name=op.f('fk_bridge_figure_repeat_document_key')),
        sa.PrimaryKeyConstraint('figure_key', name=op.f('pk_bridge_figure_repeat')),
        comment='Figures that stand a second time: a later report of the same body on the same period prints the same indicator, or an earlier row of the same report does.'
    )
    op.create_index(op.f('ix_bridge_figure_repeat_document_key'), 'bridge_figure_repeat', ['document_key'], unique=False)
    op.create_table('map_indicator_part',
        sa.Column('indicator_key', KEY, nullable=False, comment='The indicator to be told.'),
        sa.Column('source_key', KEY, nullable=False, comment='An indicator it is told from.'),
        sa.Column('part', sa.Text(), nullable=False, comment='The indicator itself, the part or the whole of a rate. One of: own, numerator, denominator.'),
        sa.Column('indicator_code', sa.Text(), nullable=False, comment='Code of the indicator to be told.'),
        sa.ForeignKeyConstraint(['indicator_key'], ['dim_indicator.indicator_key'], name=op.f('fk_map_indicator_part_indicator_key')),
        sa.ForeignKeyConstraint(['source_key'], ['dim_indicator.indicator_key'], name=op.f('fk_map_indicator_part_source_key')),
        sa.PrimaryKeyConstraint('indicator_key', 'source_key', 'part', name=op.f('pk_map_indicator_part')),
        sa.CheckConstraint("part IN ('own', 'numerator', 'denominator')", name=op.f('ck_map_indicator_part_part_known')),
        comment='From which figures an indicator is told: its own, and for a rate those of its parts.'
    )
    op.create_index(op.f('ix_map_indicator_part_source_key'), 'map_indicator_part', ['source_key'], unique=False)
    op.create_index(op.f('ix_map_indicator_part_indicator_code'), 'map_indicator_part', ['indicator_code'], unique=False)
    op.add_column('map_province_unit', sa.Column('member_no', sa.Integer(), nullable=True, comment='Number of the version among those of its unit, from 1.'))
    op.execute(MEMBERS)
    for part, code in TOLD_FROM:
        op.execute(PARTS.format(part=part, code=code))
    for table, key in HANGING:
        op.add_column(table, sa.Column('document_key', KEY, nullable=True, comment='Document it is in.'))
        op.execute(f"UPDATE {table} SET document_key = {key} / 1000000")
    op.execute(REPEATS)
