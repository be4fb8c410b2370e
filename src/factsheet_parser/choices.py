"""What can be chosen between, in Python and on the command line."""

from __future__ import annotations

from typing import Literal

ReaderChoice = Literal["pdfium", "pdfplumber", "both"]
"""Who reads a PDF; "both" withholds what they differ on."""

Layout = Literal["wide", "long"]
"""A row a factsheet, or a row a figure with its evidence."""

ChartName = Literal["map", "ranking", "categories", "years"]
"""What is drawn; "years" draws a line for each state."""

ReportForm = Literal["text", "json", "github", "junit"]
"""Who reads what a check found: a person, a program, GitHub, a CI server."""
