"""`python -m factsheet_parser` is the command `factsheet-parser`."""

from factsheet_parser.cli import app

if __name__ == "__main__":
    app(prog_name="factsheet-parser")
