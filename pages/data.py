"""Page: add data, see what it will change, take it back."""

from cityops.ui import data, session

data.show(session.view("data"))
