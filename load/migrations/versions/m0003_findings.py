"""Findings, notices and the views."""

# ruff: noqa: E501
# fmt: off
import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
# the views as they are at this revision; a change of them needs a new one
views_fingerprint = "d9d39107e41bb83e"
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables."""
    op.create_table('fact_finding',
        sa.Column('finding_key', KEY, autoincrement=False, nullable=False, comment='Document key times a million plus finding number.'),
        sa.Column('document_key', KEY, nullable=False, comment='Document it is in.'),
        sa.Column('finding_no', sa.Integer(), nullable=False, comment='Number of the finding within the document.'),
        sa.Column('rule', sa.Text(), nullable=False, comment='Rule that does not hold.'),
        sa.Column('finding_kind', sa.Text(), nullable=False, comment='What sort of relation is broken. One of: ratio, sum, le, equal, formula, range, unit_note, numbering, date_order, citation, swapped_columns, other.'),
        sa.Column('strength', sa.Text(), nullable=False, comment='Whether the relation must hold or usually holds. One of: identity, soft.'),
        sa.Column('finding_status', sa.Text(), nullable=False, comment='What came of it. One of: corrected, proposed, ambiguous, noted, too_entangled.'),
        sa.Column('severity', sa.Integer(), nullable=False, comment='3 an identity is broken, 2 in doubt, 1 worth knowing.'),
        sa.Column('found', sa.Text(), nullable=False, comment='What is printed, in short (95,56 ≠ 82/744).'),
        sa.Column('advice', sa.Text(), nullable=True, comment='What to do about it.'),
        sa.Column('cells_text', sa.Text(), nullable=True, comment='The cells it touches, in words.'),
        sa.Column('proposal_text', sa.Text(), nullable=True, comment='The likeliest explanation, in words.'),
        sa.Column('proposal_confidence', sa.Double(), nullable=True, comment='Probability of that explanation, 0 to 1.'),
        sa.ForeignKeyConstraint(['document_key'], ['dim_document.document_key'], name=op.f('fk_fact_finding_document_key')),
        sa.PrimaryKeyConstraint('finding_key', name=op.f('pk_fact_finding')),
        sa.UniqueConstraint('document_key', 'finding_no', name=op.f('uq_fact_finding_document_key_finding_no')),
        sa.CheckConstraint("finding_kind IN ('ratio', 'sum', 'le', 'equal', 'formula', 'range', 'unit_note', 'numbering', 'date_order', 'citation', 'swapped_columns', 'other')", name=op.f('ck_fact_finding_finding_kind_known')),
        sa.CheckConstraint('finding_no >= 1', name=op.f('ck_fact_finding_finding_no_least')),
        sa.CheckConstraint("finding_status IN ('corrected', 'proposed', 'ambiguous', 'noted', 'too_entangled')", name=op.f('ck_fact_finding_finding_status_known')),
        sa.CheckConstraint('proposal_confidence >= 0 AND proposal_confidence <= 1', name=op.f('ck_fact_finding_proposal_confidence_share')),
        sa.CheckConstraint("strength IN ('identity', 'soft')", name=op.f('ck_fact_finding_strength_known')),
        comment='One row for each contradiction or doubtful reading of a document.'
    )
    op.create_index(op.f('ix_fact_finding_finding_kind'), 'fact_finding', ['finding_kind'], unique=False)
    op.create_table('bridge_finding_cell',
        sa.Column('finding_key', KEY, nullable=False, comment='The finding.'),
        sa.Column('position', sa.Integer(), nullable=False, comment='Place of the cell in the finding, from 1.'),
        sa.Column('appendix', sa.Text(), nullable=True, comment='Appendix of the cell as printed.'),
        sa.Column('printed_no', sa.Text(), nullable=True, comment='Number of its row as printed.'),
        sa.Column('column_heading', sa.Text(), nullable=True, comment='Heading of its column.'),
        sa.Column('indicator_key', KEY, nullable=True, comment='Indicator of the row, if one.'),
        sa.Column('figure_key', KEY, nullable=True, comment='The figure in the cell, if one.'),
        sa.Column('task_key', KEY, nullable=True, comment='The task in whose row it stands, if one.'),
        sa.Column('place_line', sa.Integer(), nullable=True, comment='Line of a text file, from 1.'),
        sa.Column('place_page', sa.Integer(), nullable=True, comment='Page of a paged source, from 1.'),
        sa.Column('place_box', sa.Text(), nullable=True, comment='Box on the page in points from top left: x0 top x1 bottom.'),
        sa.Column('place_sheet', sa.Text(), nullable=True, comment='Name of the sheet of a workbook.'),
        sa.Column('place_cells', sa.Text(), nullable=True, comment='A1 reference of the cells in the sheet.'),
        sa.Column('place_table', sa.Integer(), nullable=True, comment='Table of a word-processor file, from 1.'),
        sa.Column('place_row', sa.Integer(), nullable=True, comment='Row within that table, from 1.'),
        sa.Column('place_column', sa.Integer(), nullable=True, comment='Column within that table, from 1.'),
        sa.Column('place_text', sa.Text(), nullable=True, comment='The same place in words, to be read by people.'),
        sa.ForeignKeyConstraint(['figure_key'], ['fact_figure.figure_key'], name=op.f('fk_bridge_finding_cell_figure_key')),
        sa.ForeignKeyConstraint(['finding_key'], ['fact_finding.finding_key'], name=op.f('fk_bridge_finding_cell_finding_key')),
        sa.ForeignKeyConstraint(['indicator_key'], ['dim_indicator.indicator_key'], name=op.f('fk_bridge_finding_cell_indicator_key')),
        sa.ForeignKeyConstraint(['task_key'], ['fact_task.task_key'], name=op.f('fk_bridge_finding_cell_task_key')),
        sa.PrimaryKeyConstraint('finding_key', 'position', name=op.f('pk_bridge_finding_cell')),
        sa.CheckConstraint('place_column >= 0', name=op.f('ck_bridge_finding_cell_place_column_least')),
        sa.CheckConstraint('place_line >= 1', name=op.f('ck_bridge_finding_cell_place_line_least')),
        sa.CheckConstraint('place_page >= 1', name=op.f('ck_bridge_finding_cell_place_page_least')),
        sa.CheckConstraint('place_row >= 0', name=op.f('ck_bridge_finding_cell_place_row_least')),
        sa.CheckConstraint('place_table >= 0', name=op.f('ck_bridge_finding_cell_place_table_least')),
        sa.CheckConstraint('position >= 1', name=op.f('ck_bridge_finding_cell_position_least')),
        comment='The cells a finding touches, one row a cell.'
    )
    op.create_index(op.f('ix_bridge_finding_cell_figure_key'), 'bridge_finding_cell', ['figure_key'], unique=False)
    op.create_index(op.f('ix_bridge_finding_cell_task_key'), 'bridge_finding_cell', ['task_key'], unique=False)
    op.create_table('fact_hypothesis',
        sa.Column('finding_key', KEY, nullable=False, comment='The finding it explains.'),
        sa.Column('rank', sa.Integer(), nullable=False, comment='Rank among the explanations of the finding, 1 the likeliest.'),
        sa.Column('name', sa.Text(), nullable=False, comment='Name of the explanation (dropped digit).'),
        sa.Column('confidence', sa.Double(), nullable=False, comment='Probability that it is the right one, 0 to 1.'),
        sa.ForeignKeyConstraint(['finding_key'], ['fact_finding.finding_key'], name=op.f('fk_fact_hypothesis_finding_key')),
        sa.PrimaryKeyConstraint('finding_key', 'rank', name=op.f('pk_fact_hypothesis')),
        sa.CheckConstraint('confidence >= 0 AND confidence <= 1', name=op.f('ck_fact_hypothesis_confidence_share')),
        comment='Explanations of a finding, ranked.'
    )
    op.create_table('fact_hypothesis_change',
        sa.Column('finding_key', KEY, nullable=False, comment='The finding.'),
        sa.Column('rank', sa.Integer(), nullable=False, comment='Rank of the explanation.'),
        sa.Column('position', sa.Integer(), nullable=False, comment='Place of the change in the explanation, from 1.'),
        sa.Column('appendix', sa.Text(), nullable=True, comment='Appendix of the cell as printed.'),
        sa.Column('printed_no', sa.Text(), nullable=True, comment='Number of its row as printed.'),
        sa.Column('column_heading', sa.Text(), nullable=True, comment='Heading of its column.'),
        sa.Column('figure_key', KEY, nullable=True, comment='The figure it would change, if one.'),
        sa.Column('before_text', sa.Text(), nullable=False, comment='The cell as printed.'),
        sa.Column('after_text', sa.Text(), nullable=False, comment='The cell as it would be printed.'),
        sa.ForeignKeyConstraint(['figure_key'], ['fact_figure.figure_key'], name=op.f('fk_fact_hypothesis_change_figure_key')),
        sa.ForeignKeyConstraint(['finding_key', 'rank'], ['fact_hypothesis.finding_key', 'fact_hypothesis.rank'], name=op.f('fk_fact_hypothesis_change_finding_key_rank')),
        sa.PrimaryKeyConstraint('finding_key', 'rank', 'position', name=op.f('pk_fact_hypothesis_change')),
        sa.CheckConstraint('position >= 1', name=op.f('ck_fact_hypothesis_change_position_least')),
        comment='The cells an explanation would change, before and after.'
    )
    op.create_index(op.f('ix_fact_hypothesis_change_figure_key'), 'fact_hypothesis_change', ['figure_key'], unique=False)
    op.create_table('fact_notice',
        sa.Column('notice_key', KEY, autoincrement=False, nullable=False, comment='Document key times a million plus notice number.'),
        sa.Column('document_key', KEY, nullable=False, comment='Document it is in.'),
        sa.Column('notice_no', sa.Integer(), nullable=False, comment='Number of the notice within the document.'),
        sa.Column('notice_code', sa.Text(), nullable=False, comment='Kind of notice (unknown_heading).'),
        sa.Column('message', sa.Text(), nullable=False, comment='What was not understood, and what to do.'),
        sa.Column('holds_table', sa.Boolean(), nullable=False, comment='The table it stands in is on hold.'),
        sa.Column('place_line', sa.Integer(), nullable=True, comment='Line of a text file, from 1.'),
        sa.Column('place_page', sa.Integer(), nullable=True, comment='Page of a paged source, from 1.'),
        sa.Column('place_box', sa.Text(), nullable=True, comment='Box on the page in points from top left: x0 top x1 bottom.'),
        sa.Column('place_sheet', sa.Text(), nullable=True, comment='Name of the sheet of a workbook.'),
        sa.Column('place_cells', sa.Text(), nullable=True, comment='A1 reference of the cells in the sheet.'),
        sa.Column('place_table', sa.Integer(), nullable=True, comment='Table of a word-processor file, from 1.'),
        sa.Column('place_row', sa.Integer(), nullable=True, comment='Row within that table, from 1.'),
        sa.Column('place_column', sa.Integer(), nullable=True, comment='Column within that table, from 1.'),
        sa.Column('place_text', sa.Text(), nullable=True, comment='The same place in words, to be read by people.'),
        sa.ForeignKeyConstraint(['document_key'], ['dim_document.document_key'], name=op.f('fk_fact_notice_document_key')),
        sa.PrimaryKeyConstraint('notice_key', name=op.f('pk_fact_notice')),
        sa.UniqueConstraint('document_key', 'notice_no', name=op.f('uq_fact_notice_document_key_notice_no')),
        sa.CheckConstraint('notice_no >= 1', name=op.f('ck_fact_notice_notice_no_least')),
        sa.CheckConstraint('place_column >= 0', name=op.f('ck_fact_notice_place_column_least')),
        sa.CheckConstraint('place_line >= 1', name=op.f('ck_fact_notice_place_line_least')),
        sa.CheckConstraint('place_page >= 1', name=op.f('ck_fact_notice_place_page_least')),
        sa.CheckConstraint('place_row >= 0', name=op.f('ck_fact_notice_place_row_least')),
        sa.CheckConstraint('place_table >= 0', name=op.f('ck_fact_notice_place_table_least')),
        comment='One row for everything in scope that was not understood.'
    )
    op.create_index(op.f('ix_fact_notice_notice_code'), 'fact_notice', ['notice_code'], unique=False)
