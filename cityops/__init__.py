"""CityOps: how a city works, what it does and what changes, in one chain of facts."""

__version__ = "0.1.0"
