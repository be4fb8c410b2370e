"""How the site is built: `python -m sphinx -W --keep-going -b html docs site`.

Nothing is fetched, neither while the site is built nor while it is read.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "extension"))

import factsheet_parser

project = "factsheet-parser"
author = "the authors of factsheet-parser"
project_copyright = "the authors of factsheet-parser, Apache-2.0"
version = release = factsheet_parser.__version__
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "made_from_code"]
exclude_patterns = ["extension", "_templates"]
templates_path = ["_templates"]
myst_enable_extensions = ["attrs_block", "deflist"]
myst_heading_anchors = 3
smartquotes = False  # quotes stand as they are typed: many of them are quotes from a sheet

nitpicky = True
# Their own projects document these, and nothing is fetched to link to them.
nitpick_ignore_regex = [
    ("py:.*", r"(os|types|typing|collections|concurrent|pathlib|pydantic|datetime)\..*"),
    (
        "py:.*",
        r"(PathLike|Path|Iterable|Iterator|Mapping|Executor|EllipsisType|ellipsis|BinaryIO|Self)",
    ),
    ("py:class", r"BaseModel"),
    # Names inside the package, which no one imports; a public one leads to its entry.
    ("py:class", r"Frozen|factsheet_parser\.[a-z_.]+\.\w+"),
]
# Docstrings put names and values between single backticks.
default_role = "literal"
autodoc_typehints_format = "short"
toc_object_entries = False

html_theme = "pydata_sphinx_theme"
html_title = "factsheet-parser"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sourcelink = False
html_copy_source = False
html_sidebars = {"**": ["pages.html"]}
html_theme_options = {
    "navbar_align": "left",
    "navbar_center": [],
    "navbar_end": ["theme-switcher"],
    "navbar_persistent": ["search-field.html"],
    "show_nav_level": 1,
    "secondary_sidebar_items": ["page-toc"],
    "show_toc_level": 2,
    "footer_start": ["copyright"],
    "footer_end": [],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
    "back_to_top_button": False,
}
