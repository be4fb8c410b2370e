"""A text's words, for look-ups in the vocabulary.

>>> split_words("In 2023, 17 survivors/families of D.C. \u2013 Iowa's low-cost help.")
['in', '2023', '17', 'survivors', 'families', 'of', 'd', 'c', 'iowa', 's', 'low', 'cost', 'help']
"""

from __future__ import annotations

# Commas and points inside a number part it too; nobody looks digits up here.
_PARTED = str.maketrans(dict.fromkeys("/-\u2013\u2014'\"(),.;:!?|*&+\t\n\u00ae\u2122", " "))


def split_words(text: str) -> list[str]:
    """The words in lower case, without the marks around them, compounds parted."""
    return text.lower().translate(_PARTED).split()


UNITS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen
""".split()
"""The words for 0 to 19, in order."""
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
"""The words for 20 to 90, in order."""
