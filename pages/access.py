"""Page: who may do what, who may sign in and read, and whose name is to be forgotten?"""

from cityops.ui import access, session

access.show(session.view("access"))
