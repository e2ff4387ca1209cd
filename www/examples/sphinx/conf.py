"""A site made with Sphinx and its default theme."""

project = "Sample project"
html_theme = "alabaster"
html_static_path = ["_static"]
# `_static/mintcheck/` is the folder of the built page.
html_js_files = [("mintcheck/mintcheck.js", {"type": "module"})]
# Without the search box, whose inline script a strict policy refuses.
html_sidebars = {"**": ["about.html", "navigation.html"]}
