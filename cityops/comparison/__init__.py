"""Areas beside each other: what differs, what does not, who is alike. Formulas: docs/methods/compare.md."""
