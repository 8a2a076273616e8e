"""The review page: one HTML file to listen back with and compare, in any browser, offline.

Written for Chromium, Firefox and Safari; tested in Chromium.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
"""Where its templates, style and script lie: named here, so that the window finds them without importing the rest."""
