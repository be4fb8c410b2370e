"""Text from files and their names, made harmless where people read it."""


def printable(text: str) -> str:
    r"""`text` without characters that steer a terminal or that UTF-8 cannot hold.

    >>> print(printable("a\x1b[31mb.pdf"))
    a\x1b[31mb.pdf
    """
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )
