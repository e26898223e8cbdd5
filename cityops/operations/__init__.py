"""Living with it: copies that make themselves, and what an administrator reads about the program."""
