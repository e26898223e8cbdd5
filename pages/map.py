"""Page: where? One indicator in every district, over the years, and the same as a table."""

from cityops.ui import atlas, cached, overview, session

view = session.view()
found = cached.progress(view.version, view.on, view.known)
if found is None:
    overview.empty(view)
else:
    atlas.show(found, view)
