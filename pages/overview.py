"""Page: how far is the city on the way to its vision, what is off its path, and why?"""

from cityops.ui import overview, session

overview.show(session.view("overview"))
