"""Decisions of people, the names that outlive a reading, and the status `decided`."""

# ruff: noqa: E501
# fmt: off
import sqlalchemy as sa
from alembic import op

# names must be those that this program's readings give, so they are made by the same code
from transform.identities import cell_name, finding_codes, report_identity

revision = "0004"
down_revision = "0003"
# the views as they are at this revision; a change of them needs a new one
views_fingerprint = "877506c4cacc6741"
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NUMBER = sa.Numeric()
BEFORE = "status IN ('reported', 'derived', 'corrected', 'proposed', 'ambiguous', 'noted', 'too_entangled')"
AFTER = "status IN ('reported', 'derived', 'corrected', 'proposed', 'ambiguous', 'noted', 'too_entangled', 'decided')"
STATUS = "What the reconciliation says of the figure. One of: reported, derived, corrected, proposed, ambiguous, noted, too_entangled, decided."
_DOCUMENTS = """
SELECT d.document_key, d.document_sha256, d.issuing_body, d.symbol, d.doc_type_code,
       d.province_printed, d.issue_identity, a.agency_code, p.period_kind, p.period_label,
       p.period_year, p.period_number, p.printed_from_date, p.printed_to_date
FROM dim_document d
LEFT JOIN dim_agency a ON a.agency_key = d.agency_key
LEFT JOIN dim_period p ON p.period_key = d.period_key
"""
_CELLS = """
SELECT f.document_key, f.finding_key, f.rule, c.position, c.appendix, c.printed_no, c.column_heading
FROM fact_finding f LEFT JOIN bridge_finding_cell c ON c.finding_key = f.finding_key
ORDER BY f.finding_key, c.position
"""


def upgrade() -> None:
    """Create the ledger of decisions, add the names, let a figure be decided."""
    _create_tables()
    _allow_decided()
    op.add_column('dim_document', sa.Column('report_identity', sa.Text(), nullable=True, comment='Issuer, province, symbol and period; decisions go by it.'))
    op.create_index(op.f('ix_dim_document_report_identity'), 'dim_document', ['report_identity'], unique=False)
    op.add_column('fact_finding', sa.Column('finding_code', sa.Text(), nullable=True, comment='Short name to type; the same after every reading.'))
    op.create_index(op.f('ix_fact_finding_finding_code'), 'fact_finding', ['finding_code'], unique=False)
    _name_all(op.get_bind())


def _create_tables() -> None:
    op.create_table('ledger_decision',
        sa.Column('decision_key', KEY, autoincrement=False, nullable=False, comment='Number of the decision.'),
        sa.Column('report_identity', sa.Text(), nullable=False, comment='Report it is about: issuer, province, symbol, period.'),
        sa.Column('cell_identity', sa.Text(), nullable=False, comment='Cell it is about: indicator or row, and measure.'),
        sa.Column('document_sha256', sa.Text(), nullable=False, comment='SHA-256 of the file it was made on.'),
        sa.Column('document_name', sa.Text(), nullable=False, comment='Number and symbol, or file name, of that document.'),
        sa.Column('finding_code', sa.Text(), nullable=True, comment='Finding it was made on.'),
        sa.Column('rule', sa.Text(), nullable=True, comment='Rule that did not hold.'),
        sa.Column('cell_text', sa.Text(), nullable=False, comment='The cell in words.'),
        sa.Column('found_printed', sa.Text(), nullable=False, comment='What was printed in the cell when it was made.'),
        sa.Column('found_value', NUMBER, nullable=True, comment='The value found; empty for a blank or what is no number.'),
        sa.Column('chosen_printed', sa.Text(), nullable=False, comment='What the cell should read.'),
        sa.Column('chosen_value', NUMBER, nullable=True, comment='The value chosen; empty where the cell holds no such figure.'),
        sa.Column('hypothesis_rank', sa.Integer(), nullable=True, comment='Explanation that was chosen, by its rank; empty for a value.'),
        sa.Column('hypothesis_name', sa.Text(), nullable=True, comment='Name of that explanation.'),
        sa.Column('reason', sa.Text(), nullable=False, comment='Why.'),
        sa.Column('decided_by', sa.Text(), nullable=False, comment='Who decided.'),
        sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False, comment='Moment of the decision.'),
        sa.Column('decision_state', sa.Text(), nullable=False, comment='Whether it still counts. One of: in_force, superseded, withdrawn.'),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True, comment='Moment it was superseded or withdrawn.'),
        sa.Column('ended_by', sa.Text(), nullable=True, comment='Who superseded or withdrew it.'),
        sa.Column('ended_reason', sa.Text(), nullable=True, comment='Why.'),
        sa.Column('superseded_by_key', KEY, nullable=True, comment='The decision that superseded it.'),
        sa.Column('told_date', sa.Date(), nullable=True, comment='Day on which the issuing body was told; empty if not yet.'),
        sa.Column('told_by', sa.Text(), nullable=True, comment='Who told the issuing body.'),
        sa.ForeignKeyConstraint(['superseded_by_key'], ['ledger_decision.decision_key'], name=op.f('fk_ledger_decision_superseded_by_key')),
        sa.PrimaryKeyConstraint('decision_key', name=op.f('pk_ledger_decision')),
        sa.CheckConstraint("decision_state IN ('in_force', 'superseded', 'withdrawn')", name=op.f('ck_ledger_decision_decision_state_known')),
        comment='Decisions of people on figures, one row a cell; none is ever deleted.'
    )
    op.create_index(op.f('ix_ledger_decision_finding_code'), 'ledger_decision', ['finding_code'], unique=False)
    op.create_index(op.f('ix_ledger_decision_report_identity'), 'ledger_decision', ['report_identity'], unique=False)
    op.create_table('fact_decision_effect',
        sa.Column('document_key', KEY, nullable=False, comment='Document it is about.'),
        sa.Column('decision_key', KEY, nullable=False, comment='The decision, in force.'),
        sa.Column('is_applied', sa.Boolean(), nullable=False, comment='The value found still stands, so the figure is as decided.'),
        sa.Column('figure_key', KEY, nullable=True, comment='The figure; empty where there is none.'),
        sa.Column('printed_now', sa.Text(), nullable=True, comment='What is printed in the cell now; empty where there is no such cell.'),
        sa.Column('machine_status', sa.Text(), nullable=True, comment='Status without the decision. One of: reported, derived, corrected, proposed, ambiguous, noted, too_entangled, decided.'),
        sa.Column('machine_reconciled_value', NUMBER, nullable=True, comment='Reconciled value without the decision.'),
        sa.Column('machine_proposed_value', NUMBER, nullable=True, comment='Proposed value without the decision.'),
        sa.Column('machine_confidence', sa.Double(), nullable=True, comment='Confidence without the decision, 0 to 1.'),
        sa.Column('machine_derived_rule', sa.Text(), nullable=True, comment='Rule it is derived by without the decision.'),
        sa.ForeignKeyConstraint(['decision_key'], ['ledger_decision.decision_key'], name=op.f('fk_fact_decision_effect_decision_key')),
        sa.ForeignKeyConstraint(['document_key'], ['dim_document.document_key'], name=op.f('fk_fact_decision_effect_document_key')),
        sa.ForeignKeyConstraint(['figure_key'], ['fact_figure.figure_key'], name=op.f('fk_fact_decision_effect_figure_key')),
        sa.PrimaryKeyConstraint('document_key', 'decision_key', name=op.f('pk_fact_decision_effect')),
        sa.CheckConstraint(f"machine_{AFTER}", name=op.f('ck_fact_decision_effect_machine_status_known')),
        sa.CheckConstraint('machine_confidence >= 0 AND machine_confidence <= 1', name=op.f('ck_fact_decision_effect_machine_confidence_share')),
        comment='What a decision in force does to a document: applied, or what was found instead.'
    )
    op.create_index(op.f('ix_fact_decision_effect_decision_key'), 'fact_decision_effect', ['decision_key'], unique=False)
    op.create_index(op.f('ix_fact_decision_effect_figure_key'), 'fact_decision_effect', ['figure_key'], unique=False)


def _allow_decided() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.drop_constraint(op.f('ck_fact_figure_status_known'), 'fact_figure', type_='check')
        op.create_check_constraint(op.f('ck_fact_figure_status_known'), 'fact_figure', AFTER)
        op.alter_column('fact_figure', 'status', existing_type=sa.Text(), existing_nullable=False, comment=STATUS)
        return
    # a CHECK does not touch what is stored, so SQLite's own advice is to edit the schema's
    # text (sqlite.org/lang_altertable.html, section 7): rebuilding the table would copy it
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    changed = connection.execute(
        sa.text("UPDATE sqlite_master SET sql = replace(sql, :before, :after) WHERE type = 'table' AND name = 'fact_figure' AND instr(sql, :before) > 0"),
        {"before": BEFORE, "after": AFTER},
    )
    if changed.rowcount != 1:
        raise RuntimeError("The table fact_figure is not as this program made it.")
    connection.exec_driver_sql(f"PRAGMA schema_version = {int(version) + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")


def _name_all(connection: sa.Connection) -> None:
    """Give the documents and findings that are there the names that a reading would give."""
    documents = connection.execute(sa.text(_DOCUMENTS)).mappings().all()
    named = [{"key": d["document_key"], "name": report_identity(dict(d))} for d in documents]
    if named:
        connection.execute(sa.text("UPDATE dim_document SET report_identity = :name WHERE document_key = :key"), named)
    identities = {d["document_key"]: d["issue_identity"] or d["document_sha256"] for d in documents}
    found: dict[int, dict[int, tuple[str, list[str]]]] = {}
    for row in connection.execute(sa.text(_CELLS)):
        of_document = found.setdefault(row.document_key, {})
        cells = of_document.setdefault(row.finding_key, (row.rule, []))[1]
        if row.position is not None:
            cells.append(cell_name(row.appendix, row.printed_no, row.column_heading))
    coded = [
        {"key": key, "code": code}
        for document, findings in found.items()
        for key, code in zip(findings, finding_codes(identities[document], list(findings.values())), strict=True)
    ]
    if coded:
        connection.execute(sa.text("UPDATE fact_finding SET finding_code = :code WHERE finding_key = :key"), coded)
