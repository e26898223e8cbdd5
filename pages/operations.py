"""Page: how do the program, its copies and its store stand, who did what, and what went wrong?"""

from cityops.ui import operations, session

operations.show(session.view("operations"))
