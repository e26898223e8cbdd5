"""The way to the vision: how far, how sure, and in one number. Formulas: docs/methods/progress.md."""
