"""A city of one's own: understood from a folder or from the set-up page, checked whole, written whole."""
