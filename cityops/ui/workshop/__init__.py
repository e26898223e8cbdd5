"""The page of the workshop: waves, what prepares one, and the console of a room."""
