"""Page: a city of one's own, step by step: place, areas, indicators, vision, first file, first overview."""

from cityops.ui import session
from cityops.ui.set_up import guide

guide.show(session.view("set_up"))
