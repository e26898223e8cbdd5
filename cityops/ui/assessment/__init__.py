"""The page "Assessment": what a wave found, one element of it, its files, and the score sheet."""
