"""Whether a text is a factsheet at all, told by what it names.

Asked of a file's bare text, before anything that takes time is done with it.
"""

from __future__ import annotations

from factsheet_parser.errors import NotAFactsheetError
from factsheet_parser.record import SECTIONS

_PUBLISHER = ("ncmec", "national center for missing")
_LEAST_TOPICS = 3
MOST_CHARACTERS = 100_000
"""A sheet's text has about 5,000 characters; a document with more than this is another one."""


def refuse_other_subjects(text: str) -> None:
    """Raise NotAFactsheetError for the text of another document."""
    if len(text) > MOST_CHARACTERS:
        raise NotAFactsheetError(
            f"This is not an NCMEC state factsheet: its text has {len(text):,} characters, and a "
            "factsheet's about 5,000."
        )
    text = text.lower().replace("\r", "").replace("\n", " ")
    named = [
        model.heading for model in SECTIONS.values() if any(word in text for word in model.names)
    ]
    published = any(word in text for word in _PUBLISHER)
    if published and len(named) >= _LEAST_TOPICS:
        return
    found = f"it names only {' and '.join(named)}" if named else "it names none of its programs"
    raise NotAFactsheetError(
        f"This is not an NCMEC state factsheet: {found}"
        + ("." if published else ", and not NCMEC itself.")
    )
