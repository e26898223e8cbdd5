"""An analyst's file becomes claims: read, checked, compared, written in one transaction, undone."""
