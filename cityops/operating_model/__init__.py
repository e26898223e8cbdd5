"""How the city works: the elements of the operating model, their statements and levels, as the city words them."""
