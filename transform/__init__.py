"""Pure reading of a `Document`: letterhead, tables, figures, tasks, targets, findings."""
