"""The guided set-up: from an empty store to the first overview, step by step."""
