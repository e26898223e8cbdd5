"""Page: what did a wave find, what is far apart, what moved? And the score sheet on which many write."""

from cityops.ui import session
from cityops.ui.assessment import home

home.show(session.view("assessment"))
