"""How the documentation is built: ``sphinx-build -W -b html docs docs/_build``."""

import inspect
import pkgutil
import re
from contextlib import suppress
from importlib import import_module
from importlib.metadata import version as version_of

from sphinx.application import Sphinx

import peacetalks

project = "peacetalks"
author = "The peacetalks developers"
copyright = "The peacetalks developers"  # noqa: A001 # as Sphinx calls it
release = version = version_of("peacetalks")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build", "data/README.md"]
nitpicky = False

html_theme = "furo"
html_title = f"peacetalks {version}"
html_static_path = []
html_show_sphinx = False

myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3
# Blocks for a terminal are shown as they are.
highlight_language = "none"
# Two modules may have a class of one name: a reader is led to either.
suppress_warnings = ["misc.highlighting_failure", "ref.python"]

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_class_signature = "separated"
autodoc_default_options = {"members": True, "undoc-members": False, "show-inheritance": False}
napoleon_google_docstring = True
napoleon_use_ivar = True


def name_by_source(_: Sphinx) -> None:
    """Name classes after the modules that define them, where autodoc and viewcode read their source.

    A public class is named after the module that exports it: there, neither the order of its
    members nor a link to its source would be found.
    """
    for found in pkgutil.walk_packages(peacetalks.__path__, "peacetalks."):
        with suppress(ImportError):  # of an extra that is not installed
            module = import_module(found.name)
            for name in re.findall(r"^class (\w+)", inspect.getsource(module), re.MULTILINE):
                getattr(module, name).__module__ = module.__name__


def setup(app: Sphinx) -> None:
    """Connect what the pages need."""
    app.connect("builder-inited", name_by_source)
