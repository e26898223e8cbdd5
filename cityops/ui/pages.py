"""The pages: what each needs to be opened, and who finds it in the menu."""

from dataclasses import dataclass

from cityops.access import Actor, Duty


@dataclass(frozen=True, slots=True)
class Page:
    """A page, apart from its title, which is a word.

    Attributes:
        icon: Name of a Material symbol.
        opens: What the reader's role has to cover.
        listed: What it has to cover for the page to be in the menu.
    """

    icon: str
    opens: Duty = Duty.NAMES
    listed: Duty = Duty.RELEASED

    def is_listed(self, actor: Actor) -> bool:
        """Whether somebody finds it in the menu."""
        return actor.may(self.opens) and actor.may(self.listed)


PAGES = {
    "overview": Page("dashboard", Duty.RELEASED),
    "progress": Page("route", Duty.RELEASED),
    "map": Page("map", Duty.RELEASED),
    "compare": Page("compare_arrows", Duty.RELEASED),
    "operating_model": Page("account_tree", Duty.RELEASED),
    "assessment": Page("fact_check"),
    "workshop": Page("groups", Duty.WAVES, Duty.WAVES),
    "catalogue": Page("menu_book", Duty.RELEASED),
    "data": Page("upload_file"),
    "set_up": Page("location_city", Duty.SETTINGS),
    "operations": Page("monitor_heart", Duty.OPERATIONS),
    "access": Page("shield_person", Duty.RELEASED, Duty.ACCESS),
}
"""By the name of its file, which is its address; the first is the start.

A page that does not say that it shows what was released is for those who sign in.
"""
