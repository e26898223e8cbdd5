"""Page: what is measured, by whom, from which source, under which licence, and how fresh is it?"""

from cityops.ui import catalogue, session

catalogue.show(session.view())
