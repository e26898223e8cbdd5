"""Reads of visions, outcomes and targets, at any moment of knowledge."""

from datetime import datetime

from cityops.store import PRESENT, Reader
from cityops.vision.model import Outcome, Target, Vision


def visions(reader: Reader, *, known: datetime = PRESENT) -> list[Vision]:
    """Return every vision."""
    return [Vision(**row) for row in reader.rows("vision/visions", known=known)]


def outcomes(reader: Reader, vision_id: str, *, known: datetime = PRESENT) -> list[Outcome]:
    """Return the outcomes of a vision, in the order of the screen."""
    found = [Outcome(**row) for row in reader.rows("vision/outcomes", known=known)]
    return [outcome for outcome in found if outcome.vision_id == vision_id]


def targets(reader: Reader, *, known: datetime = PRESENT) -> list[Target]:
    """Return every target, reference lines outside the vision included."""
    return [Target(**row) for row in reader.rows("vision/targets", known=known)]
