# The guide as HTML, for Sphinx: make html.
import pathlib
import re

project = "hyspace"
version_header = pathlib.Path(__file__).parents[1] / "include/hyspace/version.h"
release = re.search(r'HYS_VERSION_STRING "(.*)"', version_header.read_text())[1]
extensions = ["myst_parser"]
exclude_patterns = ["guide/_*"]  # what pages include
myst_heading_anchors = 3
highlight_language = "none"  # an indented block is a command or its output

html_title = f"hyspace {release}"
html_theme = "alabaster"
html_static_path = ["guide/_static"]
html_css_files = ["guide.css"]
html_theme_options = {
    "description": "Samples of hyperparameter search spaces, the same bits everywhere",
    "fixed_sidebar": True, "page_width": "1360px", "sidebar_width": "230px",
    "sidebar_collapse": False, "show_powered_by": False,
    "font_family": "system-ui, 'DejaVu Sans', sans-serif",
    "head_font_family": "system-ui, 'DejaVu Sans', sans-serif", "font_size": "15px",
}
html_sidebars = {"**": ["about.html", "searchbox.html", "navigation.html"]}
html_copy_source = html_use_index = html_show_copyright = html_show_sphinx = False
