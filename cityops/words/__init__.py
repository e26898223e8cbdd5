"""What the product says and how it writes it: texts, numbers, dates, status words, glyphs and colours.

The language is an argument of every function and never a global: sessions of two languages share one process.
"""
