"""How the city works: the elements of the operating model, statements and levels, in its words."""
