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


def counted(number: int, name: str) -> str:
    """A number of things, for people to read.

    >>> counted(1, "sheet"), counted(1200, "sheet"), counted(2, "entry")
    ('1 sheet', '1,200 sheets', '2 entries')
    """
    if number == 1:
        return f"1 {name}"
    return f"{number:,} {name[:-1]}ies" if name.endswith("y") else f"{number:,} {name}s"
