"""The upload as seven steps: nothing is written before the last, and leaving loses nothing."""
