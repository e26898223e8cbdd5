"""Page: add data, see what it will change, take it back."""

from cityops.ui import data, session

view = session.view("data")
data.heading(view)
data.upload(view)
data.uploads(view)
data.catalogue(view)
