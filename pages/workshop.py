"""Page: which waves are there, what does one still need, and what does the room do next?"""

from cityops.ui import session
from cityops.ui.workshop import page

page.show(session.view("workshop"))
