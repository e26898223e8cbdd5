"""Page: why does the number stand where it stands: outcomes, targets, and one target down to the line."""

from cityops.ui import cached, indicator, outcomes, overview, session

view = session.view("progress")
found = cached.progress(view.version, view.on, view.known)
if found is None:
    overview.empty(view)
elif (one := indicator.picked(found)) is not None:
    indicator.show(one, found, view)
else:
    outcomes.show(found, view)
