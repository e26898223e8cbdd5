"""From a table as it came to observations: what each column says, how numbers and periods are written."""
