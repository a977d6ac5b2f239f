"""What was read from each file, former states of figures, and where files lay."""

# ruff: noqa: E501
# fmt: off
import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
# the views as they are at this revision; a change of them needs a new one
views_fingerprint = "0092ad9a59305fed"
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.Numeric()


def upgrade() -> None:
    """Create the tables and columns; figures known before were known since their document was."""
    op.create_table('extraction',
        sa.Column('document_sha256', sa.Text(), nullable=False, comment='SHA-256 of the file.'),
        sa.Column('source_name', sa.Text(), nullable=False, comment='Name of the file.'),
        sa.Column('media_type', sa.Text(), nullable=False, comment='Media type of the file.'),
        sa.Column('size_bytes', sa.Integer(), nullable=False, comment='Size of the file in bytes.'),
        sa.Column('packing', sa.Integer(), nullable=False, comment='Format of the packed document.'),
        sa.Column('packed', sa.LargeBinary(), nullable=False, comment='Text and tables read, compressed.'),
        sa.Column('stored_at', MOMENT, nullable=False, comment='Moment it was read.'),
        sa.PrimaryKeyConstraint('document_sha256', name=op.f('pk_extraction')),
        sa.CheckConstraint('packing >= 1', name=op.f('ck_extraction_packing_least')),
        sa.CheckConstraint('size_bytes >= 0', name=op.f('ck_extraction_size_bytes_least')),
        comment='What was read from each file before layouts, catalogue and rules were applied.'
    )
    op.create_table('past_figure',
        sa.Column('past_figure_key', KEY, autoincrement=False, nullable=False, comment='Surrogate key of a former state of a figure.'),
        sa.Column('figure_key', KEY, nullable=False, comment='Document key times a million plus figure number.'),
        sa.Column('document_key', KEY, nullable=False, comment='Document it is in.'),
        sa.Column('province_key', KEY, nullable=True, comment='Province, as in the document.'),
        sa.Column('agency_key', KEY, nullable=True, comment='Issuing body, as in the document.'),
        sa.Column('period_key', KEY, nullable=True, comment='Period, as in the document.'),
        sa.Column('figure_no', sa.Integer(), nullable=False, comment='Number of the figure within the document.'),
        sa.Column('indicator_key', KEY, nullable=True, comment='Indicator; empty if not matched.'),
        sa.Column('field_key', KEY, nullable=True, comment='Field the row is about, in matrix tables.'),
        sa.Column('basis', sa.Text(), nullable=False, comment='What the column counts: the period, the running total, the last one. One of: period, cumulative, previous.'),
        sa.Column('breakdown', sa.Text(), nullable=True, comment='Heading path of the column, where a table has several of one basis.'),
        sa.Column('table_no', sa.Integer(), nullable=False, comment='Table within the document, from 0.'),
        sa.Column('row_no', sa.Integer(), nullable=False, comment='Row within the table, from 1.'),
        sa.Column('column_no', sa.Integer(), nullable=False, comment='Column within the table, from 0.'),
        sa.Column('appendix', sa.Text(), nullable=True, comment='Appendix as printed (Phụ lục 4).'),
        sa.Column('printed_no', sa.Text(), nullable=True, comment='Number printed before the row (3.1.2).'),
        sa.Column('row_path', sa.Text(), nullable=False, comment='Path of the row, unique within its table.'),
        sa.Column('row_label', sa.Text(), nullable=False, comment='Label of the row as printed.'),
        sa.Column('column_heading', sa.Text(), nullable=True, comment='Heading of the column as printed.'),
        sa.Column('printed', sa.Text(), nullable=False, comment='The figure as printed.'),
        sa.Column('blank_kind', sa.Text(), nullable=False, comment='Blank, 0, a dash and 0/0 are four things. One of: blank, zero, number, dash, zero_over_zero, unreadable.'),
        sa.Column('reported_value', NUMBER, nullable=True, comment='The figure as reported; empty for blank, dash or unreadable.'),
        sa.Column('decimals', sa.Integer(), nullable=False, comment='Digits printed after the decimal sign.'),
        sa.Column('is_percent', sa.Boolean(), nullable=False, comment='A percent sign is printed with the figure.'),
        sa.Column('unit_printed', sa.Text(), nullable=True, comment='Unit as printed in the row.'),
        sa.Column('alternative_values', sa.Text(), nullable=True, comment='Other legal readings of the printed text, separated by ;'),
        sa.Column('reconciled_value', NUMBER, nullable=True, comment='Reported value, or what replaces it if corrected or derived.'),
        sa.Column('proposed_value', NUMBER, nullable=True, comment='Value proposed beside the reported one, where not certain.'),
        sa.Column('status', sa.Text(), nullable=False, comment='What the reconciliation says of the figure. One of: reported, derived, corrected, proposed, ambiguous, noted, too_entangled, decided.'),
        sa.Column('confidence', sa.Double(), nullable=True, comment='Probability of the corrected or proposed value, 0 to 1.'),
        sa.Column('is_derived', sa.Boolean(), nullable=False, comment='The cell is blank and other figures determine the value.'),
        sa.Column('derived_rule', sa.Text(), nullable=True, comment='Rule the value is derived by.'),
        sa.Column('note', sa.Text(), nullable=True, comment='Note printed in the row.'),
        sa.Column('place_line', sa.Integer(), nullable=True, comment='Line of a text file, from 1.'),
        sa.Column('place_page', sa.Integer(), nullable=True, comment='Page of a paged source, from 1.'),
        sa.Column('place_box', sa.Text(), nullable=True, comment='Box on the page in points from top left: x0 top x1 bottom.'),
        sa.Column('place_sheet', sa.Text(), nullable=True, comment='Name of the sheet of a workbook.'),
        sa.Column('place_cells', sa.Text(), nullable=True, comment='A1 reference of the cells in the sheet.'),
        sa.Column('place_table', sa.Integer(), nullable=True, comment='Table of a word-processor file, from 1.'),
        sa.Column('place_row', sa.Integer(), nullable=True, comment='Row within that table, from 1.'),
        sa.Column('place_column', sa.Integer(), nullable=True, comment='Column within that table, from 1.'),
        sa.Column('place_text', sa.Text(), nullable=True, comment='The same place in words, to be read by people.'),
        sa.Column('known_from', MOMENT, nullable=True, comment='Moment since which it stands so; what was before is in past_figure.'),
        sa.Column('known_to', MOMENT, nullable=False, comment='Moment from which it was read or reconciled otherwise.'),
        sa.ForeignKeyConstraint(['document_key'], ['dim_document.document_key'], name=op.f('fk_past_figure_document_key')),
        sa.PrimaryKeyConstraint('past_figure_key', name=op.f('pk_past_figure')),
        comment='Former states of figures, as they stood from known_from to known_to.'
    )
    op.create_index(op.f('ix_past_figure_document_key'), 'past_figure', ['document_key'], unique=False)
    op.add_column('fact_figure', sa.Column('known_from', MOMENT, nullable=True, comment='Moment since which it stands so; what was before is in past_figure.'))
    op.add_column('ledger_outcome', sa.Column('source_path', sa.Text(), nullable=True, comment='Path at which the file lay.'))
    op.execute("UPDATE fact_figure SET known_from = (SELECT known_from FROM dim_document WHERE dim_document.document_key = fact_figure.document_key)")
    op.create_table('map_units',
        sa.Column('units_from', sa.Date(), nullable=False, comment='First day on which these units stood.'),
        sa.Column('units_to', sa.Date(), nullable=True, comment='Last day on which they stood; empty for the units of today.'),
        sa.PrimaryKeyConstraint('units_from', name=op.f('pk_map_units')),
        comment='Times between two changes of provinces or departments.'
    )
    op.create_table('map_agency_unit',
        sa.Column('units_from', sa.Date(), nullable=False, comment='The time.'),
        sa.Column('agency_code', sa.Text(), nullable=False, comment='Code of a kind of body.'),
        sa.Column('unit_code', sa.Text(), nullable=False, comment='Code of the kind of body that does its work in that time.'),
        sa.Column('unit_name', sa.Text(), nullable=False, comment='Name of that kind of body.'),
        sa.ForeignKeyConstraint(['units_from'], ['map_units.units_from'], name=op.f('fk_map_agency_unit_units_from')),
        sa.PrimaryKeyConstraint('units_from', 'agency_code', name=op.f('pk_map_agency_unit')),
        comment='Every kind of body up to a time, and the kind it is part of in it.'
    )
    op.create_table('map_province_unit',
        sa.Column('units_from', sa.Date(), nullable=False, comment='The time.'),
        sa.Column('province_key', KEY, nullable=False, comment='A province version.'),
        sa.Column('unit_key', KEY, nullable=False, comment='What it is part of in that time.'),
        sa.ForeignKeyConstraint(['province_key'], ['dim_province.province_key'], name=op.f('fk_map_province_unit_province_key')),
        sa.ForeignKeyConstraint(['unit_key'], ['dim_province.province_key'], name=op.f('fk_map_province_unit_unit_key')),
        sa.ForeignKeyConstraint(['units_from'], ['map_units.units_from'], name=op.f('fk_map_province_unit_units_from')),
        sa.PrimaryKeyConstraint('units_from', 'province_key', name=op.f('pk_map_province_unit')),
        comment='Every province version up to a time, and the province it is part of in it.'
    )
