"""Page: what is the city asked to do well, what would one see on each of five levels, and who words it?"""

from cityops.ui import session
from cityops.ui.operating_model import home

home.show(session.view("operating_model"))
