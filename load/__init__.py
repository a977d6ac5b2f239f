"""The only room that opens a database: dimensions, facts, ledger, views."""
