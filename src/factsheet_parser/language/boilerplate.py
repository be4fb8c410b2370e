"""Numbers that measure nothing: telephone numbers, statutes, ages, dates, footnote and list marks."""

from __future__ import annotations

import regex

CAREFUL_WORDS = frozenset(
    """
        age ages aged year years old hour hours section title u january february march april may
        june july august september october november december
    """.split()
)
"""Words beside which a number may measure nothing."""

# Numbers that measure nothing: each with its reason.
BOILERPLATE = regex.compile(
    r"""
      (?:\+?1[-.\ ])?\(?\b\d{3}\)?[-.\ ]\d{3}[-.]\d{4}\b                 # a telephone number
    | \b1-8\d\d-[A-Z0-9][-A-Z0-9]+                                       # 1-800-THE-LOST
    | \b24\ ?(?:/\ ?7|hours?\b|-hours?\b)(?:\ a\ day)?                   # round the clock
    | \b(?:\d+\ U\.?S\.?C\.?|U\.?S\.?C\.?|Section|Sec\.|Title|§+)\ ?(?:§+\ ?)?\d+\w*(?:\(\w+\))* # a statute
    | \b501\(c\)\(3\)                                                    # a charity's tax status
    | \b(?:ages?|aged)\ \d{1,2}(?:\ ?(?:-|to|and)\ ?\d{1,2})?\b          # ages
    | \b(?:under|over)\ (?:the\ age\ of\ )?1[78]\b(?!,)(?=\ years|[.;)]|$|\ who|\ and\b) # minors
    | \b\d{1,2}[-\ ]years?[-\ ](?:of\ age|old)\b
    | \b(?:January|February|March|April|May|June|July|August|September|October|November|December)
      \ \d{1,2}(?:,\ (?=\d{4}))?\b                                       # a date
    | \b\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)\b
    | \b(?:https?://|www\.)\S+                                           # an address on the web
    | \b\d+(?:st|nd|rd|th)\b                                             # an ordinal
    | (?<=[a-z®™*])\d\b(?![,.]\d)                                        # a footnote mark
    """,
    regex.VERBOSE,
)
LIST_MARK = regex.compile(r"\(\d{1,2}\)|(?:^|(?<=[;:.]\ ))\d{1,2}[.)](?=\ [A-Za-z])")
