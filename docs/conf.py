"""The documentation as a site (`make docs`): built without the network, and a dead link is an error."""

from kkr_analysis import __version__

project = "kkr-analysis"
author = "The kkr-analysis authors"
project_copyright = "2026, The kkr-analysis authors"
version = release = __version__
language = "da"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.doctest"]
exclude_patterns = ["_build"]
suppress_warnings = ["myst.xref_missing"]  # places named in HTML; scripts/check_site.py follows every link

html_theme = "furo"
html_title = f"kkr-analysis {__version__}"
html_copy_source = False
html_static_path = ["_static"]
html_permalinks_icon = "#"
html_css_files = ["site.css"]

html_last_updated_fmt = None

myst_heading_anchors = 4
myst_enable_extensions = ["deflist"]

autodoc_member_order = "bysource"
autodoc_typehints = "description"
