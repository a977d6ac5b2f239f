"""The level of a finding, cells of other documents, and what is due to be compared."""

# ruff: noqa: E501
# fmt: off
import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
# the views as they are at this revision; a change of them needs a new one
views_fingerprint = "cf746a99cb218256"
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns; every document is due to be compared."""
    op.add_column('fact_finding', sa.Column('finding_level', sa.Text(), nullable=True, comment='What was compared: table, appendix, body, document or history.'))
    op.execute("UPDATE fact_finding SET finding_level = 'table'")
    op.add_column('bridge_finding_cell', sa.Column('other_document_key', KEY, nullable=True, comment='Document the cell stands in, where that is not the document of the finding.'))
    op.add_column('dim_document', sa.Column('compared_rules', sa.Text(), nullable=True, comment='Rules it was compared with other documents by; empty while due.'))
