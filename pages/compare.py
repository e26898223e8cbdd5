"""Page: how does a district stand beside the city, beside all others, and beside those that are like it?"""

from cityops.ui import compare, session

compare.show(session.view("compare"))
