"""A document to carry away: one `Briefing` object, one file a format. It says what the screen says."""
