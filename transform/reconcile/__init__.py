"""Reconciliation: which figure is wrong, what would make it right, and how sure that is.

`engine.reconcile` takes figures and rules and returns results, findings and decisions.
"""
