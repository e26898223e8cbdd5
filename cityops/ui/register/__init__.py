"""A table that many people edit at once: columns are declared, edits wait in an outbox, clashes are named."""
