"""A text's words, for look-ups in the vocabulary.

>>> split_words("In 2023, 17 survivors/families of the U.S. \u2013 Iowa's low-cost help.")
['in', '2023', '17', 'survivors', 'families', 'of', 'the', 'u.s', 'iowa', 's', 'low', 'cost', 'help']
"""

from __future__ import annotations

# Commas inside a number part it too; nobody looks digits up here.
_PARTED = str.maketrans(dict.fromkeys("/-\u2013\u2014'\"(),;:!?|*&+\t\n\u00ae\u2122", " "))


def split_words(text: str) -> list[str]:
    """The words in lower case, without the marks around them, compounds parted."""
    words = text.lower().translate(_PARTED)
    if "." not in words:
        return words.split()
    return [word.rstrip(".") for word in words.split()]
