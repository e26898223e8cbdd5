"""Ratios between the product and a plain way to do the same work, measured side by side in one run."""
