"""One self-contained HTML page to audit records against the pages they were read from."""

from factsheet_parser.review.html import write_review

__all__ = ["write_review"]
