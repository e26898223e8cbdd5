"""The page "Operating model": all elements, one element whole, and the forms for the city's own words."""
